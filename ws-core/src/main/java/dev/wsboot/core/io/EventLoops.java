package dev.wsboot.core.io;

import dev.wsboot.core.WsServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Event loops that work side by side, with what they share. Thread-safe. */
final class EventLoops {

    private static final System.Logger LOGGER = System.getLogger(WsServer.class.getName());

    private final Clock clock;
    private final List<EventLoop> loops;
    private final BufferPool buffers = new BufferPool(ByteBuffer::allocateDirect);
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private volatile Runnable whenGone = () -> {};

    private EventLoops(Clock clock, List<EventLoop> loops) {
        this.clock = clock;
        this.loops = loops;
    }

    /**
     * Event loops that do not run yet.
     *
     * @param name what their threads are called, before a number
     */
    static EventLoops open(String name, int count, Clock clock) throws IOException {
        List<EventLoop> opened = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                opened.add(new EventLoop(name + i, clock, EventLoops::failed));
            }
            return new EventLoops(clock, List.copyOf(opened));
        } catch (Throwable e) {
            opened.forEach(EventLoop::discard);
            throw e;
        }
    }

    /** Something failed that must not: a bug of ours, or a machine at its end. */
    static void failed(Throwable error) {
        LOGGER.log(
                System.Logger.Level.ERROR,
                "The WebSocket engine met an error that it did not expect and goes on",
                error);
    }

    Clock clock() {
        return clock;
    }

    BufferPool buffers() {
        return buffers;
    }

    int size() {
        return loops.size();
    }

    EventLoop first() {
        return loops.get(0);
    }

    EventLoop leastLoaded() {
        EventLoop best = loops.get(0);
        for (int i = 1; i < loops.size(); i++) {
            if (loops.get(i).connections() < best.connections()) {
                best = loops.get(i);
            }
        }
        return best;
    }

    void forEach(Consumer<EventLoop> action) {
        loops.forEach(action);
    }

    /** Whether the caller is the thread of one of them. */
    boolean isCurrent() {
        return loops.stream().anyMatch(EventLoop::isCurrent);
    }

    /** Says who wants to know when a connection is gone. */
    void whenGone(Runnable action) {
        whenGone = action;
    }

    /** A connection that was counted is gone. On its loop. */
    void gone(EventLoop loop) {
        loop.count(-1);
        whenGone.run();
    }

    /** The connections on all of them, and on their way there. */
    int connections() {
        return loops.stream().mapToInt(EventLoop::connections).sum();
    }

    /** The inflaters that hold memory outside of the heap. */
    int inflaters() {
        return loops.stream().mapToInt(loop -> loop.inflaters().size()).sum();
    }

    // ---- clients that use the loops

    void add(Client client) {
        clients.add(client);
    }

    void remove(Client client) {
        clients.remove(client);
    }

    Set<Client> clients() {
        return clients;
    }

    // ---- life

    void start() {
        loops.forEach(EventLoop::start);
    }

    /** Ends all when their tasks are done. */
    void stop() {
        loops.forEach(EventLoop::stop);
    }

    /** Gives back what is held, when they were never started. */
    void discard() {
        loops.forEach(EventLoop::discard);
    }

    /** Waits for the end of all threads. */
    void join() throws InterruptedException {
        for (EventLoop loop : loops) {
            loop.join();
        }
    }
}
