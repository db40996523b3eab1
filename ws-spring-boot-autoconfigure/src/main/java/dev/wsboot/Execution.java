package dev.wsboot;

/** Where the methods of an endpoint are called. */
public enum Execution {

    /** Off the event loop, on {@code wsHandlerExecutor}, one at a time for each session: they may block. */
    AUTO,

    /**
     * On the session's event loop, as the message comes: the fastest, for tiny methods that never block and never wait for a
     * lock that another thread may hold for long. Every other session of the loop waits meanwhile. What follows an
     * asynchronous result is called on the thread that completed it.
     */
    EVENT_LOOP,

    /**
     * Off the event loop, {@link OnMessage} methods beside each other even for one session: up to
     * {@code ws.handler.max-concurrent-messages} messages of a session are handled at once, begun in their order but finished
     * and answered in any. {@link OnOpen} has returned before the first, and {@link OnClose} is called when the last has.
     */
    CONCURRENT
}
