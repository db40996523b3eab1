package dev.wsboot.core.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often each thing happened that can happen in a history. */
final class SimulationTally {

    private final Map<Object, long[]> counts = new LinkedHashMap<>();
    private final List<Integer> lengths = new ArrayList<>();

    SimulationTally() {
        put((Object[]) SimulationStep.values());
        put((Object[]) SimulationViolation.values());
        put((Object[]) SimulationScript.values());
        put((Object[]) SimulationRules.Decision.values());
        put((Object[]) SimulationEvent.values());
        put(SimulationStates.TRANSITIONS.toArray());
    }

    private void put(Object... kinds) {
        Arrays.stream(kinds).forEach(kind -> counts.put(kind, new long[1]));
    }

    void count(Object kind) {
        counts.get(kind)[0]++;
    }

    /** A history is over. */
    void played(SimulationTrace trace) {
        lengths.add(trace.length());
    }

    /** The number of histories. */
    int histories() {
        return lengths.size();
    }

    /** So many steps or more has half of the histories. */
    int medianLength() {
        return lengths.stream().sorted().skip(lengths.size() / 2).findFirst().orElse(0);
    }

    /** What never happened. */
    List<Object> missing() {
        return counts.entrySet().stream()
                .filter(each -> each.getValue()[0] == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public String toString() {
        StringBuilder block =
                new StringBuilder("%,d histories, a median of %d steps".formatted(histories(), medianLength()));
        Object group = null;
        for (Map.Entry<Object, long[]> each : counts.entrySet()) {
            Class<?> kind = each.getKey().getClass();
            String name = kind.getSimpleName().replace("Simulation", "");
            block.append(kind.equals(group) ? ", " : "%n%s: ".formatted(name));
            block.append("%s %,d".formatted(each.getKey(), each.getValue()[0]));
            group = kind;
        }
        return block.toString();
    }
}
