package dev.wsboot.core.deflate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sending half of RFC 7692 §7.2.1, read by an inflater that is not zlib. */
class MessageDeflaterTest {

    private static final int[] SIZES = {
        0, 1, 2, 16, 125, 255, 256, 257, 511, 512, 1000, 4096, 32767, 32768, 32769, 100_000
    };

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
    void everyWindowIsKeptFromMessageToMessage(int bits) {
        check(bits, true, 1);
        check(bits, true, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
    void everyWindowIsKeptInMessagesByThemselves(int bits) {
        check(bits, false, 1);
        check(bits, false, 6);
    }

    private static void check(int bits, boolean takeover, int level) {
        long seed = Long.getLong("ws.seed", 7692 + bits);
        Random random = new Random(seed);
        ReferenceInflater inflater = new ReferenceInflater(1 << bits);
        Deflater zlib = new Deflater(level, true);
        try {
            MessageDeflater deflater = new MessageDeflater(zlib, takeover, bits);
            for (int size : SIZES) {
                byte[] message = json(random, size);
                if (!takeover) {
                    inflater.reset();
                }
                assertThat(inflater.message(deflate(deflater, message)))
                        .as("%s bytes, -Dws.seed=%s", size, seed)
                        .isEqualTo(message);
            }
        } finally {
            zlib.end();
        }
        assertThat(inflater.matches()).as("something was compressed at all").isGreaterThan(100);
        assertThat(inflater.longestDistance()).isBetween(1 << (bits - 2), 1 << bits);
    }

    @Test
    void theReferenceRefusesWhatReachesBeyondTheWindow() {
        Deflater zlib = new Deflater(6, true);
        try {
            byte[] payload = deflate(new MessageDeflater(zlib, false, 15), json(new Random(1), 20_000));
            assertThatThrownBy(() -> new ReferenceInflater(1 << 9).message(payload))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reaches");
            assertThat(new ReferenceInflater(1 << 15).message(payload)).hasSize(20_000);
        } finally {
            zlib.end();
        }
    }

    /** RFC 7692 §7.2.3.6. */
    @Test
    void anEmptyMessageIsOneByte() {
        Deflater zlib = new Deflater(1, true);
        try {
            MessageDeflater deflater = new MessageDeflater(zlib, true, 15);
            assertThat(deflate(deflater, new byte[0])).containsExactly(0);
            assertThat(deflate(deflater, new byte[0])).containsExactly(0);
        } finally {
            zlib.end();
        }
    }

    /** RFC 7692 §7.2.3.2: the second of two equal messages refers to the first. */
    @Test
    void contextTakeoverMakesRepetitionsShort() {
        Deflater zlib = new Deflater(6, true);
        try {
            MessageDeflater deflater = new MessageDeflater(zlib, true, 15);
            byte[] message = json(new Random(2), 1000);
            int first = deflate(deflater, message).length;
            int second = deflate(deflater, message).length;
            assertThat(second).isLessThan(first / 10);
        } finally {
            zlib.end();
        }
    }

    @Test
    void noMessageNeedsMoreThanItsBound() {
        Random random = new Random(3);
        for (int bits = 8; bits <= 15; bits++) {
            for (int level : new int[] {0, 1, 6, 9}) {
                Deflater zlib = new Deflater(level, true);
                try {
                    MessageDeflater deflater = new MessageDeflater(zlib, true, bits);
                    for (int size : SIZES) {
                        byte[] noise = new byte[size];
                        random.nextBytes(noise);
                        assertThat(deflate(deflater, noise).length)
                                .isLessThanOrEqualTo(MessageDeflater.bound(size, bits) - 6);
                    }
                } finally {
                    zlib.end();
                }
            }
        }
    }

    private static byte[] deflate(MessageDeflater deflater, byte[] message) {
        ByteBuffer out = ByteBuffer.allocate(MessageDeflater.bound(message.length, 8));
        ByteBuffer in = ByteBuffer.wrap(message);
        deflater.deflate(in, out);
        assertThat(in.hasRemaining()).isFalse();
        byte[] payload = new byte[out.flip().remaining()];
        out.get(payload);
        return payload;
    }

    /** Text with repetitions at every distance. */
    private static byte[] json(Random random, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] words = {"price", "symbol", "volume", "true", "null", "London", "Grüße", "\"id\":"};
        while (out.size() < size) {
            byte[] word = words[random.nextInt(words.length)].getBytes(UTF_8);
            out.write(word, 0, word.length);
            out.write(random.nextInt(128));
        }
        byte[] exact = new byte[size];
        System.arraycopy(out.toByteArray(), 0, exact, 0, size);
        return exact;
    }
}
