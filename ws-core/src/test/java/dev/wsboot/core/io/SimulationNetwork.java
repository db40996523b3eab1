package dev.wsboot.core.io;

import java.util.SplittableRandom;

/** What the network between the two does. */
final class SimulationNetwork {

    private final SimulationHistory history;
    private final SimulationTrace trace;
    private final SplittableRandom random;

    SimulationNetwork(SimulationHistory history) {
        this.history = history;
        this.trace = history.trace();
        this.random = history.random();
    }

    /** Some bytes arrive, a few or many or all. */
    boolean deliver() {
        SimulationSide receiver = history.anySide();
        int flying = receiver.in.inFlight();
        int some = random.nextInt(3) == 0 ? 1 + random.nextInt(8) : 1 + random.nextInt(Math.max(flying, 1));
        return deliver(receiver, random.nextInt(4) == 0 ? flying : some);
    }

    /** All that is on its way to a side arrives; false when nothing is. */
    boolean deliverAll(SimulationSide receiver) {
        return deliver(receiver, receiver.in.inFlight());
    }

    private boolean deliver(SimulationSide receiver, int count) {
        if (receiver.in.inFlight() == 0) {
            return false;
        }
        if (receiver.transport.isClosed()) {
            return receiver.transport.answerLateBytes();
        }
        trace.note("arrives", receiver.name, count);
        receiver.in.arrive(count);
        return true;
    }

    /** A side's kernel takes only so many bytes from now on. */
    boolean limit() {
        history.anySide().transport.room(random.nextInt(60));
        return true;
    }

    boolean moreRoom() {
        SimulationTransport transport = history.anySide().transport;
        boolean limited = transport.isLimited();
        if (limited) {
            transport.moreRoom(1 + random.nextInt(random.nextBoolean() ? 20 : 2000));
        }
        return limited;
    }

    boolean liftLimit() {
        SimulationTransport transport = history.anySide().transport;
        boolean limited = transport.isLimited();
        transport.room(Long.MAX_VALUE);
        return limited;
    }

    /** One direction ends, and the sender does not notice. */
    boolean cut() {
        history.disturb();
        history.anySide().out.cut(random);
        return true;
    }

    boolean reset() {
        history.disturb();
        SimulationSide side = history.anySide();
        side.in.reset(random);
        side.out.reset(random);
        return true;
    }
}
