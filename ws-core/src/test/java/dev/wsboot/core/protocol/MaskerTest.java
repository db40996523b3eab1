package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** RFC 6455 §5.3: the fast mask against one that goes byte by byte. */
class MaskerTest {

    private static final int MAX_LENGTH = 70;
    private static final int MAX_ALIGNMENT = 8;
    private static final int[] KEYS = {0, 1, 0x8000_0000, -1, 0x37FA213D, 0x00FF_0000, 0x8081_8283};
    private static final List<IntFunction<ByteBuffer>> MEMORIES = List.of(
            ByteBuffer::allocate,
            ByteBuffer::allocateDirect,
            size -> ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN),
            size -> ByteBuffer.allocate(size + 3).slice(3, size),
            size -> ByteBuffer.allocateDirect(size + 3).slice(3, size));

    private static final Random RANDOM = Seeds.random("MaskerTest");

    /** Byte {@code i} of what is masked, by the definition of RFC 6455 §5.3. */
    private static byte naive(byte plain, int key, int i) {
        int octet = (key >>> (8 * (3 - i % 4))) & 0xFF;
        return (byte) (plain ^ octet);
    }

    @Test
    void masksTheExampleOfTheRfc() {
        ByteBuffer hello = ByteBuffer.wrap("Hello".getBytes(StandardCharsets.US_ASCII));
        Masker.mask(hello, 0, 5, 0x37FA213D);
        assertThat(Event.hex(hello)).isEqualTo("7f9f4d5158");
    }

    @Test
    void masksInPlaceWhatIsBetweenTheBoundsAndNothingElse() {
        everyShape((memory, length, from, key) -> {
            byte[] before = randomBytes(from + length + 9);
            ByteBuffer buffer = memory.apply(before.length).put(0, before);
            Masker.mask(buffer, from, from + length, key);
            for (int i = 0; i < before.length; i++) {
                boolean inside = i >= from && i < from + length;
                assertThat(buffer.get(i)).isEqualTo(inside ? naive(before[i], key, i - from) : before[i]);
            }
            assertThat(buffer.position()).isZero();
        });
    }

    @Test
    void masksWhileItCopiesAndLeavesTheSourceAlone() {
        everyShape((memory, length, from, key) -> {
            byte[] before = randomBytes(from + length + 9);
            ByteBuffer source = memory.apply(before.length).put(0, before).asReadOnlyBuffer();
            byte[] target = randomBytes(length + 20);
            byte[] untouched = target.clone();
            int offset = (from + length) % 11;
            Masker.copy(source, from, target, offset, length, key);
            for (int i = 0; i < target.length; i++) {
                boolean inside = i >= offset && i < offset + length;
                assertThat(target[i])
                        .isEqualTo(inside ? naive(before[from + i - offset], key, i - offset) : untouched[i]);
            }
            assertThat(Event.hex(source)).isEqualTo(Event.hex(before));
        });
    }

    @Test
    void maskingTwiceGivesTheBytesBack() {
        everyShape((memory, length, from, key) -> {
            byte[] before = randomBytes(from + length);
            ByteBuffer buffer = memory.apply(before.length).put(0, before);
            Masker.mask(buffer, from, from + length, key);
            Masker.mask(buffer, from, from + length, key);
            assertThat(Event.hex(buffer)).isEqualTo(Event.hex(before));
        });
    }

    @Test
    void anAdvancedKeyGoesOnWhereTheLastBytesEnded() {
        for (int key : KEYS) {
            for (int split = 0; split <= 20; split++) {
                byte[] plain = randomBytes(40);
                ByteBuffer buffer = ByteBuffer.wrap(plain.clone());
                Masker.mask(buffer, 0, split, key);
                Masker.mask(buffer, split, plain.length, Masker.advance(key, split));
                for (int i = 0; i < plain.length; i++) {
                    assertThat(buffer.get(i)).as("byte %d", i).isEqualTo(naive(plain[i], key, i));
                }
            }
        }
    }

    @Test
    void advancingInStepsIsAdvancingAtOnce() {
        for (int i = 0; i < 1_000; i++) {
            int key = RANDOM.nextInt();
            int a = RANDOM.nextInt(1 << 30);
            int b = RANDOM.nextInt(1 << 30);
            assertThat(Masker.advance(Masker.advance(key, a), b)).isEqualTo(Masker.advance(key, a + b));
        }
        assertThat(Masker.advance(0x01020304, Integer.MAX_VALUE)).isEqualTo(0x04010203);
    }

    @Test
    void copyingTellsOfOneByteThatIsNoAscii() {
        everyShape((memory, length, from, key) -> {
            byte[] plain = new byte[length];
            for (int i = 0; i < length; i++) {
                plain[i] = (byte) RANDOM.nextInt(128);
            }
            assertThat(copied(memory, plain, from, key)).isNotNegative();
            for (int i = 0; i < length; i++) {
                byte kept = plain[i];
                plain[i] |= (byte) 0x80;
                assertThat(copied(memory, plain, from, key)).as("byte %d", i).isNegative();
                plain[i] = kept;
            }
        });
    }

    private static int copied(IntFunction<ByteBuffer> memory, byte[] plain, int from, int key) {
        // The bytes around it are no ASCII: they must not count.
        ByteBuffer wire = memory.apply(from + plain.length + 9);
        for (int i = 0; i < wire.capacity(); i++) {
            boolean inside = i >= from && i < from + plain.length;
            wire.put(i, inside ? naive(plain[i - from], key, i - from) : (byte) 0xFF);
        }
        byte[] target = new byte[plain.length];
        int seen = Masker.copy(wire, from, target, 0, plain.length, key);
        assertThat(target).isEqualTo(plain);
        return seen;
    }

    private interface Shape {
        void test(IntFunction<ByteBuffer> memory, int length, int from, int key);
    }

    private static void everyShape(Shape shape) {
        for (IntFunction<ByteBuffer> memory : MEMORIES) {
            for (int length = 0; length <= MAX_LENGTH; length++) {
                for (int from = 0; from <= MAX_ALIGNMENT; from++) {
                    shape.test(memory, length, from, KEYS[(length + from) % KEYS.length]);
                }
            }
        }
    }

    private static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
