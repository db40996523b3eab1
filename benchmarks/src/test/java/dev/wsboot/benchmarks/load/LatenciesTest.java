package dev.wsboot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private static final double[] SHARES = {0, 0.01, 0.5, 0.9, 0.99, 0.999, 1};

    @Test
    void percentilesAreThoseOfTheSortedListButForA64th() {
        long seed = Long.getLong("ws.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long[] values = random.longs(1 + random.nextInt(2000), 0, 1L << (1 + random.nextInt(60)))
                    .toArray();
            Latencies latencies = new Latencies();
            Arrays.stream(values).forEach(latencies::add);
            Arrays.sort(values);
            for (double share : SHARES) {
                long exact = values[(int) Math.max(0, Math.ceil(share * values.length) - 1)];
                assertThat(latencies.percentile(share))
                        .as("-Dws.seed=%d share %s of %d", seed, share, values.length)
                        .isBetween(exact, exact + exact / 64);
            }
            assertThat(latencies.max()).isEqualTo(values[values.length - 1]);
        }
    }

    @Test
    void theExtremesHaveTheirPlace() {
        Latencies latencies = new Latencies();
        latencies.add(Long.MAX_VALUE);
        latencies.add(-5);
        assertThat(latencies.percentile(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(latencies.percentile(0.5)).isZero();
    }

    @Test
    void thoseOfTwoLoopsAreAddedUp() {
        Latencies all = new Latencies();
        Latencies one = new Latencies();
        all.add(10);
        one.add(30);
        one.add(20);
        all.add(one);
        assertThat(all.count()).isEqualTo(3);
        assertThat(all.percentile(0.5)).isEqualTo(20);
        assertThat(all.max()).isEqualTo(30);
    }

    @Test
    void noneHaveNoPercentile() {
        assertThatIllegalStateException().isThrownBy(() -> new Latencies().percentile(0.5));
    }
}
