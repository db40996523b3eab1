package dev.wsboot.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Event;
import dev.wsboot.core.protocol.Frames;
import dev.wsboot.core.protocol.Inbound.Rules;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.Receiver;
import dev.wsboot.core.protocol.Role;
import dev.wsboot.core.protocol.Violation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Of several faults in one compressed message the first one counts, in whatever chunks it comes (RFC 6455 §8.1). */
class InflatedFaultsTest {

    private static final int LIMIT = 6000;
    private static final byte NO_BLOCK = 0x07;

    @Test
    void textThatIsNoUtf8IsToldBeforeWhatIsNoCompressedData() {
        byte[] payload = deflated(new byte[] {'o', 'k', (byte) 0xFF, 'a', 'b', 'c'});
        byte[] faulty = Arrays.copyOf(payload, payload.length + 1);
        faulty[payload.length] = NO_BLOCK;
        seeThat(faulty, Violation.TEXT_NOT_UTF8);
    }

    @Test
    void textThatIsNoUtf8IsToldBeforeTheLimitThatComesAfterIt() {
        byte[] message = new byte[LIMIT + 1];
        message[LIMIT - 1] = (byte) 0xFF;
        seeThat(deflated(message), Violation.TEXT_NOT_UTF8);
    }

    @Test
    void textThatIsNoUtf8BehindTheLimitIsTooBig() {
        byte[] message = new byte[LIMIT + 1];
        message[LIMIT] = (byte) 0xFF;
        seeThat(deflated(message), Violation.MESSAGE_TOO_BIG);
    }

    private static void seeThat(byte[] payload, Violation first) {
        byte[] wire = Frames.byClient()
                .frame(Frames.FIN | Frames.RSV1 | Opcode.TEXT, payload)
                .bytes();
        for (int chunk : new int[] {1, 2, 3, 7, wire.length}) {
            Inflaters inflaters = new Inflaters();
            Receiver receiver = new Receiver(new Rules(Role.SERVER, LIMIT, 8), new MessageInflater(inflaters, false));
            for (int at = 0; at < wire.length; at += chunk) {
                receiver.receive(Arrays.copyOfRange(wire, at, Math.min(wire.length, at + chunk)));
            }
            assertThat(receiver.events()).as("chunks of %d", chunk).containsExactly(new Event.Violated(first));
        }
    }

    private static byte[] deflated(byte[] message) {
        Deflater zlib = new Deflater(9, true);
        try {
            ByteBuffer out = ByteBuffer.allocate(MessageDeflater.bound(message.length, 15) + 5);
            zlib.setInput(message);
            zlib.deflate(out, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(out.array(), out.position());
        } finally {
            zlib.end();
        }
    }

    /** As many as are asked for. */
    private static final class Inflaters implements MessageInflater.Lender {

        @Override
        public Inflater take() {
            return new Inflater(true);
        }

        @Override
        public void give(Inflater inflater) {
            inflater.end();
        }
    }
}
