package dev.wsboot.core.testing;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is between two sockets: two pipes under one lock, since what one end does shows in both. */
final class Link {

    /** What a pipe holds, in bytes. A socket of the kernel's holds more, so tests of slow peers are quicker here. */
    private static final int CAPACITY = 64 * 1024;

    final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Runnable watch = () -> {};

    final Side client;
    final Side server;

    Link() {
        Pipe toServer = new Pipe(CAPACITY);
        Pipe toClient = new Pipe(CAPACITY);
        this.client = new Side(this, toClient, toServer);
        this.server = new Side(this, toServer, toClient);
    }

    /** Says whom to call when the server's side has something to do. */
    void watch(Runnable action) {
        lock.lock();
        try {
            watch = action;
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** A side has done something. With the lock. */
    void changedBy(Side side) {
        changed.signalAll();
        if (side == client) {
            watch.run();
        }
    }

    /** The server's side may have something to do. With the lock. */
    void look() {
        watch.run();
    }

    /**
     * Waits for a change, with the lock.
     *
     * @return what is left of the time
     */
    long await(long nanos) throws InterruptedException {
        return changed.awaitNanos(nanos);
    }
}
