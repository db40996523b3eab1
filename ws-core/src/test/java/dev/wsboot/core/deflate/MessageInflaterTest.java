package dev.wsboot.core.deflate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Decompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiving half of RFC 7692 §7.2.2. */
class MessageInflaterTest {

    private final OneInflater lender = new OneInflater();

    @AfterEach
    void everyInflaterCameBack() {
        assertThat(lender.lent).isZero();
        lender.inflater.end();
    }

    /** RFC 7692 §7.2.3.1, §7.2.3.3, §7.2.3.4 and §7.2.3.5: one block, a stored block, a final block, two blocks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f248cdc9c90700",
                "000500faff48656c6c6f00",
                "f348cdc9c9070000",
                "f248050000 00ffffcac9c90700",
                // A final block with nothing behind it, as a compressor leaves that was told to finish.
                "f348cdc9c90700"
            })
    void theExamplesOfTheRfcSayHello(String payload) {
        byte[] bytes = HexFormat.of().parseHex(payload.replace(" ", ""));
        MessageInflater inflater = new MessageInflater(lender, false);
        for (int chunk = 1; chunk <= bytes.length; chunk++) {
            assertThat(new String(inflate(inflater, bytes, chunk), UTF_8)).isEqualTo("Hello");
        }
    }

    /** RFC 7692 §7.2.3.2. */
    @Test
    void aSecondMessageMayReferToTheFirst() {
        MessageInflater inflater = new MessageInflater(lender, true);
        assertThat(inflate(inflater, HexFormat.of().parseHex("f248cdc9c90700"), 3))
                .asString(UTF_8)
                .isEqualTo("Hello");
        assertThat(inflate(inflater, HexFormat.of().parseHex("f200110000"), 2))
                .asString(UTF_8)
                .isEqualTo("Hello");
        assertThat(lender.lent).isEqualTo(1);
        inflater.close();
    }

    @Test
    void messagesByThemselvesDoNotReferToEarlierOnes() {
        MessageInflater inflater = new MessageInflater(lender, false);
        inflate(inflater, HexFormat.of().parseHex("f248cdc9c90700"), 7);
        assertThat(inflateOrNull(inflater, HexFormat.of().parseHex("f200110000"), 5))
                .isNull();
    }

    @Test
    void emptyMessagesAreEmpty() {
        MessageInflater inflater = new MessageInflater(lender, false);
        assertThat(inflate(inflater, new byte[] {0}, 1)).isEmpty();
        assertThat(inflate(inflater, new byte[0], 1)).isEmpty();
    }

    @Test
    void anEmptyPayloadLeavesTheWindowAsItWas() {
        MessageInflater inflater = new MessageInflater(lender, true);
        inflate(inflater, HexFormat.of().parseHex("f248cdc9c90700"), 7);
        assertThat(inflate(inflater, new byte[0], 1)).isEmpty();
        assertThat(inflate(inflater, HexFormat.of().parseHex("f200110000"), 5))
                .asString(UTF_8)
                .isEqualTo("Hello");
        inflater.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "0600", "000500fafe48656c6c6f00"})
    void whatIsNoCompressedDataIsCorrupt(String payload) {
        byte[] bytes = HexFormat.of().parseHex(payload);
        for (int chunk = 1; chunk <= bytes.length; chunk++) {
            assertThat(inflateOrNull(new MessageInflater(lender, false), bytes, chunk))
                    .isNull();
        }
    }

    @Test
    void whatCameBeforeAFaultIsGivenBeforeIt() {
        byte[] helloThenNoBlock = HexFormat.of().parseHex("f248cdc9c907000000ffff07");
        MessageInflater inflater = new MessageInflater(lender, false);
        inflater.begin();
        inflater.input(ByteBuffer.wrap(helloThenNoBlock));
        byte[] some = new byte[100];
        assertThat(inflater.output(some, 0, some.length)).isEqualTo(5);
        assertThat(new String(some, 0, 5, UTF_8)).isEqualTo("Hello");
        assertThat(inflater.output(some, 0, some.length)).isEqualTo(Decompressor.CORRUPT);
        inflater.end();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatOurDeflaterMakesIsReadInAnyChunks(boolean takeover) {
        long seed = Long.getLong("ws.seed", System.nanoTime());
        Random random = new Random(seed);
        Deflater zlib = new Deflater(1, true);
        MessageInflater inflater = new MessageInflater(lender, takeover);
        try {
            int bits = 8 + random.nextInt(8);
            MessageDeflater deflater = new MessageDeflater(zlib, takeover, bits);
            for (int i = 0; i < 200; i++) {
                byte[] message = new byte[random.nextInt(1 << random.nextInt(17))];
                for (int j = 0; j < message.length; j++) {
                    message[j] = (byte) random.nextInt(1 + random.nextInt(20));
                }
                ByteBuffer out = ByteBuffer.allocate(MessageDeflater.bound(message.length, bits));
                deflater.deflate(ByteBuffer.wrap(message), out);
                byte[] payload = Arrays.copyOf(out.array(), out.position());
                assertThat(inflate(inflater, payload, 1 + random.nextInt(payload.length)))
                        .as("-Dws.seed=%s", seed)
                        .isEqualTo(message);
            }
        } finally {
            zlib.end();
            inflater.close();
        }
    }

    private static byte[] inflate(MessageInflater inflater, byte[] payload, int chunk) {
        byte[] message = inflateOrNull(inflater, payload, chunk);
        assertThat(message).as("valid").isNotNull();
        return message;
    }

    private static byte[] inflateOrNull(MessageInflater inflater, byte[] payload, int chunk) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        boolean valid = true;
        inflater.begin();
        for (int from = 0; valid && from < payload.length; from += chunk) {
            inflater.input(ByteBuffer.wrap(payload, from, Math.min(chunk, payload.length - from)));
            valid = drain(inflater, message);
        }
        if (valid) {
            inflater.inputEnd();
            valid = drain(inflater, message);
        }
        inflater.end();
        return valid ? message.toByteArray() : null;
    }

    private static boolean drain(MessageInflater inflater, ByteArrayOutputStream message) {
        byte[] some = new byte[100];
        while (true) {
            int count = inflater.output(some, 0, some.length);
            if (count <= 0) {
                return count != Decompressor.CORRUPT;
            }
            message.write(some, 0, count);
        }
    }

    /** Lends one inflater, and counts. */
    private static final class OneInflater implements MessageInflater.Lender {

        private final Inflater inflater = new Inflater(true);
        private int lent;

        @Override
        public Inflater take() {
            lent++;
            return inflater;
        }

        @Override
        public void give(Inflater given) {
            assertThat(given).isSameAs(inflater);
            lent--;
        }
    }
}
