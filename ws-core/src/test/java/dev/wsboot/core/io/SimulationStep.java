package dev.wsboot.core.io;

import java.util.SplittableRandom;

/** What can be done next in a history: how often, whether it may end a connection, and what it is. */
enum SimulationStep {
    // The network.
    DELIVER(400, history -> history.network().deliver()),
    LIMIT(15, history -> history.network().limit()),
    MORE_ROOM(60, history -> history.network().moreRoom()),
    LIFT_LIMIT(15, history -> history.network().liftLimit()),
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
    // What ends a connection in order.
    CLOSE(20, Danger.ENDS, history -> history.anySide().close()),
    CLOSE_CLIENT(4, Danger.ENDS, SimulationHistory::closeClient),
    SHUT_DOWN(4, Danger.ENDS, SimulationHistory::shutDown),
    // What may end it otherwise.
    WAIT_LONG(10, Danger.BREAKS, SimulationHistory::waitLong),
    GIVE_UP(2, Danger.BREAKS, SimulationHistory::giveUp),
    ABORT(3, Danger.BREAKS, SimulationHistory::abort),
    CUT(6, Danger.BREAKS, history -> history.network().cut()),
    RESET(6, Danger.BREAKS, history -> history.network().reset()),
    VIOLATE(8, Danger.BREAKS, SimulationHistory::violate),
    UNFINISHED_MESSAGE(3, Danger.BREAKS, SimulationHistory::unfinished),
    FOREIGN_CLOSE(3, Danger.BREAKS, SimulationHistory::foreignClose);

    /** What a step can do to a connection. */
    enum Danger {
        NONE,
        ENDS,
        BREAKS
    }

    /** Does it; false when it cannot be done now. */
    interface Action {

        boolean take(SimulationHistory history);
    }

    private static final SimulationStep[] ALL = values();
    private static final int TOTAL = total();

    private final int weight;
    private final Danger danger;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final Action action;

    SimulationStep(int weight, Action action) {
        this(weight, Danger.NONE, action);
    }

    SimulationStep(int weight, Danger danger, Action action) {
        this.weight = weight;
        this.danger = danger;
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

    Danger danger() {
        return danger;
    }

    boolean take(SimulationHistory history) {
        return action.take(history);
    }
}
