package dev.wsboot.core.protocol;

import static dev.wsboot.core.protocol.Frames.FIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Inbound.Rules;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §10.4: memory follows the bytes that came, never those that are announced, and work is linear in them. */
class InboundMemoryTest {

    private static final int MIB = 1024 * 1024;
    private static final Rules RULES = new Rules(Role.SERVER, 16 * MIB, 8);

    private final TextDecoder decoder = new TextDecoder();

    /** Counts messages, and allocates nothing. */
    private static final class Counter implements InboundEvents {
        private int messages;
        private int bytes;

        @Override
        public void onText(String message) {
            messages++;
            bytes += message.length();
        }

        @Override
        public void onBinary(ByteBuffer message) {
            messages++;
            bytes += message.remaining();
        }

        @Override
        public void onPing(ByteBuffer payload) {}

        @Override
        public void onPong(ByteBuffer payload) {}

        @Override
        public void onClose(CloseStatus status) {
            throw new AssertionError(status);
        }

        @Override
        public void onViolation(Violation violation) {
            throw new AssertionError(violation);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FIN | Opcode.TEXT, FIN | Opcode.BINARY, Opcode.TEXT, Opcode.BINARY})
    void aThousandPeersThatAnnounce16MibAndSend14BytesCostLessThan8Mib(int first) {
        byte[] wire = Frames.byClient()
                .header(first, 64, 16 * MIB)
                .payload("14 bytes of it".getBytes(StandardCharsets.US_ASCII))
                .bytes();
        Counter counter = new Counter();
        List<Inbound> inbounds = new ArrayList<>(1_000);
        ByteBuffer in = ByteBuffer.allocate(wire.length);
        long cost = Allocations.of(() -> {
            for (int i = 0; i < 1_000; i++) {
                Inbound inbound = new Inbound(RULES);
                inbounds.add(inbound);
                inbound.receive(in.clear().put(wire).flip(), decoder, counter);
            }
        });
        assertThat(cost).isLessThan(8 * MIB);
        assertThat(inbounds).noneMatch(Inbound::isSuspended);
    }

    @Test
    void anArrayIsAtMostTwiceTheBytesReceivedAnd4Kib() {
        Random random = Seeds.random("InboundMemoryTest");
        for (int round = 0; round < 50; round++) {
            int announced = 1 + random.nextInt(2 * MIB);
            MessageAssembler assembler = new MessageAssembler(random.nextBoolean(), 1 << 30, null);
            while (assembler.size() < announced) {
                int left = announced - assembler.size();
                int size = Math.min(left, 1 + random.nextInt(1 << (1 + random.nextInt(17))));
                assembler.append(ByteBuffer.allocate(size), size, 0, left);
                assertThat(assembler.capacity()).isBetween(assembler.size(), 2 * assembler.size() + 4096);
            }
            assertThat(assembler.capacity()).as("nothing is left over").isEqualTo(announced);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 1024, 65536})
    void aMessageInFragmentsCostsNoMoreThanAFewTimesItsBytes(int fragment) {
        int size = fragment < 8 ? MIB / 16 : 4 * MIB;
        for (int opcode : new int[] {Opcode.TEXT, Opcode.BINARY}) {
            assertThat(costOfFragments(opcode, size, fragment)).isLessThan(6L * size + 64 * 1024);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.TEXT, Opcode.BINARY})
    void sixteenTimesTheFragmentsCostAtMostTwentyTimesTheWork(int opcode) {
        long one = costOfFragments(opcode, 64 * 1024, 64);
        long sixteen = costOfFragments(opcode, 16 * 64 * 1024, 64);
        assertThat(sixteen).isLessThanOrEqualTo(20 * one);
    }

    private long costOfFragments(int opcode, int size, int fragment) {
        Frames frames = Frames.byClient().frame(opcode, new byte[fragment]);
        for (int sent = 2 * fragment; sent < size; sent += fragment) {
            frames.frame(0, new byte[fragment]);
        }
        byte[] wire = frames.frame(FIN, new byte[fragment]).bytes();
        return cost(wire, 256 * 1024, size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 1000, 65536})
    void aFrameInChunksCostsNoMoreThanAFewTimesItsBytes(int chunk) {
        int size = chunk < 8 ? MIB / 16 : 4 * MIB;
        byte[] wire = Frames.byClient().binary(new byte[size]).bytes();
        assertThat(cost(wire, chunk, size)).isLessThan(6L * size + 64 * 1024);
    }

    /** What it allocates to receive a message in chunks of one size. */
    private long cost(byte[] wire, int chunk, int size) {
        Counter counter = new Counter();
        Inbound inbound = new Inbound(RULES);
        ByteBuffer in = ByteBuffer.allocate(chunk);
        long cost = Allocations.of(() -> {
            for (int at = 0; at < wire.length; at += chunk) {
                int length = Math.min(chunk, wire.length - at);
                inbound.receive(in.clear().put(wire, at, length).flip(), decoder, counter);
            }
        });
        assertThat(counter.messages).isOne();
        assertThat(counter.bytes).isEqualTo(size);
        return cost;
    }

    @Test
    void aMessageInFragmentsGetsNoArrayThatIsLargerThanTheLimit() {
        int first = 300_000;
        byte[] wire = Frames.byClient()
                .frame(Opcode.BINARY, new byte[first])
                .frame(Opcode.CONTINUATION, new byte[MIB - first - 1])
                .bytes();
        Inbound inbound = new Inbound(new Rules(Role.SERVER, MIB, 8));
        ByteBuffer in = ByteBuffer.wrap(wire);
        long cost = Allocations.of(() -> inbound.receive(in, decoder, new Counter()));
        // Twice the first fragment, then the limit, and little else.
        assertThat(cost).isLessThan(2L * first + MIB + 64 * 1024);
    }
}
