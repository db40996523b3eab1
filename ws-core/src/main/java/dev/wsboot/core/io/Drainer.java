package dev.wsboot.core.io;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The end of a server: no more connections, a Close frame to every session, a bounded wait, a reset for who is left, and
 * then the end of the event loops. Thread-safe.
 */
final class Drainer {

    private final Engine engine;
    private final EventLoops loops;
    private final Listener listener;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger informed = new AtomicInteger();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Drainer(Engine engine, EventLoops loops, Listener listener) {
        this.engine = engine;
        this.loops = loops;
        this.listener = listener;
    }

    boolean isDraining() {
        return draining.get();
    }

    /** Begins the end, or brings a running one forward. */
    CompletionStage<Void> drain(Duration gracePeriod) {
        if (draining.compareAndSet(false, true)) {
            loops.clients().forEach(Client::shutdown);
            loops.first().execute(() -> {
                listener.stop();
                // What was accepted before is with its loop by now, in front of this task.
                loops.forEach(loop -> loop.execute(() -> inform(loop)));
            });
        }
        schedule(Endpoint.nanos(gracePeriod));
        return done.copy();
    }

    private void inform(EventLoop loop) {
        loop.forEachConnection(Connection::shutdown);
        informed.incrementAndGet();
        check();
    }

    private void schedule(long nanos) {
        EventLoop first = loops.first();
        first.execute(() -> first.timers().schedule(new Patience(), first.now() + nanos));
    }

    /** Ends the loops when the last connection is gone. */
    void check() {
        boolean over = informed.get() == loops.size() && loops.connections() == 0;
        if (over && ended.compareAndSet(false, true)) {
            engine.end();
            done.complete(null);
        }
    }

    /** The end of the grace period. */
    private final class Patience extends TimerWheel.Timer {

        @Override
        void onTimer(long now) {
            loops.forEach(loop -> loop.execute(() -> loop.forEachConnection(Connection::giveUpOnShutdown)));
        }
    }
}
