package dev.wsboot.core.io;

import java.util.SplittableRandom;

/** What can be done next in a history: how often, whether it may end a connection, and what it is. */
enum SimulationStep {
    // The network.
    DELIVER(400, SimulationHistory::deliver),
    LIMIT(15, SimulationHistory::limit),
    MORE_ROOM(60, SimulationHistory::moreRoom),
    LIFT_LIMIT(15, SimulationHistory::liftLimit),
    WAIT(50, SimulationHistory::waitShortly),
    // The applications.
    SEND(140, history -> history.anySide().send()),
    SEND_ASYNC(30, history -> history.anySide().sendAsync(false)),
    SEND_CHAIN(20, history -> history.anySide().sendAsync(true)),
    SEND_MANY(6, SimulationHistory::sendMany),
    PING(40, history -> history.anySide().ping()),
    PAUSE(10, history -> history.anySide().pause()),
    RESUME(25, history -> history.anySide().resume()),
    DECIDE(60, history -> history.anySide().decide()),
    // In the name of the applications, as other implementations do.
    FRAGMENTED_MESSAGE(30, history -> history.anySide().fragmented()),
    UNASKED_PONG(8, history -> history.anySide().control(Wire.PONG, "unasked")),
    FOREIGN_PING(10, history -> history.anySide().control(Wire.PING, "foreign " + history.count())),
    // What may end a connection.
    WAIT_LONG(8, true, SimulationHistory::waitLong),
    CLOSE(20, true, history -> history.anySide().close()),
    CLOSE_CLIENT(4, true, SimulationHistory::closeClient),
    SHUT_DOWN(4, true, SimulationHistory::shutDown),
    GIVE_UP(2, true, SimulationHistory::giveUp),
    ABORT(3, true, SimulationHistory::abort),
    CUT(6, true, SimulationHistory::cut),
    RESET(6, true, SimulationHistory::reset),
    VIOLATE(8, true, SimulationHistory::violate),
    UNFINISHED_MESSAGE(3, true, SimulationHistory::unfinished),
    FOREIGN_CLOSE(3, true, SimulationHistory::foreignClose);

    /** Does it; false when it cannot be done now. */
    interface Action {

        boolean take(SimulationHistory history);
    }

    private static final SimulationStep[] ALL = values();
    private static final int TOTAL = total();

    private final int weight;
    private final boolean ends;
    private final Action action;

    SimulationStep(int weight, Action action) {
        this(weight, false, action);
    }

    SimulationStep(int weight, boolean ends, Action action) {
        this.weight = weight;
        this.ends = ends;
        this.action = action;
    }

    private static int total() {
        int total = 0;
        for (SimulationStep step : ALL) {
            total += step.weight;
        }
        return total;
    }

    static SimulationStep any(SplittableRandom random) {
        int dice = random.nextInt(TOTAL);
        for (SimulationStep step : ALL) {
            dice -= step.weight;
            if (dice < 0) {
                return step;
            }
        }
        throw new IllegalStateException("the weights sum up to " + TOTAL);
    }

    /** Whether it may end a connection. */
    boolean ends() {
        return ends;
    }

    boolean take(SimulationHistory history) {
        return action.take(history);
    }
}
