package dev.wsboot.core.io;

/** Says whether what one side has sent is where it should be once the event loop has nothing left to do. */
final class SimulationOutput {

    private final SimulationSide side;
    private final SimulationTrace trace;
    private final SimulationPongs pongs;
    private boolean wasBehind;
    private int drained;

    SimulationOutput(SimulationSide side, SimulationTrace trace) {
        this.side = side;
        this.trace = trace;
        this.pongs = new SimulationPongs(side, trace);
    }

    void check() {
        side.sends.match();
        pongs.match();
        // Nobody waits for more than the message that is on its way when a Close took the place of all others.
        if (side.application.isOverflowed() && side.sends.waiting() > 1) {
            trace.fault(side.name + " keeps messages in its queue that its Close has taken the place of");
        }
        OutboundQueue out = side.connection().out();
        if (!side.state().canSend() || side.in.isReset() || side.out.swallows()) {
            return;
        }
        if (out.isBehind()) {
            checkBlocked();
        } else {
            checkFree(out);
        }
    }

    private void checkBlocked() {
        if (!side.transport.isFull()) {
            trace.fault(side.name + " does not go on writing");
        }
        if (!wasBehind) {
            wasBehind = true;
            drained = side.application.drained();
        }
    }

    private void checkFree(OutboundQueue out) {
        if (!side.sends.isAllOnWire() || out.waiting() != 0) {
            trace.fault(side.name + " keeps " + out.waiting() + " bytes back although there is room");
        }
        if (!pongs.isComplete()) {
            trace.fault(side.name + " did not answer a ping");
        }
        if (wasBehind && side.application.session() != null && side.application.drained() == drained) {
            trace.fault(side.name + " was not told that nothing waits any more");
        }
        wasBehind = false;
    }
}
