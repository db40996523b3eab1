package dev.wsboot.endpoint;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types of messages: how a parameter reads one, and how a returned value is written as one. */
final class Payloads {

    static final String JSON_NEEDED =
            "Add the dependency spring-boot-starter-jackson, so that there is a JsonMapper bean"
                    + " (exactly one, or one that is @Primary), or use String.";

    /**
     * How a parameter reads a message.
     *
     * @param isBinary whether it takes binary messages, else text
     */
    record Decoding(boolean isBinary, Function<Object, Object> decoder) {}

    private final @Nullable JsonCodec json;

    Payloads(@Nullable JsonCodec json) {
        this.json = json;
    }

    /** Null when the type needs JSON and there is none. */
    @Nullable
    Decoding decoding(Type type) {
        if (type == byte[].class) {
            return new Decoding(true, Function.identity());
        }
        if (type == ByteBuffer.class) {
            return new Decoding(true, bytes -> ByteBuffer.wrap((byte[]) bytes));
        }
        if (type == String.class || type == CharSequence.class) {
            return new Decoding(false, Function.identity());
        }
        if (json == null) {
            return null;
        }
        JsonCodec.Reader reader = json.reader(type);
        return new Decoding(false, text -> reader.read((String) text));
    }

    /**
     * How a value of this type answers; null when the type needs JSON and there is none.
     *
     * @param raw the class of the type
     */
    @Nullable
    Reply reply(Type type, Class<?> raw) {
        if (raw == void.class || raw == Void.class) {
            return Reply.NONE;
        }
        if (raw == String.class) {
            return Reply.TEXT;
        }
        if (raw == byte[].class) {
            return Reply.BYTES;
        }
        if (ByteBuffer.class.isAssignableFrom(raw)) {
            return Reply.BUFFER;
        }
        if (json == null) {
            return null;
        }
        JsonCodec.Writer writer = json.writer(type);
        Reply asJson = (session, value) -> session.send(writer.write(value));
        // A type as wide as Object or Comparable says nothing: the value decides.
        return raw.isAssignableFrom(String.class)
                        || raw.isAssignableFrom(ByteBuffer.class)
                        || raw.isAssignableFrom(byte[].class)
                ? byValue(asJson)
                : asJson;
    }

    private static Reply byValue(Reply asJson) {
        return (session, value) -> {
            if (value instanceof String) {
                return Reply.TEXT.send(session, value);
            } else if (value instanceof byte[]) {
                return Reply.BYTES.send(session, value);
            } else if (value instanceof ByteBuffer) {
                return Reply.BUFFER.send(session, value);
            }
            return asJson.send(session, value);
        };
    }
}
