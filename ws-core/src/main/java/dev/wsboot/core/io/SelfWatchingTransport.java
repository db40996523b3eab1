package dev.wsboot.core.io;

/** A transport that no selector can watch, and that says itself when it is ready. */
public interface SelfWatchingTransport extends Transport {

    /** Has that called whenever {@link #readyOperations} may have become more. It may be called by any thread. */
    void watch(Runnable watch);

    /** What is wanted and possible now, in the bits of a {@code SelectionKey}; 0 when it is closed. On the loop. */
    int readyOperations();
}
