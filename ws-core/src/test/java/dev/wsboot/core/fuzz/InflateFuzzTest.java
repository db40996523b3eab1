package dev.wsboot.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wsboot.core.deflate.MessageInflater;
import dev.wsboot.core.fuzz.NaiveInflater.Heard;
import dev.wsboot.core.protocol.Event;
import dev.wsboot.core.protocol.Frames;
import dev.wsboot.core.protocol.Inbound.Rules;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.Receiver;
import dev.wsboot.core.protocol.Role;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * RFC 7692 §7.2.2: any bytes in place of a compressed message come to the message that zlib makes of them, or to a violation,
 * the same in any fragments and chunks. Never is more inflated than the limit and one byte, and every inflater goes back.
 */
class InflateFuzzTest {

    private static final int LIMIT = 5_000;
    private static final Rules RULES = new Rules(Role.SERVER, LIMIT, Integer.MAX_VALUE);

    /** Of a frame's header, and what a message may get ahead of its bytes. */
    private static final int SLACK = 14 + 4096;

    /** "Hello" as RFC 7692 §7.2.3.1 has it: it needs nothing that came before it. */
    private static final byte[] HELLO = {(byte) 0xF2, 0x48, (byte) 0xCD, (byte) 0xC9, (byte) 0xC9, 0x07, 0x00};

    @FuzzTest
    void anyPayloadIsInflatedOrAViolation(byte[] data) {
        Input input = Input.of(data);
        for (boolean takeover : new boolean[] {true, false}) {
            try (NaiveInflater naive = new NaiveInflater(takeover, LIMIT)) {
                Heard first = naive.message(input.content());
                Heard second = naive.message(HELLO);
                check(wire(Opcode.TEXT, input), input, takeover, first.text(), second.text());
                check(wire(Opcode.BINARY, input), input, takeover, first.binary(), second.text());
            }
        }
    }

    private static void check(byte[] wire, Input input, boolean takeover, Event first, Event second) {
        List<Event> expected = first instanceof Event.Violated ? List.of(first) : List.of(first, second);
        for (List<byte[]> chunks : input.everyWay(wire)) {
            check(chunks, takeover, expected);
        }
    }

    /** The payload in fragments, then a message that is there to see whether the first one left something behind. */
    private static byte[] wire(int opcode, Input input) {
        Frames frames = Frames.byClient();
        List<byte[]> fragments = input.cut(input.content());
        for (int i = 0; i < Math.max(1, fragments.size()); i++) {
            int first = i == 0 ? Frames.RSV1 | opcode : Opcode.CONTINUATION;
            int fin = i >= fragments.size() - 1 ? Frames.FIN : 0;
            frames.frame(fin | first, fragments.isEmpty() ? new byte[0] : fragments.get(i));
        }
        return frames.frame(Frames.FIN | Frames.RSV1 | Opcode.TEXT, HELLO).bytes();
    }

    private static void check(List<byte[]> chunks, boolean takeover, List<Event> expected) {
        try (Lender lender = new Lender()) {
            Receiver receiver = new Receiver(RULES, new MessageInflater(lender, takeover));
            int lent = 0;
            for (byte[] chunk : chunks) {
                receiver.receive(chunk);
                lent = Math.max(lent, chunk.length);
                long held = Held.by(receiver.inbound());
                if (held > 2L * lender.produced + SLACK + lent) {
                    fail("%d bytes are held of %d that were inflated".formatted(held, lender.produced));
                }
            }
            assertThat(receiver.events()).isEqualTo(expected);
            // With takeover a block that the first message did not end goes on in the second one.
            int second = takeover ? LIMIT + 1 : "Hello".length();
            assertThat(lender.produced).isLessThanOrEqualTo(LIMIT + 1 + second);
            if (!takeover) {
                assertThat(lender.lent).as("lent after a message").isZero();
            }
            receiver.inbound().close();
            assertThat(lender.lent).as("lent at the end").isZero();
        }
    }

    /** Lends one inflater, counts what it produces, and sees that it comes back as it was. */
    private static final class Lender implements MessageInflater.Lender, AutoCloseable {

        private int lent;
        private long produced;

        private final Inflater inflater = new Inflater(true) {
            @Override
            public int inflate(byte[] output, int offset, int length) throws DataFormatException {
                long before = getBytesWritten();
                try {
                    return super.inflate(output, offset, length);
                } finally {
                    produced += getBytesWritten() - before;
                }
            }
        };

        @Override
        public Inflater take() {
            assertThat(lent++).as("lent already").isZero();
            return inflater;
        }

        @Override
        public void give(Inflater given) {
            assertThat(given).isSameAs(inflater);
            assertThat(given.getBytesRead()).as("read since it was reset").isZero();
            assertThat(given.getRemaining()).as("left in it").isZero();
            lent--;
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
