package dev.wsboot.endpoint;

/** What becomes of a session after an error that no {@code @OnError} method deals with. It is logged in any case. */
public enum UnhandledError {
    /** The session is closed: with 1007 when a message could not be read, else with 1011. */
    CLOSE,
    /** The session goes on. */
    LOG
}
