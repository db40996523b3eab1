package dev.wsboot.benchmarks.compare;

import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The middle of some figures: what one disturbed round does not move. */
final class Median {

    private Median() {}

    /** The median of those that there are, the mean of the middle two of an even number; null when there is none. */
    static @Nullable Double of(Collection<@Nullable Double> figures) {
        double[] sorted = figures.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return null;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median of one figure of many things. */
    static <T> @Nullable Double of(Collection<T> things, Function<T, @Nullable Double> figure) {
        return of(things.stream().map(figure).toList());
    }
}
