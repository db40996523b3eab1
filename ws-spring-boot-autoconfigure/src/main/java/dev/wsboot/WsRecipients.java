package dev.wsboot;

import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.function.Predicate;

/**
 * Who a message is sent to. Immutable and thread-safe: {@link #except} and {@link #filter} return narrower recipients.
 *
 * <p>Sending never waits for a peer. The messages of one thread reach each session in their order, also beside those that it
 * sends with {@link WsSession#send}. The calling thread does the sending, so a message to thousands of sessions does not belong
 * on an event loop.
 *
 * @see WsTemplate
 */
public interface WsRecipients {

    /** These without the session. */
    default WsRecipients except(WsSession session) {
        return except(session.id());
    }

    /** These without the sessions of these identities. */
    WsRecipients except(String... ids);

    /** Those of them that the condition holds for. */
    WsRecipients filter(Predicate<WsSession> condition);

    /**
     * Sends a text message.
     *
     * @throws IllegalArgumentException when the text has an unpaired surrogate and so has no UTF-8 form; nobody is sent
     *     anything then
     */
    SendReport send(String text);

    /** Sends the remaining bytes of the buffer as a binary message. The buffer's position is left as it was. */
    SendReport send(ByteBuffer binary);

    /**
     * Sends an object: a {@code String}, a {@code byte[]}, a {@code ByteBuffer} and a
     * {@link dev.wsboot.core.PreparedMessage} as what they are, any other object as the message that each recipient's endpoint
     * makes of it, JSON as a rule. It is written once for all recipients whose endpoints write it in the same way.
     *
     * @throws WsEncodeException when it cannot be written for one of the endpoints; nobody is sent anything then
     */
    SendReport send(Object message);

    /** Closes normally: {@code close(CloseStatus.NORMAL)}. */
    default int close() {
        return close(CloseStatus.NORMAL);
    }

    /** Closes with a code and a reason: {@code close(CloseStatus.of(code, reason))}. */
    default int close(int code, String reason) {
        return close(CloseStatus.of(code, reason));
    }

    /**
     * Begins the closing handshake with each, behind what was sent before.
     *
     * @return how many sessions that was done with
     * @throws IllegalArgumentException when the status may not be sent
     */
    int close(CloseStatus status);
}
