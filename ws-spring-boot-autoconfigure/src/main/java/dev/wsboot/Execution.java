package dev.wsboot;

/** Where the methods of an endpoint are called. */
public enum Execution {

    /** Off the event loop, on {@code wsHandlerExecutor}, one at a time for each session: they may block. */
    AUTO,

    /**
     * On the session's event loop, as the message comes: the fastest, for tiny methods that never block and never wait for a
     * lock that another thread may hold for long. Every other session of the loop waits meanwhile.
     */
    EVENT_LOOP
}
