package dev.wsboot.endpoint;

import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEncodeException;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsCodec;
import dev.wsboot.core.WsSession;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** The application's own format of messages. */
record CodecFormat(WsCodec codec) {

    /** A call of a codec. */
    @FunctionalInterface
    private interface Decoding {
        Object decode(Object message) throws IOException;
    }

    boolean isBinary() {
        return codec instanceof WsCodec.Binary;
    }

    /** The codec's name in reports. */
    String name() {
        return ClassUtils.getUserClass(codec).getSimpleName();
    }

    /** What reads messages, a {@code byte[]} or a {@code String} each, as values of a type. */
    Function<Object, Object> decoder(Type type) {
        Class<?> raw = ClassUtils.resolvePrimitiveIfNecessary(
                ResolvableType.forType(type).resolve(Object.class));
        if (codec instanceof WsCodec.Binary binary) {
            return message -> decode(bytes -> binary.decode(ByteBuffer.wrap((byte[]) bytes), type), raw, message);
        }
        WsCodec.Text text = (WsCodec.Text) codec;
        return message -> decode(string -> text.decode((String) string, type), raw, message);
    }

    private Object decode(Decoding decoding, Class<?> type, Object message) {
        Object value;
        try {
            value = decoding.decode(message);
        } catch (WsDecodeException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new WsDecodeException(name() + " cannot read the message as a " + type.getName(), e);
        }
        if (!type.isInstance(value)) {
            throw new IllegalStateException(name() + " made " + (value == null ? "null" : value.getClass())
                    + " of a message that is to be a " + type.getName());
        }
        return value;
    }

    /** The message that stands for a value, for many sessions. */
    PreparedMessage encode(Object value) {
        return encode(value, PreparedMessage::of, Outgoing::prepared);
    }

    /** Sends a value as the message that stands for it. */
    SendStatus send(WsSession session, Object value) {
        return encode(value, session::send, text -> Outgoing.sendText(session, text));
    }

    private <R> R encode(Object value, Function<ByteBuffer, R> ofBinary, Function<String, R> ofText) {
        try {
            return codec instanceof WsCodec.Binary binary
                    ? ofBinary.apply(binary.encode(value))
                    : ofText.apply(((WsCodec.Text) codec).encode(value));
        } catch (WsEncodeException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new WsEncodeException(
                    name() + " cannot write a " + value.getClass().getName(), e);
        }
    }
}
