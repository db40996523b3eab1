package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 6455 §8.1, RFC 3629: the validator against the JDK's decoder, and against the grammar where bytes are refused. */
class Utf8ValidatorTest {

    /** The borders of all ranges in the grammar of RFC 3629 §4, and what is next to them. */
    private static final int[] BORDERS = {
        0x00, 0x7F, 0x80, 0x81, 0x8F, 0x90, 0x9F, 0xA0, 0xBE, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xF0, 0xF4,
        0xF5, 0xFF
    };

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // REPORT is its default
    private final CharBuffer decoded = CharBuffer.allocate(16);

    private boolean jdkAccepts(ByteBuffer bytes) {
        decoder.reset();
        boolean accepted = !decoder.decode(bytes, decoded.clear(), true).isError();
        bytes.rewind();
        return accepted;
    }

    private static boolean accepts(byte... bytes) {
        return Utf8Validator.update(Utf8Validator.START, bytes, 0, bytes.length) == Utf8Validator.START;
    }

    /** The index of the first refused byte when each comes alone, or the length. */
    private static int refusedAt(byte... bytes) {
        int state = Utf8Validator.START;
        for (int i = 0; i < bytes.length; i++) {
            state = Utf8Validator.update(state, bytes, i, i + 1);
            if (state == Utf8Validator.INVALID) {
                return i;
            }
        }
        return bytes.length;
    }

    @Test
    void agreesWithTheDecoderOnEverySequenceOfOneAndTwoBytes() {
        for (int a = 0; a <= 0xFF; a++) {
            byte[] one = {(byte) a};
            assertThat(accepts(one)).as("%x", a).isEqualTo(jdkAccepts(ByteBuffer.wrap(one)));
            for (int b = 0; b <= 0xFF; b++) {
                byte[] two = {(byte) a, (byte) b};
                assertThat(accepts(two)).as("%x %x", a, b).isEqualTo(jdkAccepts(ByteBuffer.wrap(two)));
            }
        }
    }

    @Test
    void agreesWithTheDecoderOnEverySequenceOfThreeBytes() {
        byte[] three = new byte[3];
        ByteBuffer bytes = ByteBuffer.wrap(three);
        for (int i = 0; i <= 0xFF_FFFF; i++) {
            three[0] = (byte) (i >> 16);
            three[1] = (byte) (i >> 8);
            three[2] = (byte) i;
            if (accepts(three) != jdkAccepts(bytes)) {
                assertThat(accepts(three)).as("%06x", i).isEqualTo(jdkAccepts(bytes));
            }
        }
    }

    @Test
    void agreesWithTheDecoderOnSequencesOfFourBytes() {
        byte[] four = new byte[4];
        ByteBuffer bytes = ByteBuffer.wrap(four);
        for (int lead = 0xEE; lead <= 0xFF; lead++) {
            for (int second = 0; second <= 0xFF; second++) {
                for (int third : BORDERS) {
                    for (int fourth : BORDERS) {
                        four[0] = (byte) lead;
                        four[1] = (byte) second;
                        four[2] = (byte) third;
                        four[3] = (byte) fourth;
                        if (accepts(four) != jdkAccepts(bytes)) {
                            assertThat(accepts(four)).as(Event.hex(four)).isEqualTo(jdkAccepts(bytes));
                        }
                    }
                }
            }
        }
    }

    @Test
    void refusesExactlyTheFirstByteThatNoTextCanHaveThere() {
        for (int a : BORDERS) {
            for (int b = 0; b <= 0xFF; b++) {
                for (int c : BORDERS) {
                    for (int d : BORDERS) {
                        byte[] bytes = {(byte) a, (byte) b, (byte) c, (byte) d};
                        int expected = NaiveUtf8.validPrefix(bytes);
                        if (refusedAt(bytes) != expected) {
                            assertThat(refusedAt(bytes)).as(Event.hex(bytes)).isEqualTo(expected);
                        }
                    }
                }
            }
        }
    }

    @Test
    void acceptsEveryCodePointButSurrogates() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            byte[] bytes = surrogate
                    ? new byte[] {
                        (byte) 0xED, (byte) (0x80 | ((codePoint >> 6) & 0x3F)), (byte) (0x80 | (codePoint & 0x3F))
                    }
                    : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            if (accepts(bytes) == surrogate) {
                assertThat(accepts(bytes)).as("U+%04X", codePoint).isEqualTo(!surrogate);
            }
        }
    }

    @Test
    void comesToTheSameStateHoweverTheTextIsSplit() {
        Random random = Seeds.random("Utf8ValidatorTest");
        for (int round = 0; round < 300; round++) {
            byte[] bytes = text(random);
            if (random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            boolean valid = NaiveUtf8.isValid(bytes);
            int whole = Utf8Validator.update(Utf8Validator.START, bytes, 0, bytes.length);
            assertThat(whole == Utf8Validator.START).as(Event.hex(bytes)).isEqualTo(valid);
            for (int a = 0; a <= bytes.length; a++) {
                int first = Utf8Validator.update(Utf8Validator.START, bytes, 0, a);
                assertThat(Utf8Validator.update(first, bytes, a, bytes.length))
                        .as("%s split at %d", Event.hex(bytes), a)
                        .isEqualTo(whole);
            }
        }
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder();
        int characters = 1 + random.nextInt(30);
        for (int i = 0; i < characters; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(6)) {
                        case 0 -> 0x80 + random.nextInt(0x780);
                        case 1 -> 0x800 + random.nextInt(0xC000);
                        case 2 -> 0x10000 + random.nextInt(0x100000);
                        default -> random.nextInt(0x80);
                    });
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void findsAByteThatIsNoAsciiAtEveryAlignment() {
        for (int from = 0; from <= 8; from++) {
            for (int length = 0; length <= 40; length++) {
                byte[] bytes = new byte[from + length + 8];
                Arrays.fill(bytes, (byte) 0xFF); // what is outside of the bounds must not count
                Arrays.fill(bytes, from, from + length, (byte) 'a');
                assertThat(Utf8Validator.update(Utf8Validator.START, bytes, from, from + length))
                        .isEqualTo(Utf8Validator.START);
                for (int i = from; i < from + length; i++) {
                    bytes[i] = (byte) 0x80;
                    assertThat(Utf8Validator.update(Utf8Validator.START, bytes, from, from + length))
                            .as("a bad byte at %d of %d", i, length)
                            .isEqualTo(Utf8Validator.INVALID);
                    bytes[i] = 'a';
                }
            }
        }
    }

    @Test
    void whatIsInvalidStaysInvalidWhateverFollows() {
        for (int b = 0; b <= 0xFF; b++) {
            byte[] more = {(byte) b, (byte) b, 'a'};
            for (int to = 0; to <= more.length; to++) {
                assertThat(Utf8Validator.update(Utf8Validator.INVALID, more, 0, to))
                        .as("%d bytes of %s", to, Event.hex(more))
                        .isEqualTo(Utf8Validator.INVALID);
            }
        }
    }

    @Test
    void nothingLeavesTheStateAsItWas() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        int begun = Utf8Validator.update(Utf8Validator.START, euro, 0, 1);
        assertThat(Utf8Validator.update(begun, euro, 1, 1)).isEqualTo(begun);
        assertThat(Utf8Validator.update(Utf8Validator.START, euro, 0, 0)).isEqualTo(Utf8Validator.START);
    }
}
