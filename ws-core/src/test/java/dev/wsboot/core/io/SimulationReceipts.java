package dev.wsboot.core.io;

import dev.wsboot.core.protocol.CloseStatus;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Holds what the application of one side is told against what stands on the wire to it: each once, in order, the same. */
final class SimulationReceipts {

    private final String name;
    private final SimulationWire wire;
    private final SimulationTrace trace;
    private int next;
    private int last;

    SimulationReceipts(String name, SimulationWire wire, SimulationTrace trace) {
        this.name = name;
        this.wire = wire;
        this.trace = trace;
    }

    /** The application is told of that. */
    void told(int opcode, byte[] payload) {
        SimulationFrame frame = next(each -> isOptional(each) && !matches(each, opcode, payload));
        if (frame == null || frame.end() > wire.read()) {
            trace.fault(name + " was told of what has not arrived: opcode " + opcode);
        } else if (!matches(frame, opcode, payload)) {
            trace.fault(name + " was told of opcode " + opcode + " with " + payload.length + " bytes in the place of "
                    + frame.opcode() + " with " + frame.payload().length + ", violation " + frame.violation());
        }
        next++;
    }

    /** The next frame behind those that may be left out; null when none is on the wire. */
    private SimulationFrame next(Predicate<SimulationFrame> leftOut) {
        List<SimulationFrame> frames = wire.reader().frames();
        while (next < frames.size() && leftOut.test(frames.get(next))) {
            next++;
        }
        return next < frames.size() ? frames.get(next) : null;
    }

    /** The pong that answers a connection's own ping is not shown, but a late one is. */
    private static boolean isOptional(SimulationFrame frame) {
        return frame.keepsAlive() && frame.is(Wire.PONG);
    }

    private static boolean matches(SimulationFrame frame, int opcode, byte[] payload) {
        return frame.is(opcode) && Arrays.equals(frame.payload(), payload);
    }

    /** The application is told of the peer's Close. */
    void toldClose(CloseStatus status) {
        told(Wire.CLOSE, status.payload());
    }

    /** The peer was cut off for what stands on the wire. */
    void toldViolation(int code) {
        SimulationFrame frame = next(SimulationReceipts::isOptional);
        boolean begun = frame == null && wire.reader().isBeginningWrong(code);
        if (!begun && (frame == null || frame.violation() != code || frame.start() >= wire.read())) {
            trace.fault(name + " cut its peer off with " + code + " for nothing that has arrived");
        }
        next++;
    }

    /** Whether anything wrong has arrived: who discards messages does not look at all of it, and may trip over the rest. */
    boolean hasViolationArrived(int code) {
        return wire.reader().isBeginningWrong(code)
                || wire.reader().frames().stream()
                        .anyMatch(each -> each.violation() != 0 && each.start() < wire.read());
    }

    /** Whether the application knows of all that has arrived. */
    boolean isComplete() {
        SimulationFrame frame = next(each -> isOptional(each) && each.end() <= wire.read());
        return frame == null || frame.end() > wire.read();
    }

    /** The peer's Close, if it has arrived and nothing wrong came before it; else null. */
    SimulationFrame close() {
        List<SimulationFrame> frames = wire.reader().frames();
        while (last < frames.size()
                && frames.get(last).violation() == 0
                && !frames.get(last).is(Wire.CLOSE)) {
            last++;
        }
        SimulationFrame frame = last < frames.size() ? frames.get(last) : null;
        return frame != null && frame.violation() == 0 && frame.end() <= wire.read() ? frame : null;
    }
}
