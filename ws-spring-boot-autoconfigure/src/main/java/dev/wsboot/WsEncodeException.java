package dev.wsboot;

/** Signals that what a handler method returned could not be written as a message: the application's fault. */
public final class WsEncodeException extends RuntimeException {

    /** An exception about an answer that cannot be written. */
    public WsEncodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
