package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.wsboot.core.protocol.Inbound.Rules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * RFC 6455 §5: random streams of bytes, from noise to frames that are nearly right, make the same of an {@link Inbound} as of
 * {@link NaiveInbound}, and the same whatever their chunks.
 */
class InboundFuzzTest {

    private static final int INPUTS = 100_000;
    private static final int MAX_MESSAGE = 200;
    private static final int MAX_EMPTY = 2;
    private static final int[] FIRST_BYTES = {0x01, 0x02, 0x00, 0x80, 0x81, 0x82, 0x88, 0x89, 0x8A};
    private static final String[] TEXTS = {"", "a", "Hello", "κόσμε", "€", "\uD83D\uDE00", "\uFFFD", "0123456789abcdef"
    };
    private static final int[] CODES = {1000, 1001, 1004, 1005, 1011, 1015, 2999, 3000, 4999, 5000};

    private final Random random = Seeds.random("InboundFuzzTest");
    private final Map<Violation, Integer> violations = new EnumMap<>(Violation.class);
    private int messages;
    private int closes;

    @Test
    void everyStreamIsUnderstoodAsTheRfcSaysWhateverItsChunks() {
        for (int i = 0; i < INPUTS; i++) {
            Role us = i % 2 == 0 ? Role.SERVER : Role.CLIENT;
            byte[] wire = i % 10 == 0 ? noise() : mutated(frames(us));
            Rules rules = new Rules(us, MAX_MESSAGE, MAX_EMPTY);
            NaiveInbound expected = NaiveInbound.of(rules, wire);
            check(rules, wire, List.of(wire), expected);
            check(rules, wire, Chopper.singly(wire), expected);
            check(rules, wire, Chopper.randomly(wire, random), expected);
        }
        System.out.println(messages + " messages, " + closes + " closes, " + violations);
        // Not luck: a generator that no longer reaches a rule would make this test worthless.
        EnumSet<Violation> all = EnumSet.complementOf(EnumSet.of(Violation.DATA_NOT_DEFLATED)); // no compression here
        assertThat(violations.keySet()).isEqualTo(all);
        assertThat(messages).isGreaterThan(INPUTS);
        assertThat(closes).isGreaterThan(INPUTS / 100);
    }

    private void check(Rules rules, byte[] wire, List<byte[]> chunks, NaiveInbound expected) {
        Receiver receiver = new Receiver(rules);
        try {
            chunks.forEach(receiver::receive);
        } catch (RuntimeException | AssertionError thrown) {
            throw new AssertionError(rules + ", " + Event.hex(wire), thrown);
        }
        List<Event> events = receiver.events();
        int heard = expected.events().size();
        boolean same = events.size() == heard + (expected.broken().isEmpty() ? 0 : 1)
                && events.subList(0, heard).equals(expected.events())
                && (events.size() == heard || isOneOf(expected, events.get(heard)));
        if (!same) {
            fail("%s, %d chunks of %s%ngive %s%nand not %s, then one of %s"
                    .formatted(rules, chunks.size(), Event.hex(wire), events, expected.events(), expected.broken()));
        }
        count(events);
    }

    private static boolean isOneOf(NaiveInbound expected, Event last) {
        return last instanceof Event.Violated violated && expected.broken().contains(violated.violation());
    }

    private void count(List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.Violated violated) {
                violations.merge(violated.violation(), 1, Integer::sum);
            } else if (event instanceof Event.Closed) {
                closes++;
            } else if (event.isMessage()) {
                messages++;
            }
        }
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Frames that are legal one by one, though not always one after the other. */
    private byte[] frames(Role us) {
        Frames frames = Frames.by(us == Role.SERVER ? Role.CLIENT : Role.SERVER).key(random.nextInt());
        int count = 1 + random.nextInt(10);
        boolean open = false;
        for (int i = 0; i < count; i++) {
            int first = FIRST_BYTES[random.nextInt(FIRST_BYTES.length)];
            boolean control = (first & 8) != 0;
            if (!control && random.nextInt(20) != 0) {
                first = (first & 0x80) | (open ? 0 : 1 + random.nextInt(2));
                open = first < 0x80;
            }
            if (first != 0x88) {
                frames.frame(first, payload());
            } else if (random.nextInt(4) == 0) {
                close(frames);
            }
        }
        return frames.bytes();
    }

    private void close(Frames frames) {
        switch (random.nextInt(5)) {
            case 0 -> frames.close();
            case 1 -> frames.frame(0x88, new byte[] {3});
            case 2 -> frames.frame(0x88, noise());
            default -> frames.close(CODES[random.nextInt(CODES.length)], TEXTS[random.nextInt(TEXTS.length)]);
        }
    }

    private byte[] payload() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new byte[0];
            case 2 -> noise();
            case 3 -> "a".repeat(random.nextInt(140)).getBytes(StandardCharsets.UTF_8);
            default -> TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
        };
    }

    /** As it is, or with a byte changed, left out or put in, or cut off. */
    private byte[] mutated(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 1 -> {
                bytes[random.nextInt(Math.min(bytes.length, 14))] = (byte) random.nextInt();
                yield bytes;
            }
            case 2 -> spliced(bytes, at, at + 1);
            case 3 -> spliced(bytes, at, at);
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> header(bytes);
            default -> bytes;
        };
    }

    private byte[] spliced(byte[] bytes, int from, int to) {
        byte[] middle = from == to ? new byte[] {(byte) random.nextInt()} : new byte[0];
        byte[] result = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }

    /** Behind these bytes a header with any length in any form. */
    private byte[] header(byte[] bytes) {
        int form = random.nextInt(8) < 4 ? 16 : 64;
        long length = random.nextLong() >> random.nextInt(64);
        byte[] header = Frames.by(random.nextBoolean() ? Role.SERVER : Role.CLIENT)
                .header(FIRST_BYTES[random.nextInt(FIRST_BYTES.length)], form, length)
                .bytes();
        byte[] result = Arrays.copyOf(bytes, bytes.length + header.length);
        System.arraycopy(header, 0, result, bytes.length, header.length);
        return result;
    }
}
