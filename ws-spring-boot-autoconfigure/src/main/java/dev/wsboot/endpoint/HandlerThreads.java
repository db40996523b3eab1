package dev.wsboot.endpoint;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool of platform threads that grows before it queues: a task goes to an idle thread, else to a new one, and waits only
 * when there are as many threads as there may be. So a few handlers that block do not hold up all others. Threads that are
 * idle for half a minute end, all but one.
 *
 * <p>The threads are daemons: a handler that never returns does not keep a JVM alive whose application is closed.
 */
public final class HandlerThreads implements Executor, AutoCloseable {

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;

    /**
     * A pool without threads yet.
     *
     * @param maxThreads at least 1
     */
    public HandlerThreads(int maxThreads) {
        // One thread stays: were there none, a task that is queued while the last thread ends would wait for the next
        // task.
        this.pool = new ThreadPoolExecutor(
                1,
                maxThreads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new Handover(),
                factory("ws-handler-"),
                HandlerThreads::queue);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** The number of threads now. */
    public int size() {
        return pool.getPoolSize();
    }

    /** Refuses new tasks and lets those that were accepted finish; does not wait for them. */
    @Override
    public void close() {
        pool.shutdown();
    }

    static ThreadFactory factory(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The pool has all its threads, and none is idle. */
    private static void queue(Runnable task, ThreadPoolExecutor pool) {
        BlockingQueue<Runnable> queue = pool.getQueue();
        if (!pool.isShutdown()) {
            ((Handover) queue).queue(task);
            if (!pool.isShutdown() || !queue.remove(task)) {
                return;
            }
        }
        throw new RejectedExecutionException("the threads of wsHandlerExecutor are shut down");
    }

    /** A queue that to the pool seems to be full unless a thread waits at it. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        /** Queues in earnest. Not by {@code put}, which newer JDKs route through {@link #offer}. */
        void queue(Runnable task) {
            super.offer(task);
        }
    }
}
