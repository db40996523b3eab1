package dev.wsboot.core.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one head: an immutable multi-map in the order of the wire, with case-insensitive names
 * (RFC 9110 §5). Values hold one character per octet (ISO-8859-1) and no surrounding white space when read from a peer.
 *
 * <p>One flat array and a linear look-up: a handshake has about a dozen fields, each looked at once.
 */
public final class HeaderFields {

    /** No field at all. */
    public static final HeaderFields EMPTY = new HeaderFields(new String[0]);

    /** Name, value, name, value, ... */
    private final String[] fields;

    /** Takes over an array whose names and values obey the grammar already. */
    HeaderFields(String[] fields) {
        this.fields = fields;
    }

    /**
     * The fields given as name, value, name, value.
     *
     * @throws IllegalArgumentException for an odd number of strings, or what {@link Builder#add} refuses
     */
    public static HeaderFields of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value: " + namesAndValues.length + " strings");
        }
        Builder builder = builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value of the first field of that name, or null when there is none. */
    public @Nullable String first(String name) {
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                return fields[i + 1];
            }
        }
        return null;
    }

    /** The values of all fields of that name in order; empty when there is none. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                values.add(fields[i + 1]);
            }
        }
        return List.copyOf(values);
    }

    /** Each name once, in order and in the spelling of its first field. */
    public List<String> names() {
        Set<String> seen = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            if (seen.add(fields[i].toLowerCase(Locale.ROOT))) {
                names.add(fields[i]);
            }
        }
        return List.copyOf(names);
    }

    /** Whether there is a field of that name. */
    public boolean contains(String name) {
        return first(name) != null;
    }

    /** The number of fields, repeated ones counted each time. */
    public int size() {
        return fields.length / 2;
    }

    /** Hands name and value of every field over, in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < fields.length; i += 2) {
            action.accept(fields[i], fields[i + 1]);
        }
    }

    /** These fields with one more behind them; {@link Builder#add} says what is refused. */
    public HeaderFields with(String name, String value) {
        Builder builder = builder();
        builder.fields.addAll(Arrays.asList(fields));
        return builder.add(name, value).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeaderFields that && Arrays.equals(fields, that.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    /** The names alone: values may be credentials, and this may end in a log. */
    @Override
    public String toString() {
        return "HeaderFields" + names();
    }

    /** Collects fields that this side is going to send, and lets none through that could split a message. */
    public static final class Builder {

        private final List<String> fields = new ArrayList<>();

        private Builder() {}

        /**
         * Appends a field.
         *
         * @throws IllegalArgumentException when the name is no token (RFC 9110 §5.1), or the value holds a control
         *     character or one that is not ISO-8859-1 (RFC 9110 §5.5)
         */
        public Builder add(String name, String value) {
            if (!Grammar.isToken(name)) {
                throw new IllegalArgumentException("'" + Escaped.of(name) + "' is not a header field name (RFC 9110)");
            }
            for (int i = 0; i < value.length(); i++) {
                if (!Grammar.isValueChar(value.charAt(i))) {
                    throw new IllegalArgumentException("the value of header field '" + name + "' holds '"
                            + Escaped.of(value.substring(i, i + 1)) + "' at index " + i
                            + ": control characters and characters beyond ISO-8859-1 are not allowed");
                }
            }
            fields.add(name);
            fields.add(value);
            return this;
        }

        /** The fields added so far. */
        public HeaderFields build() {
            return fields.isEmpty() ? EMPTY : new HeaderFields(fields.toArray(new String[0]));
        }
    }
}
