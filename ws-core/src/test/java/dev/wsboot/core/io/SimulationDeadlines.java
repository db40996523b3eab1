package dev.wsboot.core.io;

import dev.wsboot.core.protocol.ConnectionState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Says whether one side did in time what it does by the clock. */
final class SimulationDeadlines {

    /** The wheel may be a tick late. */
    private static final long SLACK = Duration.ofMillis(110).toNanos();

    /** How long a connection listens after its last byte. */
    private static final long LINGER = Duration.ofSeconds(2).toNanos();

    private final SimulationSide side;
    private final SimulationTrace trace;
    private final long handshakeTimeout;
    private int nextFrame;
    private long lastPing = Long.MIN_VALUE;

    SimulationDeadlines(SimulationSide side, SimulationTrace trace, int handshakeTimeout) {
        this.side = side;
        this.trace = trace;
        this.handshakeTimeout = Duration.ofMillis(handshakeTimeout).toNanos();
    }

    void check(long now) {
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
        long heard = Math.max(side.transport.lastRead(), side.states().since());
        readPings();
        if (!side.isPaused()) {
            checkPings(now, heard, behind);
        }
    }

    private void checkPings(long now, long heard, boolean behind) {
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
            }
        }
    }
}
