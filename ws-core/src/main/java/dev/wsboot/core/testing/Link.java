package dev.wsboot.core.testing;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

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
     * Waits until something is so, with the lock.
     *
     * @return what is left of the time
     */
    long await(BooleanSupplier condition, long nanos) throws InterruptedException {
        long left = nanos;
        while (!condition.getAsBoolean() && left > 0) {
            left = changed.awaitNanos(left);
        }
        return left;
    }
}
