package dev.wsboot.core.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Random;

/** A way in which bytes are no UTF-8 (RFC 3629 §3, §4). */
enum Utf8Fault {
    OVERLONG_IN_TWO(0),
    OVERLONG_IN_THREE(1),
    OVERLONG_IN_FOUR(1),
    A_SURROGATE(1),
    A_CODE_POINT_TOO_HIGH(1),
    A_LEAD_F5_TO_F7(0),
    A_LEAD_OF_FIVE_OR_SIX(0),
    FE_OR_FF(0),
    A_LONE_CONTINUATION(0),
    A_SEQUENCE_CUT_BY_A_LEAD(-1),
    A_SEQUENCE_CUT_BY_ASCII(-1),
    A_SEQUENCE_CUT_BY_THE_END(-1);

    /** Which of the bad bytes leaves no hope; -1 for the one behind them. */
    private final int hopeless;

    Utf8Fault(int hopeless) {
        this.hopeless = hopeless;
    }

    /**
     * A text with one fault.
     *
     * @param hopeless the index of the byte at which no continuation can make it valid: the length, if that is its end
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Text(byte[] bytes, int hopeless) {}

    /** A text with this fault behind up to so many valid characters, and before as many. */
    Text text(Random random, int most) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        characters(random, most, out);
        int at = out.size();
        byte[] bad = bad(random);
        out.writeBytes(bad);
        int index = at + (hopeless < 0 ? bad.length : hopeless);
        switch (this) {
            case A_SEQUENCE_CUT_BY_THE_END -> {}
            case A_SEQUENCE_CUT_BY_ASCII -> out.write(' ' + random.nextInt(95));
            case A_SEQUENCE_CUT_BY_A_LEAD ->
                out.writeBytes("é€😀".substring(0, 1 + random.nextInt(2)).getBytes(UTF_8));
            default -> {}
        }
        if (this != A_SEQUENCE_CUT_BY_THE_END) {
            characters(random, most, out);
        }
        return new Text(out.toByteArray(), index);
    }

    private static void characters(Random random, int most, ByteArrayOutputStream out) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            String character = random.nextInt(4) > 0
                    ? "" + (char) (' ' + random.nextInt(95))
                    : Character.toString(new int[] {0xE9, 0x20AC, 0xFFFD, 0x1F600}[random.nextInt(4)]);
            out.writeBytes(character.getBytes(UTF_8));
        }
    }

    private byte[] bad(Random random) {
        int continuation = between(random, 0x80, 0xBF);
        int another = between(random, 0x80, 0xBF);
        return switch (this) {
            case OVERLONG_IN_TWO -> bytes(between(random, 0xC0, 0xC1), continuation);
            case OVERLONG_IN_THREE -> bytes(0xE0, between(random, 0x80, 0x9F), continuation);
            case OVERLONG_IN_FOUR -> bytes(0xF0, between(random, 0x80, 0x8F), continuation, another);
            case A_SURROGATE -> bytes(0xED, between(random, 0xA0, 0xBF), continuation);
            case A_CODE_POINT_TOO_HIGH -> bytes(0xF4, between(random, 0x90, 0xBF), continuation, another);
            case A_LEAD_F5_TO_F7 -> bytes(between(random, 0xF5, 0xF7), continuation, another, 0x80);
            case A_LEAD_OF_FIVE_OR_SIX -> bytes(between(random, 0xF8, 0xFD), continuation, another, 0x80, 0x80);
            case FE_OR_FF -> bytes(between(random, 0xFE, 0xFF));
            case A_LONE_CONTINUATION -> bytes(continuation);
            case A_SEQUENCE_CUT_BY_A_LEAD, A_SEQUENCE_CUT_BY_ASCII, A_SEQUENCE_CUT_BY_THE_END -> beginning(random);
        };
    }

    /** A character of two to four bytes without its last ones. */
    private static byte[] beginning(Random random) {
        int second = between(random, 0x90, 0x9F);
        int third = between(random, 0x80, 0xBF);
        return switch (random.nextInt(6)) {
            case 0 -> bytes(between(random, 0xC2, 0xDF));
            case 1 -> bytes(between(random, 0xE0, 0xEF));
            case 2 -> bytes(between(random, 0xE1, 0xEF), second);
            case 3 -> bytes(between(random, 0xF0, 0xF4));
            case 4 -> bytes(between(random, 0xF0, 0xF3), second);
            default -> bytes(between(random, 0xF0, 0xF3), second, third);
        };
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
