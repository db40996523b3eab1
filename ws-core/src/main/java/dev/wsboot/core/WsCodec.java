package dev.wsboot.core;

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;

/**
 * A format of messages: how objects are written as messages and read from them. It is for text or for binary messages, and
 * implements {@link Text} or {@link Binary}.
 *
 * <p>Implementations are thread-safe: one serves all sessions. What they throw concerns the one message only; the peer is
 * told nothing of it.
 */
public sealed interface WsCodec {

    /**
     * Whether objects of the type can be written and read; asked once for each type that a program declares. By default all
     * are.
     */
    default boolean supports(Type type) {
        return true;
    }

    /** A format of text messages. */
    non-sealed interface Text extends WsCodec {

        /**
         * The text of a message that stands for the object.
         *
         * @throws IOException when there is none; or a RuntimeException
         */
        String encode(Object message) throws IOException;

        /**
         * The object that a message stands for.
         *
         * @param type a type that is {@linkplain #supports supported}, which the result is of
         * @throws IOException when the text stands for no such object: the peer's fault; or a RuntimeException
         */
        Object decode(String message, Type type) throws IOException;
    }

    /** A format of binary messages. */
    non-sealed interface Binary extends WsCodec {

        /**
         * The bytes of a message that stands for the object: those that remain in the buffer.
         *
         * @throws IOException when there are none; or a RuntimeException
         */
        ByteBuffer encode(Object message) throws IOException;

        /**
         * The object that a message stands for.
         *
         * @param message the remaining bytes, which belong to this call
         * @param type a type that is {@linkplain #supports supported}, which the result is of
         * @throws IOException when the bytes stand for no such object: the peer's fault; or a RuntimeException
         */
        Object decode(ByteBuffer message, Type type) throws IOException;
    }
}
