package dev.wsboot.endpoint;

import org.jspecify.annotations.Nullable;

/** Signals that a handshake lacks a value that a handler method takes, or has one that cannot be converted: the peer's fault. */
final class InvalidArgumentException extends Exception {

    private final String answer;

    /**
     * An exception about one value.
     *
     * @param answer what the peer may know
     * @param message what the log may show
     */
    InvalidArgumentException(String answer, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.answer = answer;
    }

    /** What the peer is told. */
    String answer() {
        return answer;
    }
}
