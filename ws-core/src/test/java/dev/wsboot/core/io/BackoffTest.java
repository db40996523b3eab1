package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.core.WsClient.Reconnect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The pauses between attempts: "full jitter" under a bound that doubles. */
class BackoffTest {

    /** A source that always takes the largest number it may, and notes the bounds. */
    private static final class Largest implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new AssertionError("a pause has a bound");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    private static Backoff backoff(RandomGenerator random) {
        return new Backoff(new Reconnect(Duration.ofNanos(100), Duration.ofNanos(1000)), random);
    }

    private static List<Long> pauses(Backoff backoff, int count) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pauses.add(backoff.next());
        }
        return pauses;
    }

    @Test
    void theBoundDoublesUpToTheLongest() {
        assertThat(pauses(backoff(new Largest()), 6)).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void everyPauseUpToTheBoundIsAsLikely() {
        int[] counts = new int[101];
        RandomGenerator random = new SplittableRandom(7);
        for (int i = 0; i < 101_000; i++) {
            counts[(int) backoff(random).next()]++;
        }
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1200));
    }

    @Test
    void aLongSessionMakesThePausesShortAgainAndAShortOneDoesNot() {
        Backoff backoff = backoff(new Largest());
        pauses(backoff, 3);
        backoff.sessionLasted(999);
        assertThat(backoff.next()).isEqualTo(800);
        backoff.sessionLasted(1000);
        assertThat(backoff.next()).isEqualTo(100);
    }

    @Test
    void theLongestBoundThereIsDoesNotOverflow() {
        Backoff backoff = new Backoff(new Reconnect(Duration.ofDays(1), Duration.ofDays(1_000_000)), new Largest());
        assertThat(pauses(backoff, 70)).allSatisfy(pause -> assertThat(pause).isPositive());
    }

    @Test
    void boundsOutOfOrderAreRefused() {
        assertThatThrownBy(() -> new Reconnect(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("first is PT0S, it must be greater than zero");
        assertThatThrownBy(() -> new Reconnect(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("longest is PT1S, it must be at least first, PT2S");
    }
}
