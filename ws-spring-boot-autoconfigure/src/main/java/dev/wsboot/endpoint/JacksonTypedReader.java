package dev.wsboot.endpoint;

import dev.wsboot.WsDecodeException;
import dev.wsboot.WsUnknownTypeException;
import dev.wsboot.endpoint.JsonCodec.Typed;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;

/**
 * Reads JSON objects of several types, told apart by one property of theirs, wherever in the object it is.
 *
 * <p>When the property comes first, the value is read from the very parser that has found it. Else the parser goes through
 * the text up to the property, keeping nothing, and the value is read by a second one. The value does not see the property in
 * either case, unless its type has such a property. The property must not come twice.
 */
final class JacksonTypedReader<T> implements JsonCodec.TypedReader<T> {

    /**
     * What is behind one name.
     *
     * @param whole whether the value sees the property
     */
    record Target<T>(T target, JavaType type, ObjectReader reader, boolean whole) {}

    private final ObjectReader parsers;
    private final String property;
    private final Map<String, Target<T>> targets;
    private final boolean othersWelcome;

    JacksonTypedReader(ObjectReader parsers, String property, Map<String, Target<T>> targets, boolean othersWelcome) {
        this.parsers = parsers;
        this.property = property;
        this.targets = Map.copyOf(targets);
        this.othersWelcome = othersWelcome;
    }

    @Override
    public @Nullable Typed<T> read(String text) {
        Target<T> target = null;
        try (JsonParser parser = parsers.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return unknown("is no JSON object, so that it has no \"" + property + "\"", null);
            }
            boolean first = true;
            while (!property.equals(parser.nextName())) {
                if (parser.currentToken() != JsonToken.PROPERTY_NAME) {
                    return unknown("has no \"" + property + "\"", null);
                }
                parser.nextToken();
                parser.skipChildren();
                first = false;
            }
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                return unknown("has a \"" + property + "\" that is no string", null);
            }
            String name = parser.getString();
            target = targets.get(name);
            if (target == null) {
                return unknown("has a \"" + property + "\" that is none of " + new TreeSet<>(targets.keySet()), name);
            }
            return new Typed<>(target.target, first ? rest(target, parser, text) : value(target, text));
        } catch (JacksonException e) {
            if (e.getCause() instanceof WsDecodeException repeated) {
                throw repeated;
            } else if (target == null && othersWelcome) {
                return null;
            }
            throw new WsDecodeException(
                    "The message is no JSON" + (target == null ? "" : " of " + target.type.toCanonical()), e);
        }
    }

    private @Nullable Typed<T> unknown(String what, @Nullable String name) {
        if (othersWelcome) {
            return null;
        }
        throw new WsUnknownTypeException("The message " + what, name);
    }

    /** The value whose first property has been read. */
    private Object rest(Target<T> target, JsonParser parser, String text) {
        if (target.whole) {
            return target.reader.readValue(text);
        }
        if (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            return target.reader.readValue(parser);
        }
        // Nothing is left of the object, which a reader would take for nothing at all.
        if (target.reader.isEnabled(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) && parser.nextToken() != null) {
            throw new WsDecodeException("The message has something behind its JSON object");
        }
        return target.reader.readValue("{}");
    }

    private Object value(Target<T> target, String text) {
        if (target.whole) {
            return target.reader.readValue(text);
        }
        try (JsonParser parser = new FilteringParserDelegate(
                parsers.createParser(text), new Without(property), TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true)) {
            return target.reader.readValue(parser);
        }
    }

    /** An object without one of its properties, which may be there once. */
    private static final class Without extends TokenFilter {

        private final String property;
        private boolean seen;

        private Without(String property) {
            this.property = property;
        }

        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            if (!name.equals(property)) {
                return INCLUDE_ALL;
            }
            if (seen) {
                throw repeated(property);
            }
            seen = true;
            return null;
        }
    }

    static WsDecodeException repeated(String property) {
        return new WsDecodeException("The message has its \"" + property + "\" twice");
    }
}
