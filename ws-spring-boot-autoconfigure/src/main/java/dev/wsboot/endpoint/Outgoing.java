package dev.wsboot.endpoint;

import dev.wsboot.WsEncodeException;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsCodec;
import dev.wsboot.core.WsSession;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How objects leave an endpoint.
 *
 * @param codec the format of objects that are no messages by themselves; null for JSON
 * @param json null when the application has no JSON library
 * @param tags what tells the types of JSON objects apart; null when the endpoint needs no such thing
 */
record Outgoing(
        @Nullable CodecFormat codec,
        JsonCodec.@Nullable Writer json,
        @Nullable TypeTags tags) {

    /** Sends a value as the message that it is or that stands for it. */
    SendStatus send(WsSession session, Object value) {
        if (value instanceof String text) {
            return session.send(text);
        } else if (value instanceof ByteBuffer binary) {
            return session.send(binary);
        } else if (value instanceof byte[] bytes) {
            return session.send(ByteBuffer.wrap(bytes));
        } else if (codec != null) {
            return codec.send(session, value);
        }
        return sendText(session, tagged(json(value).write(value), value.getClass()));
    }

    /** These rules as a codec of the core, where nothing tells types apart; null when objects cannot be sent. */
    @Nullable
    WsCodec asCodec() {
        return codec != null ? codec.codec() : json == null ? null : new Writing(json);
    }

    /** JSON for what is sent. */
    private record Writing(JsonCodec.Writer json) implements WsCodec.Text {

        @Override
        public String encode(Object message) {
            return json.write(message);
        }

        @Override
        public Object decode(String message, Type type) {
            throw new UnsupportedOperationException("a handler of the core reads its messages itself");
        }
    }

    /** What is the same for all endpoints that write objects as the same messages. */
    Object form() {
        return codec != null ? codec : tags != null ? tags.form() : JsonCodec.class;
    }

    /** A value as a message for many sessions. It is none by itself. */
    PreparedMessage encode(Object value) {
        if (codec != null) {
            return codec.encode(value);
        }
        return prepared(tagged(json(value).write(value), value.getClass()));
    }

    private JsonCodec.Writer json(Object value) {
        if (json == null) {
            throw new IllegalStateException("a " + value.getClass().getName()
                    + " is sent as JSON, but there is no JsonMapper. " + Payloads.JSON_NEEDED);
        }
        return json;
    }

    /** A text that was made of a value, for many sessions. */
    static PreparedMessage prepared(String text) {
        try {
            return PreparedMessage.of(text);
        } catch (IllegalArgumentException e) {
            throw new WsEncodeException("The message has an unpaired surrogate and so no UTF-8 form", e);
        }
    }

    /** Sends a text that was made of a value. */
    static SendStatus sendText(WsSession session, String text) {
        try {
            return session.send(text);
        } catch (IllegalArgumentException e) {
            throw new WsEncodeException("The answer has an unpaired surrogate and so no UTF-8 form", e);
        }
    }

    /** The JSON of a value of this class, with the property that names its type if the endpoint has such a thing. */
    String tagged(String written, Class<?> type) {
        return tags == null ? written : tags.addTo(written, type);
    }
}
