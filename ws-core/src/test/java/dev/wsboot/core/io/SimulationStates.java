package dev.wsboot.core.io;

import dev.wsboot.core.protocol.ConnectionState;
import dev.wsboot.core.protocol.ConnectionState.Signal;
import dev.wsboot.core.protocol.Role;
import java.util.ArrayList;
import java.util.List;

/** The states that one connection went through, as seen from outside, and for how long. */
final class SimulationStates {

    /** One entry of the state table, for one role. */
    record Transition(Role role, ConnectionState from, Signal signal) {

        @Override
        public String toString() {
            return role + " " + from + " on " + signal;
        }
    }

    /** A client whose handshake fails has nothing more to say: it is lost, and not about to end. */
    private static final Transition NEVER = new Transition(Role.CLIENT, ConnectionState.CONNECTING, Signal.FAIL);

    /** Every entry of the table that leads anywhere, for both roles. */
    static final List<Transition> TRANSITIONS = transitions();

    private final Role role;
    private final SimulationTrace trace;
    private ConnectionState last = ConnectionState.CONNECTING;
    private long since;

    SimulationStates(Role role, SimulationTrace trace, long now) {
        this.role = role;
        this.trace = trace;
        this.since = now;
    }

    private static List<Transition> transitions() {
        List<Transition> all = new ArrayList<>();
        for (Role role : Role.values()) {
            for (ConnectionState from : ConnectionState.values()) {
                for (Signal signal : Signal.values()) {
                    Transition transition = new Transition(role, from, signal);
                    if (from.on(signal) != null && !transition.equals(NEVER)) {
                        all.add(transition);
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    ConnectionState last() {
        return last;
    }

    /** When the last state was seen first. */
    long since() {
        return since;
    }

    /**
     * Notes the state that is seen now.
     *
     * @param failed whether this is the moment at which a refusal or a violation is told
     */
    void see(ConnectionState state, boolean failed, long now) {
        if (state == last) {
            return;
        }
        Signal signal = failed ? Signal.FAIL : signalTo(state);
        if (signal != null && last.on(signal) == state) {
            trace.transition(new Transition(role, last, signal));
        } else if (state.compareTo(last) < 0) {
            trace.fault(role + " went back from " + last + " to " + state);
        }
        last = state;
        since = now;
    }

    /** The signal other than FAIL that leads to a state; null when it is only known that there were two of them. */
    private Signal signalTo(ConnectionState state) {
        for (Signal signal : Signal.values()) {
            if (signal != Signal.FAIL && last.on(signal) == state) {
                return signal;
            }
        }
        return null;
    }
}
