package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;

/**
 * What a peer sent, as {@link Inbound} makes it out. Buffers are read-only and lent for the call.
 *
 * <p>The order is {@code *( onText / onBinary / onPing / onPong ) [ onClose / onViolation ]}; nothing follows the last two.
 */
public interface InboundEvents {

    /** A whole text message. */
    void onText(String message);

    /** A whole binary message. */
    void onBinary(ByteBuffer message);

    /** A ping of at most 125 bytes. */
    void onPing(ByteBuffer payload);

    /** A pong of at most 125 bytes. */
    void onPong(ByteBuffer payload);

    /** The peer's Close; what comes after it is discarded. */
    void onClose(CloseStatus status);

    /** The peer broke a rule; what comes after it is discarded. */
    void onViolation(Violation violation);
}
