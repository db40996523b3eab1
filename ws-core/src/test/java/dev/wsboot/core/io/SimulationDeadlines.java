package dev.wsboot.core.io;

import dev.wsboot.core.protocol.ConnectionState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Says whether one side does what it does by the clock neither too late nor too early. */
final class SimulationDeadlines {

    /** The wheel may be a tick late. */
    private static final long SLACK = Duration.ofMillis(110).toNanos();

    /** How long a connection listens after its last byte. */
    private static final long LINGER = Duration.ofSeconds(2).toNanos();

    private final SimulationSide side;
    private final SimulationHistory history;
    private final SimulationTrace trace;
    private final long handshakeTimeout;
    private int nextFrame;
    private long lastPing = Long.MIN_VALUE;
    private long lastMessage;
    private long lastResumed;

    SimulationDeadlines(SimulationSide side, SimulationHistory history, int handshakeTimeout) {
        this.side = side;
        this.history = history;
        this.trace = history.trace();
        this.handshakeTimeout = Duration.ofMillis(handshakeTimeout).toNanos();
    }

    // ---- what moves them

    /** The side sent or received a message, or was opened. */
    void message() {
        lastMessage = history.now();
    }

    /** The side listens again. */
    void resumed() {
        lastResumed = history.now();
        lastMessage = lastResumed;
    }

    /** When there was a sign of life, or could not be any. */
    private long lastHeard() {
        return Math.max(
                side.transport.lastRead(), Math.max(lastResumed, side.states().since()));
    }

    // ---- too late

    void check() {
        long now = history.now();
        ConnectionState state = side.state();
        if (state == ConnectionState.OPEN) {
            checkLife(now);
        } else if (now - side.states().since() > mostTimeIn(state)) {
            trace.fault(side.name + " has been " + state + " for too long");
        }
    }

    private long mostTimeIn(ConnectionState state) {
        long closeTimeout = side.options.closeTimeout().toNanos();
        return switch (state) {
            case CONNECTING -> handshakeTimeout + SLACK;
            case OPEN, CLOSED -> Long.MAX_VALUE;
            case PEER_CLOSING, CLOSING -> closeTimeout + SLACK;
            case ENDING -> Math.max(closeTimeout, LINGER) + SLACK + LINGER + SLACK;
        };
    }

    private void checkLife(long now) {
        boolean behind = side.connection().out().isBehind();
        long stall = side.options.stallTimeout().toNanos();
        if (behind && stall > 0 && now - side.transport.lastTaken() > stall + SLACK) {
            trace.fault(side.name + " waits for ever for a peer that takes nothing");
        }
        readPings();
        if (!side.isPaused()) {
            checkPings(now, behind);
            long idle = side.options.idleTimeout().toNanos();
            if (idle > 0 && now - lastMessage > idle + SLACK) {
                trace.fault(side.name + " should have ended an idle session");
            }
        }
    }

    private void checkPings(long now, boolean behind) {
        long heard = lastHeard();
        long interval = side.options.pingInterval().toNanos();
        long patience = side.options.pongTimeout().toNanos();
        boolean pinged = lastPing > heard;
        if (interval > 0 && !pinged && !behind && !side.out.swallows() && now - heard > interval + SLACK) {
            trace.fault(side.name + " should have pinged its silent peer");
        } else if (pinged && patience > 0 && now - lastPing > patience + SLACK) {
            trace.fault(side.name + " should have given up its silent peer");
        }
    }

    /** A ping of this kind carries the time at which it was made. */
    private void readPings() {
        List<SimulationFrame> frames = side.out.reader().frames();
        for (; nextFrame < frames.size(); nextFrame++) {
            SimulationFrame frame = frames.get(nextFrame);
            if (frame.own() && frame.is(Wire.PING) && frame.keepsAlive()) {
                lastPing = ByteBuffer.wrap(frame.payload()).getLong();
                long silence = lastPing - lastHeard();
                if (silence > 0 && silence < side.options.pingInterval().toNanos()) {
                    trace.fault(side.name + " pings a peer that it heard a moment ago");
                }
            }
        }
    }

    // ---- too early

    /** The side gives up a peer that takes nothing. */
    void stalled() {
        if (history.now() - side.transport.lastTaken()
                < side.options.stallTimeout().toNanos()) {
            trace.fault(side.name + " gives up a peer that took something a moment ago");
        }
    }

    /** The side gives up a peer that says nothing. */
    void dead() {
        long patience = side.options.pongTimeout().toNanos();
        if (history.now() - lastHeard() < patience) {
            trace.fault(side.name + " gives up a peer that it heard a moment ago");
        }
    }

    /** The side ends a session without messages. */
    void idle() {
        if (history.now() - lastMessage < side.options.idleTimeout().toNanos()) {
            trace.fault(side.name + " ends a session that had a message a moment ago");
        }
    }
}
