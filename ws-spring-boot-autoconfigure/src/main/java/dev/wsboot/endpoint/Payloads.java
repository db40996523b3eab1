package dev.wsboot.endpoint;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsCodec;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The types of messages of one endpoint, or of one of its methods: how a parameter reads one, and how a returned value is
 * written as one.
 */
final class Payloads {

    static final String JSON_NEEDED =
            "Add the dependency spring-boot-starter-jackson, so that there is a JsonMapper bean"
                    + " (exactly one, or one that is @Primary), or use String.";

    /**
     * Why values of a type can be neither read nor written.
     *
     * @param why what is wrong, to follow "is"
     * @param action what to do instead
     */
    record Lack(String why, String action) {}

    private final @Nullable JsonCodec json;
    private final Codecs codecs;
    private final @Nullable CodecFormat codec;

    private Payloads(@Nullable JsonCodec json, Codecs codecs, @Nullable CodecFormat codec) {
        this.json = json;
        this.codecs = codecs;
        this.codec = codec;
    }

    /** The types of an endpoint's messages: JSON unless the annotation names a codec. */
    static Payloads of(Class<?> endpoint, WsEndpoint annotation, @Nullable JsonCodec json, Codecs codecs) {
        return new Payloads(json, codecs, codecs.find(endpoint, null, annotation.codec()));
    }

    /** The types of an endpoint's messages: JSON unless there is a codec. */
    static Payloads of(@Nullable WsCodec codec, @Nullable JsonCodec json, Codecs codecs) {
        return new Payloads(json, codecs, codec == null ? null : new CodecFormat(codec));
    }

    /** The types of the messages of one method, which may have a codec of its own. */
    Payloads of(Class<?> endpoint, Method method) {
        OnMessage annotation = AnnotatedElementUtils.findMergedAnnotation(method, OnMessage.class);
        CodecFormat own = annotation == null ? null : codecs.find(endpoint, method, annotation.codec());
        return own == null ? this : new Payloads(json, codecs, own);
    }

    /** How objects leave the endpoint. */
    Outgoing outgoing(@Nullable TypeTags tags) {
        return new Outgoing(codec, json == null ? null : json.writer(Object.class), tags);
    }

    /** Whether values of the type are messages by themselves, or none at all. */
    static boolean isPlain(Type type) {
        return isText(type) || isBinary(type) || type == void.class || type == Void.class;
    }

    private static boolean isText(Type type) {
        return type == String.class || type == CharSequence.class;
    }

    private static boolean isBinary(Type type) {
        return type == byte[].class || (type instanceof Class<?> raw && ByteBuffer.class.isAssignableFrom(raw));
    }

    /** Null when values of the type can be read and written. */
    @Nullable
    Lack lack(Type type) {
        if (isPlain(type)) {
            return null;
        } else if (codec != null) {
            return codec.codec().supports(type)
                    ? null
                    : new Lack(
                            "of the type " + ResolvableType.forType(type) + ", which " + codec.name()
                                    + " does not support",
                            "Use a type that it supports, or another codec.");
        }
        return json != null ? null : new Lack("JSON, but there is no JsonMapper", JSON_NEEDED);
    }

    /** Null when values of the type can answer. What a type as wide as {@code Object} says nothing of is not asked. */
    @Nullable
    Lack lackOfAnswer(Type type, Class<?> raw) {
        return codec != null && isWide(raw) ? null : lack(type);
    }

    private static boolean isWide(Class<?> raw) {
        return raw.isAssignableFrom(String.class)
                || raw.isAssignableFrom(ByteBuffer.class)
                || raw.isAssignableFrom(byte[].class);
    }

    /** The application's own format of the type; null when it is a message by itself, or JSON. */
    @Nullable
    CodecFormat codecFor(Type type) {
        return isPlain(type) ? null : codec;
    }

    /** Whether a parameter of the type takes binary messages, else text. */
    boolean takesBinary(Type type) {
        return isBinary(type) || (!isText(type) && codec != null && codec.isBinary());
    }

    /**
     * What makes a value of the type of what was received, a {@code String} or a {@code byte[]}.
     *
     * @param type one that nothing is lacking for
     */
    Function<Object, Object> decoder(Type type) {
        if (isText(type) || type == byte[].class) {
            return Function.identity();
        } else if (isBinary(type)) {
            return bytes -> ByteBuffer.wrap((byte[]) bytes);
        } else if (codec != null) {
            return codec.decoder(type);
        }
        JsonCodec.Reader reader = json().reader(type);
        return text -> reader.read((String) text);
    }

    /**
     * How a value of this type answers.
     *
     * @param type one that nothing is lacking for
     * @param raw the class of the type
     */
    Reply reply(Type type, Class<?> raw) {
        if (raw == void.class || raw == Void.class) {
            return Reply.NONE;
        }
        if (raw == String.class) {
            return Reply.TEXT;
        }
        if (raw == CharSequence.class) {
            return (session, value) -> Outgoing.sendText(session, value.toString());
        }
        if (raw == byte[].class) {
            return Reply.BYTES;
        }
        if (ByteBuffer.class.isAssignableFrom(raw)) {
            return Reply.BUFFER;
        }
        Reply encoded = codec != null ? codec::send : asJson(json().writer(type));
        // A type as wide as Object or Comparable says nothing: the value decides.
        return isWide(raw) ? byValue(encoded) : encoded;
    }

    private static Reply asJson(JsonCodec.Writer writer) {
        return (session, value) -> {
            String written = writer.write(value);
            return Outgoing.sendText(
                    session, session.definition().methods().outgoing().tagged(written, value.getClass()));
        };
    }

    private JsonCodec json() {
        if (json == null) {
            throw new IllegalStateException("there is no JSON library: lack() was not asked");
        }
        return json;
    }

    private static Reply byValue(Reply encoded) {
        return (session, value) -> {
            if (value instanceof String) {
                return Reply.TEXT.send(session, value);
            } else if (value instanceof byte[]) {
                return Reply.BYTES.send(session, value);
            } else if (value instanceof ByteBuffer) {
                return Reply.BUFFER.send(session, value);
            }
            return encoded.send(session, value);
        };
    }
}
