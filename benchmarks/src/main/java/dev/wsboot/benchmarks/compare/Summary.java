package dev.wsboot.benchmarks.compare;

import dev.wsboot.benchmarks.compare.Turn.Latency;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The medians of a server in a scenario.
 *
 * @param turns how many turns they are of
 * @param cpuRatio its processor time divided by that of the first server in the same round
 * @param failure what went wrong in a round, the last one
 */
record Summary(
        String server,
        int turns,
        @Nullable Double perSecond,
        @Nullable Double cpu,
        @Nullable Double kernelCpu,
        @Nullable Double cpuRatio,
        @Nullable Double serverCores,
        @Nullable Double clientCores,
        @Nullable Double otherCores,
        @Nullable Latency latency,
        @Nullable Double heap,
        @Nullable Double resident,
        @Nullable String failure) {

    /**
     * The summary of a server.
     *
     * @param all the turns of all servers
     * @param first the server that the others are compared with
     */
    static Summary of(String server, List<Turn> all, String first) {
        List<Turn> turns = all.stream()
                .filter(turn -> turn.server().equals(server) && turn.counts())
                .toList();
        return new Summary(
                server,
                turns.size(),
                Median.of(turns, Turn::perSecond),
                Median.of(turns, Turn::cpu),
                Median.of(turns, Turn::kernelCpu),
                Median.of(turns, turn -> ratio(turn, all, first)),
                Median.of(turns, Turn::serverCores),
                Median.of(turns, Turn::clientCores),
                Median.of(turns, Turn::otherCores),
                latency(turns),
                Median.of(turns, Turn::heap),
                Median.of(turns, Turn::resident),
                failure(server, all));
    }

    private static @Nullable Double ratio(Turn turn, List<Turn> all, String first) {
        for (Turn other : all) {
            boolean beside = other.server().equals(first) && other.round() == turn.round();
            if (beside && other.counts() && other.cpu() != null && turn.cpu() != null && other.cpu() > 0) {
                return turn.cpu() / other.cpu();
            }
        }
        return null;
    }

    private static @Nullable Latency latency(List<Turn> turns) {
        List<Latency> known =
                turns.stream().map(Turn::latency).filter(Objects::nonNull).toList();
        if (known.isEmpty()) {
            return null;
        }
        Function<ToDoubleFunction<Latency>, Double> median =
                figure -> Objects.requireNonNull(Median.of(known, figure::applyAsDouble));
        return new Latency(
                median.apply(Latency::p50),
                median.apply(Latency::p99),
                median.apply(Latency::p999),
                median.apply(Latency::max));
    }

    private static @Nullable String failure(String server, List<Turn> all) {
        return all.stream()
                .filter(turn -> turn.server().equals(server) && turn.failure() != null)
                .map(Turn::failure)
                .reduce((one, another) -> another)
                .orElse(null);
    }
}
