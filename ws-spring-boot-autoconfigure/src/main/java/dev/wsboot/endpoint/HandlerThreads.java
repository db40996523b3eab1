package dev.wsboot.endpoint;

import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A team of threads at one queue of sessions that have work. Thread-safe.
 *
 * <p>To wake a thread is dear, so at most one is being woken at any time, however many tasks come meanwhile; and who has
 * woken and finds more tasks than its own wakes the next one before it begins. So a burst is worked off by few threads if its
 * tasks are short, and by as many as it takes if they block: a task that blocks holds up nobody behind it while there may be
 * more threads. The thread that went to sleep last is woken first.
 *
 * <p>The threads are daemons: a handler that never returns does not keep a JVM alive whose application is closed.
 */
public final class HandlerThreads implements Executor, AutoCloseable {

    private static final long IDLE_NANOS = 30_000_000_000L;

    /** How many virtual threads sleep rather than end: they are cheap to make anew, and a timer for each sleep is not. */
    private static final int IDLE_VIRTUAL_THREADS = 64;

    private enum Awakening {
        /** Somebody sent for this thread. */
        CALLED,
        /** There is work, though nobody sent for this thread. */
        BY_ITSELF,
        /** There has been no work for long, or there will be none. */
        NEVER
    }

    private final ThreadFactory factory;
    private final int maxThreads;
    private final int maxIdle;
    private final long idleNanos;
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private final AtomicInteger size = new AtomicInteger();

    /** Whether a thread is on its way to the queue. Who sets it sends for one, and that one takes it back. */
    private final AtomicBoolean waking = new AtomicBoolean();

    private volatile boolean closed;

    private HandlerThreads(ThreadFactory factory, int maxThreads, int maxIdle, long idleNanos) {
        this.factory = factory;
        this.maxThreads = maxThreads;
        this.maxIdle = maxIdle;
        this.idleNanos = idleNanos;
    }

    /**
     * A team of platform threads, none of which is there yet. They end when they have had nothing to do for half a minute.
     *
     * @param maxThreads at least 1
     */
    public static HandlerThreads platform(int maxThreads) {
        return new HandlerThreads(factory("ws-handler-"), maxThreads, maxThreads, IDLE_NANOS);
    }

    /**
     * A team of as many virtual threads as it takes.
     *
     * @param factory makes them
     */
    public static HandlerThreads virtual(ThreadFactory factory) {
        return new HandlerThreads(factory, Integer.MAX_VALUE, IDLE_VIRTUAL_THREADS, Long.MAX_VALUE);
    }

    @Override
    public void execute(Runnable task) {
        ready.add(task);
        if (closed && ready.remove(task)) {
            throw new RejectedExecutionException("the threads of wsHandlerExecutor are shut down");
        }
        sendForOne();
    }

    /** The number of threads now. */
    public int size() {
        return size.get();
    }

    /** Refuses new tasks and lets those that were accepted finish; does not wait for them. */
    @Override
    public void close() {
        closed = true;
        for (Worker worker = takeIdle(); worker != null; worker = takeIdle()) {
            worker.call();
        }
    }

    static ThreadFactory factory(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Sees to it that somebody comes to the queue, unless somebody is on the way. */
    private void sendForOne() {
        if (waking.get() || !waking.compareAndSet(false, true)) {
            return;
        }
        Worker sleeper = takeIdle();
        if (sleeper != null) {
            sleeper.call();
        } else if (!startOne()) {
            waking.set(false); // all are busy: who is done first looks at the queue
        }
    }

    private @Nullable Worker takeIdle() {
        Worker worker = idle.poll();
        if (worker != null) {
            idleCount.decrementAndGet();
        }
        return worker;
    }

    private boolean startOne() {
        if (size.incrementAndGet() > maxThreads) {
            size.decrementAndGet();
            return false;
        }
        try {
            factory.newThread(new Worker()).start();
            return true;
        } catch (Throwable e) { // no memory for one more thread
            if (size.decrementAndGet() > 0) {
                return false;
            }
            waking.set(false);
            throw e;
        }
    }

    /** What one thread does. */
    private final class Worker implements Runnable {

        private volatile @Nullable Thread thread;
        private volatile boolean asleep;

        /** Wakes the thread, which was taken from the idle ones for that. */
        void call() {
            asleep = false;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            Awakening awakening = Awakening.CALLED;
            while (awakening != Awakening.NEVER) {
                Runnable task = ready.poll();
                if (awakening == Awakening.CALLED) {
                    waking.set(false);
                }
                if (task == null) {
                    awakening = sleep();
                } else {
                    awakening = Awakening.BY_ITSELF;
                    if (!ready.isEmpty()) {
                        sendForOne();
                    }
                    perform(task);
                }
            }
            size.decrementAndGet();
            if (!ready.isEmpty()) { // what came while this thread still seemed to be there has called nobody
                sendForOne();
            }
        }

        private void perform(Runnable task) {
            try {
                task.run();
            } catch (Throwable e) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, e);
            }
            // A handler that interrupts its own thread must not keep it from sleeping.
            Thread.interrupted();
        }

        private Awakening sleep() {
            if (idleCount.incrementAndGet() > maxIdle) {
                idleCount.decrementAndGet();
                return Awakening.NEVER;
            }
            asleep = true;
            idle.push(this);
            // Looked at again, since a task that came before this thread was among the idle ones has called nobody.
            if (ready.isEmpty() && !closed) {
                park();
            }
            if (idle.remove(this)) {
                idleCount.decrementAndGet();
                return ready.isEmpty() ? Awakening.NEVER : Awakening.BY_ITSELF;
            }
            while (asleep) { // who has taken this thread is about to call
                Thread.onSpinWait();
            }
            return Awakening.CALLED;
        }

        private void park() {
            if (idleNanos == Long.MAX_VALUE) {
                while (asleep) {
                    LockSupport.park(HandlerThreads.this);
                }
                return;
            }
            long end = System.nanoTime() + idleNanos;
            for (long left = idleNanos; asleep && left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(HandlerThreads.this, left);
            }
        }
    }
}
