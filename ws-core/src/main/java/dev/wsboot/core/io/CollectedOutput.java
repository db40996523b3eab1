package dev.wsboot.core.io;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The connections for which other threads collect output: their loop looks after them, so that nothing waits for a piece of
 * code that takes long.
 *
 * <p>The loop sleeps at most a millisecond while there are any. So a thread that adds one has to wake the loop only when that
 * did not know of any when it went to sleep: once in a millisecond, however many pieces of code there are.
 */
final class CollectedOutput {

    private static final long PATIENCE_NANOS = 1_000_000L;

    private final Queue<OutboundQueue> queues = new ConcurrentLinkedQueue<>();

    /** Whether the loop sleeps shortly. Set by the loop, which looks at the queues after clearing it. */
    private volatile boolean attended;

    /** When the loop is to look, or 0. Owned by the loop. */
    private long due;

    /** Adds a connection; false when the loop has to be woken for it. Any thread. */
    boolean add(OutboundQueue queue) {
        queues.add(queue);
        return attended;
    }

    /** How long the loop may sleep. On the loop, before each sleep. */
    long delay(long now) {
        attended = false;
        if (queues.isEmpty()) {
            return Long.MAX_VALUE;
        }
        attended = true;
        if (due == 0) {
            due = now + PATIENCE_NANOS;
        }
        return due - now;
    }

    /** Writes what has been collected for some time. On the loop. */
    void advance(long now) {
        if (due == 0 || now - due < 0) {
            return;
        }
        due = 0;
        for (int left = queues.size(); left > 0; left--) {
            OutboundQueue queue = queues.poll();
            if (queue != null) {
                queue.writeCollected();
            }
        }
    }
}
