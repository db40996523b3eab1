package dev.wsboot.core.io;

import dev.wsboot.core.protocol.TextDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread that waits for the sockets of many connections and does what they need.
 *
 * <p>Everything here but {@link #execute}, {@link #lookAfter}, {@link #isCurrent}, {@link #connections} and {@link #count} belongs to that
 * thread: the buffers that all its connections share, the decoder, the timers. Nothing that a connection or a task throws
 * ends the loop.
 */
final class EventLoop implements Executor {

    /** What is registered with the loop: it is told when its channel is ready. */
    interface Selectable {

        /** The channel is ready for some of what was asked for. */
        void ready(int readyOperations);

        /** Something threw that should not have: gives up what cannot go on, so that the loop does not spin. */
        void broken();
    }

    /** A frame of 64 KiB has to fit with its header, and several of them when they are pipelined. */
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private static final int WRITE_BUFFER = 128 * 1024;
    private static final int TASKS_PER_TURN = 1024;

    /** How long the loop does nothing when not even the selector works. */
    private static final long REST_NANOS = 100_000_000L;

    private final Selector selector;
    private final Clock clock;
    private final Thread thread;
    private final Consumer<Throwable> onFailure;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicBoolean late = new AtomicBoolean();
    private final Consumer<SelectionKey> onSelected = this::selected;

    private final ByteBuffer receiveBuffer = ByteBuffer.allocateDirect(RECEIVE_BUFFER);
    private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(WRITE_BUFFER);
    private final TextDecoder decoder = new TextDecoder();
    private final StrongRandom random = new StrongRandom(1024);
    private final Inflaters inflaters = new Inflaters();
    private final TimerWheel timers;
    private final List<WriterRole> unflushed = new ArrayList<>();
    private final CollectedOutput collected = new CollectedOutput();
    private @Nullable WriterRole batch;
    private long now;
    private boolean timeIsFresh;
    private boolean stopping;
    private volatile boolean ended;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Connection> unselected = new HashSet<>();

    /**
     * A loop that is not running yet.
     *
     * @param onFailure told what tasks and connections throw although they must not
     */
    EventLoop(String name, Clock clock, Consumer<Throwable> onFailure) throws IOException {
        this.selector = Selector.open();
        this.clock = clock;
        this.onFailure = onFailure;
        this.now = clock.nanoTime();
        this.timers = new TimerWheel(now);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(false); // else it would be what the thread is that starts the server
    }

    void start() {
        thread.start();
    }

    /** Ends the loop when the tasks that were handed in before are done. */
    void stop() {
        execute(() -> stopping = true);
    }

    /** Gives back what a loop holds that was never started. */
    void discard() {
        try {
            selector.close();
        } catch (IOException e) {
            report(e);
        }
    }

    /** Waits for the end of the loop's thread. */
    void join() throws InterruptedException {
        thread.join();
    }

    /** Whether the caller is the loop's thread. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /**
     * Has the loop's thread do something in its current or next turn. Tasks of one thread keep their order. After the end of
     * the loop the caller does it, since somebody may wait for what it brings about.
     */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (ended) {
            runLateTasks();
        } else if (!isCurrent()) {
            wakeUp();
        }
    }

    /** Has the loop write in a moment what another thread collects for a connection, unless that has done it. Any thread. */
    void lookAfter(OutboundQueue queue) {
        if (!collected.add(queue)) {
            wakeUp();
        }
    }

    private void wakeUp() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    /** The number of connections on this loop, and on their way to it. */
    int connections() {
        return connections.get();
    }

    /** Counts a connection in or out. Any thread. */
    void count(int change) {
        connections.addAndGet(change);
    }

    /** Watches a channel. */
    SelectionKey register(SelectableChannel channel, int operations) throws IOException {
        return channel.register(selector, operations);
    }

    /** The key of a channel that is watched, or null. */
    @Nullable
    SelectionKey keyOf(SelectableChannel channel) {
        return channel.keyFor(selector);
    }

    /** Counts a connection among those of the loop that no selector watches. On the loop. */
    void add(Connection connection) {
        unselected.add(connection);
    }

    /** Forgets such a connection. On the loop. */
    void remove(Connection connection) {
        unselected.remove(connection);
    }

    /** Does something with every connection that the loop has now; with none after its end. On the loop. */
    void forEachConnection(Consumer<Connection> action) {
        if (!selector.isOpen()) {
            return;
        }
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.isValid() && key.attachment() instanceof Connection connection) {
                apply(action, connection);
            }
        }
        List.copyOf(unselected).forEach(connection -> apply(action, connection));
    }

    private void apply(Consumer<Connection> action, Connection connection) {
        try {
            action.accept(connection);
        } catch (Throwable e) {
            giveUp(connection, e);
        }
    }

    /** The time at which this turn began. */
    long now() {
        return now;
    }

    TimerWheel timers() {
        return timers;
    }

    TextDecoder decoder() {
        return decoder;
    }

    StrongRandom random() {
        return random;
    }

    Inflaters inflaters() {
        return inflaters;
    }

    /** The empty buffer into which all connections read. */
    ByteBuffer receiveBuffer() {
        return receiveBuffer.clear();
    }

    /** The buffer in which the output of one batch is collected. */
    ByteBuffer writeBuffer() {
        return writeBuffer;
    }

    /** The queue of the connection whose input is being worked off, if any. */
    @Nullable
    WriterRole batch() {
        return batch;
    }

    void batch(@Nullable WriterRole queue) {
        batch = queue;
    }

    /** Has a queue flushed at the end of this turn, so that whatever is sent meanwhile leaves in one write. */
    void flushLater(WriterRole queue) {
        unflushed.add(queue);
    }

    private void run() {
        try (selector) {
            while (!stopping) {
                try {
                    turn();
                } catch (IOException | Error e) { // no descriptor or no memory, as a rule: that passes
                    report(e);
                    LockSupport.parkNanos(REST_NANOS);
                }
            }
        } catch (IOException | RuntimeException e) {
            report(e);
        }
        ended = true;
        runLateTasks();
        inflaters.end();
    }

    /** Runs the tasks that came too late, in one thread at a time; who comes meanwhile leaves them to that one. */
    private void runLateTasks() {
        while (!tasks.isEmpty() && late.compareAndSet(false, true)) {
            runTasks();
            late.set(false);
        }
    }

    private void turn() throws IOException {
        awake.set(false);
        long delay = tasks.isEmpty() && unflushed.isEmpty() ? idleTime(clock.nanoTime()) : 0;
        if (delay <= 0) {
            selector.selectNow(onSelected);
        } else if (delay == Long.MAX_VALUE) {
            selector.select(onSelected, 0);
        } else {
            selector.select(onSelected, TimeUnit.NANOSECONDS.toMillis(delay) + 1);
        }
        settle();
        // A handler that interrupts its own thread would make the next select return at once, for ever.
        Thread.interrupted();
    }

    private long idleTime(long time) {
        return Math.min(timers.delay(time), collected.delay(time));
    }

    /** What a turn does when the channels that were ready have had their say: the tasks, the times, the output. */
    void settle() {
        wake();
        runTasks();
        fireTimers();
        flush();
        timeIsFresh = false;
    }

    private void report(Throwable failure) {
        try {
            onFailure.accept(failure);
        } catch (Throwable e) {
            // There is nobody left to tell, and no reason to stop: every other connection still works.
        }
    }

    /** Takes the time, once in a turn. */
    private void wake() {
        if (!timeIsFresh) {
            timeIsFresh = true;
            now = clock.nanoTime();
            awake.set(true);
        }
    }

    private void selected(SelectionKey key) {
        wake();
        if (key.isValid() && key.attachment() instanceof Selectable selectable) {
            try {
                selectable.ready(key.readyOps());
            } catch (Throwable e) {
                giveUp(selectable, e);
            }
        }
    }

    /** Reports what must not have been thrown, and gives up who threw it. On the loop. */
    void giveUp(Selectable selectable, Throwable cause) {
        report(cause);
        try {
            selectable.broken();
        } catch (Throwable e) {
            report(e);
        }
    }

    private void runTasks() {
        for (int i = 0; i < TASKS_PER_TURN; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (Throwable e) {
                report(e);
            }
        }
    }

    private void fireTimers() {
        try {
            timers.advance(now);
            collected.advance(now);
        } catch (Throwable e) {
            report(e);
        }
    }

    private void flush() {
        // A flush may complete a send, and whoever waited for it may send again: that is for the next turn, or a chain
        // of such sends would keep this one from ever ending.
        int count = unflushed.size();
        for (int i = 0; i < count; i++) {
            try {
                unflushed.get(i).flush();
            } catch (Throwable e) {
                report(e);
            }
        }
        unflushed.subList(0, count).clear();
    }
}
