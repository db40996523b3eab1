package dev.wsboot;

import org.jspecify.annotations.Nullable;

/**
 * Signals that a message could not be read as the type that a handler method asks for: the peer's fault. Not handled by an
 * {@link OnError} method it closes the session with 1007.
 *
 * <p>The message of its cause may quote what the peer sent: do not send it back, and escape it for a log.
 */
public class WsDecodeException extends RuntimeException {

    /** An exception about a message that cannot be read. */
    public WsDecodeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** An exception about a message that can be read but is not what is asked for. */
    public WsDecodeException(String message) {
        super(message);
    }
}
