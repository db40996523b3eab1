package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A client against a server, both whole, on a network in memory and by a clock that stands still, with everything that
 * happens to them chosen from a seed.
 *
 * <p>The two {@link Connection}s run on one real {@link EventLoop}, whose thread plays the network, the applications and the
 * time between its turns, so that a seed tells the same story each time. What must be true is in {@link SimulationJudge},
 * {@link SimulationReceipts}, {@link SimulationSends}, {@link SimulationPongs} and {@link SimulationDeadlines}; what can
 * happen is in {@link SimulationStep} and {@link SimulationEvent}.
 *
 * <p>{@code -Dws.simulation.histories=N} plays N histories, 30,000 by default, whose seeds are S, S + 1 and so on with
 * {@code -Dws.simulation.seed=S}. A history that fails is told step by step with its seed, which with N = 1 plays it again.
 */
class SimulationTest {

    private static final int HISTORIES = Integer.getInteger("ws.simulation.histories", 30_000);
    private static final long SEED = Long.getLong("ws.simulation.seed", System.nanoTime());

    /** From so many on everything that can happen does. */
    private static final int ENOUGH = 20_000;

    @Test
    void whateverHappensEachMessageArrivesOnceAndBothSidesEndOnce() throws Exception {
        System.out.println("SimulationTest: -Dws.simulation.seed=" + SEED);
        SimulationTally tally = new SimulationTally();
        AtomicLong seed = new AtomicLong(SEED);
        try (SimulationWorld world = new SimulationWorld()) {
            CompletableFuture<Void> played = world.onLoop(() -> {
                for (; seed.get() < SEED + HISTORIES; seed.incrementAndGet()) {
                    SimulationTrace trace = world.play(seed.get(), tally, false);
                    if (trace.fault() != null) {
                        throw new AssertionError(story(world, trace));
                    }
                }
            });
            await(played, seed);
        }

        System.out.println(tally);
        if (HISTORIES >= ENOUGH) {
            assertThat(tally.missing()).as("what never happened").isEmpty();
            assertThat(tally.medianLength()).as("steps of a history").isGreaterThanOrEqualTo(40);
        }
    }

    /** Plays the history again, and keeps the story this time. */
    private static String story(SimulationWorld world, SimulationTrace failed) {
        SimulationTrace again = world.play(failed.seed, new SimulationTally(), true);
        String same = again.fingerprint() == failed.fingerprint() ? "" : "\nPlayed again it is another story:";
        return failed.fault() + "\n-Dws.simulation.histories=1 -Dws.simulation.seed=" + failed.seed + same + "\n"
                + String.join("\n", again.lines());
    }

    /** Waits for as long as one history ends after the other. */
    private static void await(CompletableFuture<Void> played, AtomicLong seed) throws Exception {
        for (long before = SEED - 1; !played.isDone(); ) {
            try {
                played.get(60, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                long current = seed.get();
                assertThat(current).as("the seed of a history that ends").isGreaterThan(before);
                before = current;
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause().getMessage(), e.getCause());
            }
        }
        played.get();
    }

    @Test
    void aSeedTellsTheSameStoryAgain() throws Exception {
        List<List<String>> once = new ArrayList<>();
        List<List<String>> again = new ArrayList<>();
        play(once, 1, 1);
        play(again, 50, -1);

        for (int i = 0; i < 50; i++) {
            assertThat(again.get(49 - i)).as("the story of " + (SEED + i)).isEqualTo(once.get(i));
        }
    }

    /** Plays 50 histories in a new world, whichever way round. */
    private static void play(List<List<String>> stories, int from, int direction) throws IOException, Exception {
        try (SimulationWorld world = new SimulationWorld()) {
            world.onLoop(() -> {
                        for (int i = 0; i < 50; i++) {
                            long seed = SEED - 1 + from + (long) i * direction;
                            stories.add(world.play(seed, new SimulationTally(), true)
                                    .lines());
                        }
                    })
                    .get(60, TimeUnit.SECONDS);
        }
    }
}
