package dev.wsboot.core.io;

import java.util.ArrayList;
import java.util.List;

/** What happened in one history: a fingerprint and, when it is told to keep them, the lines of the story. */
final class SimulationTrace {

    final long seed;
    private final SimulationTally tally;
    private final boolean keepsLines;
    private final List<String> lines = new ArrayList<>();
    private int length;
    private long fingerprint;
    private String fault;

    /**
     * A history before its beginning.
     *
     * @param tally counts what happens
     */
    SimulationTrace(long seed, SimulationTally tally, boolean keepsLines) {
        this.seed = seed;
        this.tally = tally;
        this.keepsLines = keepsLines;
    }

    void step(SimulationStep kind) {
        tally.count(kind);
        length++;
        note(kind.name(), "history", length);
        if (keepsLines) {
            lines.add("-- " + length + ": " + kind);
        }
    }

    /** Something happened to {@code who}. */
    void event(Enum<?> kind, String who, long detail) {
        tally.count(kind);
        note(kind.name(), who, detail);
    }

    void transition(SimulationStates.Transition taken) {
        tally.count(taken);
        note(taken.signal().name(), taken.role().name() + " " + taken.from().name(), 0);
    }

    /** Something worth a line that nobody counts. */
    void note(String what, String who, long detail) {
        fingerprint = ((fingerprint * 31 + what.hashCode()) * 31 + who.hashCode()) * 31 + detail;
        if (keepsLines) {
            lines.add("   " + who + ": " + what + " " + detail);
        }
    }

    /** Something is as it must not be. The first of that ends the history. */
    void fault(String what) {
        if (fault == null) {
            fault = what;
            lines.add("!! " + what);
        }
    }

    /** What was wrong; null when nothing was. */
    String fault() {
        return fault;
    }

    /** The number of steps. */
    int length() {
        return length;
    }

    /** The same for two histories in which the same happened. */
    long fingerprint() {
        return fingerprint;
    }

    List<String> lines() {
        return lines;
    }
}
