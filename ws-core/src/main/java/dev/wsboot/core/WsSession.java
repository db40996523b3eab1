package dev.wsboot.core;

import dev.wsboot.core.protocol.CloseStatus;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket connection, as its handler sees it.
 *
 * <p>All methods are thread-safe and none of them waits for the peer. After the end of the session sends answer
 * {@link SendStatus#CLOSED}; nothing throws because a peer is gone.
 */
public interface WsSession {

    /** The identity of this session: 32 hexadecimal digits from a strong random source. It is no credential. */
    String id();

    /**
     * The path template of the handler that this session belongs to, for example {@code /chat/{room}}; on a client, where it is
     * connected to, without the query.
     */
    String endpoint();

    /** The subprotocol that was agreed on, or null. */
    @Nullable
    String subprotocol();

    /** The address of the peer's end of the connection. */
    InetSocketAddress remoteAddress();

    /** Whether messages can still be sent: false from the moment a closing handshake was begun or answered by this side. */
    boolean isOpen();

    /**
     * Sends a text message: thread-safe, never waits for the peer, and keeps the order of each calling thread.
     *
     * <p>A message is admitted while what already waits for this peer is below {@link WsOptions#maxQueueSize()}, so an empty
     * queue takes any message.
     *
     * @throws IllegalArgumentException when the text has an unpaired surrogate and so has no UTF-8 form
     */
    default SendStatus send(String text) {
        return send(text, Compress.BY_SIZE);
    }

    /** Sends a text message like {@link #send(String)}, compressed or not. */
    SendStatus send(String text, Compress compress);

    /**
     * Sends the remaining bytes of the buffer as a binary message: thread-safe, never waits for the peer, and keeps the order
     * of each calling thread. The buffer's position is left as it was, and no reference to it is kept.
     */
    default SendStatus send(ByteBuffer binary) {
        return send(binary, Compress.BY_SIZE);
    }

    /** Sends a binary message like {@link #send(ByteBuffer)}, compressed or not. */
    SendStatus send(ByteBuffer binary, Compress compress);

    /** Sends a message like {@link #send(String)} that was encoded once, for many sessions. */
    SendStatus send(PreparedMessage message);

    /**
     * Sends an object like {@link #send(String)}: a {@code String}, a {@code byte[]}, a {@code ByteBuffer} and a
     * {@link PreparedMessage} as what they are, any other object as the message that the endpoint's {@link WsCodec} makes of
     * it.
     *
     * @throws IllegalStateException when the endpoint has no codec
     * @throws RuntimeException when the codec cannot write the object; nothing is sent then
     */
    SendStatus send(Object message);

    /**
     * Sends a text message like {@link #send(String)} and tells when it left.
     *
     * @return completes with {@link SendStatus#SENT} when the kernel has taken the last byte, or with
     *     {@link SendStatus#DROPPED} or {@link SendStatus#CLOSED} when it never will; never exceptionally. It may complete on
     *     the session's event loop: what is chained to it must not block.
     */
    CompletionStage<SendStatus> sendAsync(String text);

    /** Sends a binary message like {@link #send(ByteBuffer)} and tells when it left, like {@link #sendAsync(String)}. */
    CompletionStage<SendStatus> sendAsync(ByteBuffer binary);

    /**
     * Runs code on the calling thread and has what it sends to this session leave in one write, which saves a system call for
     * each message but one.
     *
     * <p>It leaves when the code ends, and earlier when it is much, when another thread sends to the session, or when the code
     * takes longer than a few milliseconds: what it sent does not wait for it then. What it throws is passed on after that.
     * Callbacks on the event loop need none of this: all they send is collected.
     */
    default void cork(Runnable code) {
        code.run();
    }

    /**
     * Sends a ping with the remaining bytes as its payload.
     *
     * @throws IllegalArgumentException when there are more than 125 of them (RFC 6455 §5.5)
     */
    SendStatus ping(ByteBuffer payload);

    /** Closes normally: {@code close(CloseStatus.NORMAL)}. */
    default void close() {
        close(CloseStatus.NORMAL);
    }

    /** Closes with a code and a reason: {@code close(CloseStatus.of(code, reason))}. */
    default void close(int code, String reason) {
        close(CloseStatus.of(code, reason));
    }

    /**
     * Begins the closing handshake behind everything that was accepted so far. The peer has {@link WsOptions#closeTimeout()}
     * to answer. Does nothing when the session is closing already.
     *
     * @throws IllegalArgumentException when the status may not be sent
     */
    void close(CloseStatus status);

    /** Ends the connection at once, without a closing handshake; the handler sees 1006. */
    void abort();

    /**
     * Stops the delivery of messages, so that TCP makes the peer wait. Called from a callback it holds from the next message
     * on; from another thread a message may be under way. Keep-alive and idle deadlines stand still meanwhile.
     */
    void pauseReading();

    /** Goes on with the delivery of messages, beginning with those that had been received before the pause. */
    void resumeReading();

    /** The bytes of accepted messages that still wait for the peer. */
    long queuedBytes();

    /** The object attached last, or null: one fast slot for the author of the handler. */
    @Nullable
    Object attachment();

    /** Attaches an object, in place of the one before. */
    void attach(@Nullable Object attachment);

    /** The attribute of that name, or null: named values for interceptors and authenticators, first set by the handshake. */
    @Nullable
    Object attribute(String name);

    /** Sets an attribute; null removes it. */
    void attribute(String name, @Nullable Object value);
}
