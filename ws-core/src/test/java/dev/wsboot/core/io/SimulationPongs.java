package dev.wsboot.core.io;

import java.util.Arrays;
import java.util.List;

/** Holds the pongs of one side against the pings that it was shown (RFC 6455 §5.5.2, §5.5.3). */
final class SimulationPongs {

    private final SimulationSide side;
    private final SimulationTrace trace;
    private int nextPing;
    private int nextFrame;

    SimulationPongs(SimulationSide side, SimulationTrace trace) {
        this.side = side;
        this.trace = trace;
    }

    /** Each pong answers a ping, in order; one that had to wait may have answered for those before it. */
    void match() {
        List<SimulationFrame> frames = side.out.reader().frames();
        for (; nextFrame < frames.size(); nextFrame++) {
            SimulationFrame frame = frames.get(nextFrame);
            if (frame.own() && frame.is(Wire.PONG)) {
                match(frame.payload());
            }
        }
    }

    private void match(byte[] pong) {
        List<byte[]> pings = side.application.pings();
        while (nextPing < pings.size() && !Arrays.equals(pings.get(nextPing), pong)) {
            trace.event(SimulationEvent.PONG_REPLACED, side.name, nextPing);
            if (!side.transport.wasShort()) {
                trace.fault(side.name + " left out a pong although its peer took everything at once");
            }
            nextPing++;
        }
        if (nextPing == pings.size()) {
            trace.fault(side.name + " sent a pong that answers no ping, or answers it once more");
        }
        nextPing++;
    }

    /** Whether the last ping is answered. */
    boolean isComplete() {
        match();
        return nextPing >= side.application.pings().size();
    }
}
