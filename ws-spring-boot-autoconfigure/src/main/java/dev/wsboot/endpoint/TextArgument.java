package dev.wsboot.endpoint;

import dev.wsboot.core.http.Escaped;
import dev.wsboot.core.http.Handshake;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * A text of the handshake, converted to the type of a parameter.
 *
 * @param type what it is converted to
 * @param presence what becomes of a text that is missing
 * @param defaultValue the converted default, if there is one
 */
record TextArgument(
        TextSource source,
        String name,
        TypeDescriptor type,
        Presence presence,
        @Nullable Object defaultValue,
        ConversionService conversions)
        implements HandshakeArgument {

    /** Whether a text may be missing, and what the method gets then. */
    enum Presence {
        REQUIRED,
        NULLABLE,
        OPTIONAL
    }

    private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);
    private static final TypeDescriptor TEXTS = TypeDescriptor.collection(List.class, TEXT);

    /** Whether a text can become a value of the type at all. */
    static boolean canConvert(ConversionService conversions, TypeDescriptor type) {
        return conversions.canConvert(TEXT, type);
    }

    /** The value that some texts mean: all of them for a collection or an array, else the first. */
    static @Nullable Object convert(ConversionService conversions, List<String> texts, TypeDescriptor type) {
        boolean all = texts.size() > 1 && (type.isCollection() || type.isArray());
        return all ? conversions.convert(texts, TEXTS, type) : conversions.convert(texts.get(0), TEXT, type);
    }

    @Override
    public boolean isImmediate() {
        return type.getType() == String.class;
    }

    @Override
    public @Nullable Object resolve(Handshake handshake) throws InvalidArgumentException {
        List<String> texts = source.values(handshake, name);
        if (texts.isEmpty() || (defaultValue != null && texts.get(0).isEmpty())) {
            return orMissing(defaultValue);
        }
        try {
            return orMissing(convert(conversions, texts, type));
        } catch (RuntimeException e) {
            throw new InvalidArgumentException(
                    "The " + source + " " + name + " is not valid.",
                    "the " + source + " " + name + " is \"" + Escaped.of(String.join(",", texts)) + "\", which is no "
                            + type.getType().getSimpleName(),
                    e);
        }
    }

    private @Nullable Object orMissing(@Nullable Object value) throws InvalidArgumentException {
        if (presence == Presence.OPTIONAL) {
            return Optional.ofNullable(value);
        }
        if (value == null && presence == Presence.REQUIRED) {
            throw new InvalidArgumentException(
                    "The " + source + " " + name + " is missing.", "the " + source + " " + name + " is missing", null);
        }
        return value;
    }
}
