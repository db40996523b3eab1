package dev.wsboot.core.io;

import dev.wsboot.core.WsClient;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsServerEvents;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.Inflater;

/** The event loop, the clock and the log in which histories take place, one after the other. */
final class SimulationWorld extends Handler implements AutoCloseable {

    private static final VarHandle TICK;

    static {
        try {
            TICK = MethodHandles.privateLookupIn(TimerWheel.Timer.class, MethodHandles.lookup())
                    .findVarHandle(TimerWheel.Timer.class, "tick", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Every wheel turns once in less than that: where histories begin, all of them find it in the same position. */
    private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(50 * 512 * 100);

    final SimulationClock clock = new SimulationClock();
    final EventLoops loops;
    final EventLoop loop;
    private final Inflater clientInflater = new Inflater(true);
    private final Inflater serverInflater = new Inflater(true);
    private final List<Logger> loggers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    SimulationWorld() throws IOException {
        loops = EventLoops.open("simulation-", 1, clock);
        loop = loops.first();
        for (Class<?> each : List.of(WsServer.class, WsClient.class, WsServerEvents.class)) {
            Logger logger = Logger.getLogger(each.getName());
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
            loggers.add(logger);
        }
        loops.start();
    }

    /** Does something on the thread of the event loop, which stands still meanwhile. */
    CompletableFuture<Void> onLoop(Runnable task) {
        return CompletableFuture.runAsync(
                () -> {
                    loop.settle(); // the turn that this is called in has its time already
                    task.run();
                },
                loop);
    }

    /** Plays the history with that seed. On the loop. */
    SimulationTrace play(long seed, SimulationTally tally, boolean keepsLines) {
        SimulationTrace trace = new SimulationTrace(seed, tally, keepsLines);
        clientInflater.reset();
        serverInflater.reset();
        failures.clear();
        windUp();
        SimulationHistory history = new SimulationHistory(this, trace);
        try {
            history.run();
        } catch (Throwable e) {
            trace.fault("the history ended with " + e + " at "
                    + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?"));
        }
        if (trace.fault() != null) {
            history.abandon();
        }
        tally.played(trace);
        return trace;
    }

    /** Brings clock and wheel to where they are at the beginning of every history. */
    private void windUp() {
        clock.align(ROUND);
        loop.timers()
                .schedule(
                        new TimerWheel.Timer() {

                            @Override
                            void onTimer(long now) {}
                        },
                        clock.nanoTime());
        loop.settle();
    }

    Inflater clientInflater() {
        return clientInflater;
    }

    Inflater serverInflater() {
        return serverInflater;
    }

    /** What the engine reported as unexpected since this history began. */
    List<Throwable> failures() {
        return failures;
    }

    static boolean isScheduled(TimerWheel.Timer timer) {
        return (long) TICK.get(timer) != Long.MAX_VALUE;
    }

    /** Whether an inflater was borrowed and not given back. */
    boolean isInflaterMissing() {
        Inflaters inflaters = loop.inflaters();
        int open = inflaters.size();
        List<Inflater> idle = new ArrayList<>();
        for (int i = 0; i < open; i++) {
            idle.add(inflaters.take());
        }
        boolean missing = inflaters.size() > open;
        idle.forEach(inflaters::give);
        return missing;
    }

    // ---- the log

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
            Throwable thrown = line.getThrown();
            failures.add(thrown != null ? thrown : new IllegalStateException(line.getMessage()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        loops.stop();
        for (Logger logger : loggers) {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
        clientInflater.end();
        serverInflater.end();
    }
}
