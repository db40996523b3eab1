package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Keepalive.Action;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.5.2: when a peer is pinged and when it is given up. */
class KeepaliveTest {

    private static final Keepalive ALL = new Keepalive(25, 20, 100);

    @ParameterizedTest
    @CsvSource({ // now, last heard, ping sent, last message: what is due, and after how long
        "  0,  0,  0,  0, NONE, 25",
        " 24,  0,  0,  0, NONE,  1",
        " 25,  0,  0,  0, PING,  0",
        " 30,  0,  0,  0, PING, -5",
        " 30, 10,  0,  0, NONE,  5", // heard since
        " 35, 10, 10,  0, PING,  0", // a ping that something answered within the same tick
        " 25,  0, 25,  0, NONE, 20", // pinged now
        " 44,  0, 25,  0, NONE,  1",
        " 45,  0, 25,  0, DEAD,  0",
        " 60,  0, 25,  0, DEAD, -15",
        " 45, 26, 25,  0, NONE,  6", // the pong came
        " 51, 26, 25,  0, PING,  0",
        " 99, 98, 25,  0, NONE,  1", // no message for long
        "100, 99, 25,  0, IDLE,  0",
        "120, 99, 25,  0, IDLE, -20",
        "120, 99, 25, 50, NONE,  4",
        "150,  0, 25, 50, IDLE, -105", // both at once: it ends either way
    })
    void whatIsDueFollowsFromFourTimes(
            long now, long lastHeard, long pingSent, long lastMessage, Action due, long delay) {
        for (long shift : new long[] {0, 1_000, -1_000, Long.MAX_VALUE - 40, Long.MIN_VALUE}) {
            long[] times = {now + shift, lastHeard + shift, pingSent + shift, lastMessage + shift};
            assertThat(ALL.due(times[0], times[1], times[2], times[3])).isEqualTo(due);
            assertThat(ALL.delay(times[0], times[1], times[2], times[3])).isEqualTo(delay);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000, Long.MAX_VALUE / 2})
    void nothingIsEverDueWhereAllRulesAreOff(long now) {
        Keepalive off = new Keepalive(0, 0, 0);
        assertThat(off.due(now, 0, 0, 0)).isEqualTo(Action.NONE);
        assertThat(off.due(now, 0, 1, 0)).isEqualTo(Action.NONE);
        assertThat(off.delay(now, 0, 0, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(off.delay(now, 0, 1, 0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void eachRuleWorksAlone() {
        Keepalive pings = new Keepalive(25, 0, 0);
        assertThat(pings.due(25, 0, 0, 0)).isEqualTo(Action.PING);
        assertThat(pings.due(1_000, 0, 25, 0)).as("no time-out for the pong").isEqualTo(Action.NONE);
        assertThat(pings.delay(1_000, 0, 25, 0)).as("an answer may come now").isEqualTo(25);
        Keepalive pongs = new Keepalive(0, 20, 0);
        assertThat(pongs.due(1_000, 0, 0, 0)).isEqualTo(Action.NONE);
        assertThat(pongs.due(1_000, 0, 980, 0)).as("a ping of the application").isEqualTo(Action.DEAD);
        Keepalive idle = new Keepalive(0, 0, 100);
        assertThat(idle.due(100, 100, 0, 0)).isEqualTo(Action.IDLE);
        assertThat(idle.due(99, 0, 50, 0)).isEqualTo(Action.NONE);
    }

    @Test
    void nothingIsDueBeforeTheDelayIsOverAndSomethingIsThen() {
        Random random = Seeds.random("KeepaliveTest");
        for (int i = 0; i < 50_000; i++) {
            Keepalive keepalive = new Keepalive(setting(random), setting(random), setting(random));
            long now = random.nextInt(4) == 0 ? Long.MAX_VALUE - random.nextInt(2_000) : random.nextLong();
            long heard = now - random.nextInt(1_500);
            long ping = now - random.nextInt(1_500);
            long message = now - random.nextInt(1_500);
            String state = "%s at %d, heard %d, ping %d, message %d".formatted(keepalive, now, heard, ping, message);
            long delay = keepalive.delay(now, heard, ping, message);
            if (delay == Long.MAX_VALUE) {
                long later = now + random.nextInt(Integer.MAX_VALUE);
                assertThat(keepalive.due(later, heard, ping, message)).as(state).isEqualTo(Action.NONE);
                continue;
            }
            boolean mayBeAnswered = ping - heard > 0 && delay == keepalive.pingInterval();
            if (!mayBeAnswered) {
                assertThat(keepalive.due(now + Math.max(0, delay), heard, ping, message))
                        .as(state)
                        .isNotEqualTo(Action.NONE);
            }
            if (delay > 0) {
                long before = now + (long) (random.nextDouble() * delay);
                assertThat(keepalive.due(before, heard, ping, message))
                        .as(state)
                        .isEqualTo(Action.NONE);
                assertThat(keepalive.due(now + delay - 1, heard, ping, message))
                        .as(state)
                        .isEqualTo(Action.NONE);
            }
        }
    }

    /** What is received touches no timer: a time that was fixed before must do. */
    @Test
    void nothingIsDueBeforeTheDelayIsOverWhateverIsReceivedMeanwhile() {
        Random random = Seeds.random("KeepaliveTest");
        for (int i = 0; i < 50_000; i++) {
            Keepalive keepalive = new Keepalive(setting(random), setting(random), setting(random));
            long now = random.nextLong();
            long heard = now - random.nextInt(1_500);
            long ping = now - random.nextInt(1_500);
            long message = now - random.nextInt(1_500);
            long delay = Math.min(keepalive.delay(now, heard, ping, message), 10_000);
            if (delay > 0) {
                long received = now + (long) (random.nextDouble() * delay);
                assertThat(keepalive.due(now + delay - 1, received, ping, message))
                        .as(
                                "%s at %d, heard %d, ping %d, message %d, received %d",
                                keepalive, now, heard, ping, message, received)
                        .isEqualTo(Action.NONE);
            }
        }
    }

    private static long setting(Random random) {
        return random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(1_000);
    }
}
