package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

    private static final long START = 123_456_789_012L;
    private static final long TICK = 50_000_000;
    private static final long SECOND = 1_000_000_000;

    private final TimerWheel wheel = new TimerWheel(START);
    private final List<String> fired = new ArrayList<>();

    private TimerWheel.Timer timer(String name) {
        return timer(name, () -> {});
    }

    private TimerWheel.Timer timer(String name, Runnable action) {
        return new TimerWheel.Timer() {
            @Override
            void onTimer(long now) {
                fired.add(name);
                action.run();
            }
        };
    }

    @Test
    void anEmptyWheelWaitsForNothing() {
        assertThat(wheel.delay(START)).isEqualTo(Long.MAX_VALUE);
        wheel.advance(START + 100 * SECOND);
        assertThat(fired).isEmpty();
    }

    @Test
    void aTimerFiresOnceAndNotBeforeItsTime() {
        wheel.schedule(timer("a"), START + SECOND);
        assertThat(wheel.delay(START)).isBetween(SECOND, SECOND + TICK);

        wheel.advance(START + SECOND - 1);
        assertThat(fired).isEmpty();
        wheel.advance(START + SECOND + TICK);
        assertThat(fired).containsExactly("a");
        wheel.advance(START + 100 * SECOND);
        assertThat(fired).containsExactly("a");
        assertThat(wheel.delay(START)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTimerOfThePastFiresWithTheNextTick() {
        wheel.schedule(timer("a"), START - SECOND);
        assertThat(wheel.delay(START)).isLessThanOrEqualTo(TICK);
        wheel.advance(START + TICK);
        assertThat(fired).containsExactly("a");
    }

    @Test
    void aTimerOfALaterRoundOfTheWheelWaitsForItsRound() {
        wheel.schedule(timer("far"), START + 60 * SECOND);
        wheel.schedule(timer("near"), START + 60 * SECOND - 512 * TICK);
        wheel.advance(START + 60 * SECOND - 511 * TICK);
        assertThat(fired).containsExactly("near");
        assertThat(wheel.delay(START)).isBetween(1L, 60 * SECOND);
        wheel.advance(START + 61 * SECOND);
        assertThat(fired).containsExactly("near", "far");
    }

    @Test
    void aTimerThatIsScheduledAgainFiresAtTheNewTimeOnly() {
        TimerWheel.Timer timer = timer("a");
        wheel.schedule(timer, START + SECOND);
        wheel.schedule(timer, START + 3 * SECOND);
        wheel.advance(START + 2 * SECOND);
        assertThat(fired).isEmpty();
        wheel.schedule(timer, START + 2 * SECOND + TICK);
        wheel.advance(START + 2 * SECOND + 2 * TICK);
        assertThat(fired).containsExactly("a");
    }

    @Test
    void aCancelledTimerDoesNotFireAndItsNeighboursDo() {
        TimerWheel.Timer middle = timer("middle");
        wheel.schedule(timer("first"), START + SECOND);
        wheel.schedule(middle, START + SECOND);
        wheel.schedule(timer("last"), START + SECOND);
        wheel.cancel(middle);
        wheel.cancel(middle);
        wheel.advance(START + 2 * SECOND);
        assertThat(fired).containsExactlyInAnyOrder("first", "last");
    }

    @Test
    void whatFiresMayScheduleItselfAgain() {
        TimerWheel.Timer[] self = new TimerWheel.Timer[1];
        self[0] = timer("again", () -> wheel.schedule(self[0], START + (fired.size() + 1) * SECOND));
        wheel.schedule(self[0], START + SECOND);
        for (int second = 1; second <= 5; second++) {
            wheel.advance(START + second * SECOND + TICK);
            assertThat(fired).hasSize(second);
        }
    }

    @Test
    void aTimerThatThrowsDoesNotKeepOthersFromFiring() {
        for (int i = 0; i < 3; i++) {
            wheel.schedule(
                    timer("throws", () -> {
                        throw new IllegalStateException("by hand");
                    }),
                    START + SECOND);
            wheel.schedule(timer("fine"), START + SECOND);
        }
        wheel.schedule(timer("later"), START + 2 * SECOND);

        for (int i = 0; i < 3; i++) {
            assertThatIllegalStateException().isThrownBy(() -> wheel.advance(START + SECOND + TICK));
            if (fired.size() < 6) {
                assertThat(wheel.delay(START + SECOND + TICK)).isZero();
            }
        }
        wheel.advance(START + SECOND + TICK);
        assertThat(fired).hasSize(6);
        wheel.advance(START + 2 * SECOND + TICK);
        assertThat(fired).hasSize(7).endsWith("later");
    }

    @Test
    void randomTimersFireLikeThoseOfASortedMap() {
        Random random = Seed.random("randomTimersFireLikeThoseOfASortedMap");
        TreeMap<Long, List<Integer>> expected = new TreeMap<>();
        TimerWheel.Timer[] timers = new TimerWheel.Timer[200];
        long[] deadlines = new long[timers.length];
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < timers.length; i++) {
            int id = i;
            timers[i] = timer("", () -> due.add(id));
        }
        long now = START;
        for (int step = 0; step < 5_000; step++) {
            int id = random.nextInt(timers.length);
            List<Integer> old = expected.get(deadlines[id]);
            if (old != null) {
                old.remove(Integer.valueOf(id));
            }
            if (random.nextInt(4) == 0) {
                wheel.cancel(timers[id]);
                deadlines[id] = 0;
            } else {
                deadlines[id] = now + random.nextInt(100) * SECOND + 1;
                wheel.schedule(timers[id], deadlines[id]);
                expected.computeIfAbsent(deadlines[id], ignored -> new ArrayList<>())
                        .add(id);
            }
            now += random.nextInt(20) == 0 ? random.nextInt(60) * SECOND : random.nextInt(200_000_000);
            wheel.advance(now);
            for (int each : due) {
                assertThat(deadlines[each])
                        .as("deadline of what fired at %s", now)
                        .isBetween(1L, now);
                expected.get(deadlines[each]).remove(Integer.valueOf(each));
                deadlines[each] = 0;
            }
            due.clear();
            long late = now - 2 * TICK;
            assertThat(expected.headMap(late).values())
                    .as("what should have fired")
                    .allMatch(List::isEmpty);
            expected.headMap(late).clear();
            long soonest = expected.entrySet().stream()
                    .filter(each -> !each.getValue().isEmpty())
                    .mapToLong(each -> each.getKey())
                    .min()
                    .orElse(Long.MAX_VALUE);
            if (soonest != Long.MAX_VALUE) {
                assertThat(wheel.delay(now)).isLessThanOrEqualTo(Math.max(0, soonest - now) + TICK);
            }
        }
    }
}
