package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.2: frames on their way out, however little the transport takes at a time. */
class OutboundFrameTest {

    private static final Random RANDOM = Seeds.random("OutboundFrameTest");

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** The payload as a slice of something larger, read-only, on the heap or off it. */
    private static ByteBuffer lent(byte[] payload) {
        ByteBuffer buffer = RANDOM.nextBoolean()
                ? ByteBuffer.allocate(payload.length + 9)
                : ByteBuffer.allocateDirect(payload.length + 9);
        return buffer.put(5, payload).position(5).limit(5 + payload.length).asReadOnlyBuffer();
    }

    private static OutboundFrame<String> frame(int opcode, byte[] payload) {
        return OutboundFrame.of(opcode, lent(payload), null, null);
    }

    private static byte[] naive(int opcode, byte[] payload) {
        return Frames.byServer().frame(Frames.FIN | opcode, payload).bytes();
    }

    /** What {@code copyTo} puts into a buffer with so much room, which stands between bytes that must stay. */
    private static byte[] copied(OutboundFrame<?> frame, int room) {
        ByteBuffer out = RANDOM.nextBoolean() ? ByteBuffer.allocate(room + 4) : ByteBuffer.allocateDirect(room + 4);
        out.position(2).limit(2 + room);
        frame.copyTo(out);
        byte[] copy = new byte[out.position() - 2];
        out.get(2, copy);
        assertThat(out.limit()).isEqualTo(2 + room);
        out.clear();
        for (int i = 0; i < out.capacity(); i++) {
            if (i < 2 || i >= 2 + copy.length) {
                assertThat(out.get(i)).as("byte %d beside the copy", i).isZero();
            }
        }
        return copy;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 20, 125, 126, 127, 140})
    void everyOffsetIntoEveryRoomGivesTheBytesThatFollow(int length) {
        byte[] payload = bytes(length);
        for (int opcode : new int[] {Opcode.TEXT, Opcode.BINARY, Opcode.PING}) {
            byte[] expected = naive(opcode, payload);
            for (int taken = 0; taken <= expected.length; taken++) {
                OutboundFrame<String> frame = frame(opcode, payload);
                frame.advance(taken);
                assertThat(frame.remaining()).isEqualTo(expected.length - taken);
                assertThat(frame.isBegun()).isEqualTo(taken > 0);
                for (int room = 0; room <= expected.length - taken + 2; room++) {
                    int end = Math.min(expected.length, taken + room);
                    assertThat(copied(frame, room)).isEqualTo(Arrays.copyOfRange(expected, taken, end));
                    assertThat(frame.remaining())
                            .as("the frame stays as it was")
                            .isEqualTo(expected.length - taken);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65535, 65536, 200_000})
    void theLongHeadersAreCopiedFromEveryOffsetIntoEveryRoom(int length) {
        byte[] payload = bytes(length);
        byte[] expected = naive(Opcode.BINARY, payload);
        for (int taken = 0; taken <= 13; taken++) {
            OutboundFrame<String> frame = frame(Opcode.BINARY, payload);
            frame.advance(taken);
            for (int room = 0; room <= 16; room++) {
                assertThat(copied(frame, room)).isEqualTo(Arrays.copyOfRange(expected, taken, taken + room));
            }
            assertThat(copied(frame, length + 20)).isEqualTo(Arrays.copyOfRange(expected, taken, expected.length));
        }
    }

    /** RFC 6455 §5.3: the key is part of the frame as soon as one byte of it has left. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 11, 125, 126, 140, 65535, 65536})
    void aClientsFrameIsMaskedWithOneKeyFromWhereverItGoesOn(int length) {
        byte[] payload = bytes(length);
        for (int taken = 1; taken <= Math.min(length + 14, 40); taken++) {
            AtomicInteger key = new AtomicInteger(0x12345678);
            OutboundFrame<String> frame = OutboundFrame.of(Opcode.BINARY, lent(payload), key::getAndIncrement, null);
            byte[] expected = Frames.byClient()
                    .key(0x12345679)
                    .frame(Frames.FIN | Opcode.BINARY, payload)
                    .bytes();
            copied(frame, 3); // nothing of that leaves, so the next copy has another key
            assertThat(frame.remaining()).isEqualTo(expected.length);
            byte[] first = copied(frame, expected.length);
            assertThat(Event.hex(first)).isEqualTo(Event.hex(expected));
            frame.advance(Math.min(taken, expected.length));
            for (int room : new int[] {0, 1, 2, 5, 13, 64, expected.length}) {
                int from = Math.min(taken, expected.length);
                int end = Math.min(expected.length, from + room);
                assertThat(copied(frame, room)).isEqualTo(Arrays.copyOfRange(expected, from, end));
            }
            assertThat(key).hasValue(0x1234567A);
        }
    }

    @Test
    void rawBytesGoOutAsTheyAre() {
        byte[] raw = bytes(30);
        for (int taken = 0; taken <= raw.length; taken++) {
            OutboundFrame<String> frame = OutboundFrame.raw(lent(raw), false);
            assertThat(frame.remaining()).isEqualTo(30);
            frame.advance(taken);
            for (int room = 0; room <= 32; room++) {
                int end = Math.min(raw.length, taken + room);
                assertThat(copied(frame, room)).isEqualTo(Arrays.copyOfRange(raw, taken, end));
            }
        }
    }

    @Test
    void aQueueThroughATransportThatTakesWhatItLikesGivesTheSameStream() {
        for (int round = 0; round < 500; round++) {
            List<OutboundFrame<String>> queue = new ArrayList<>();
            Frames expected = Frames.byServer();
            for (int i = 0; i < 6; i++) {
                byte[] payload = bytes(RANDOM.nextInt(1 << RANDOM.nextInt(9)));
                queue.add(frame(Opcode.BINARY, payload));
                expected.frame(Frames.FIN | Opcode.BINARY, payload);
            }
            assertThat(Event.hex(written(queue))).isEqualTo(Event.hex(expected.bytes()));
        }
    }

    /** Corks the queue into buffers of odd sizes, of which a prefix is taken. */
    private static byte[] written(List<OutboundFrame<String>> queue) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        while (!queue.isEmpty()) {
            ByteBuffer out = ByteBuffer.allocate(1 + RANDOM.nextInt(64));
            for (int i = 0; i < queue.size() && out.hasRemaining(); i++) {
                queue.get(i).copyTo(out);
            }
            int taken = RANDOM.nextInt(out.position() + 1);
            wire.write(out.array(), 0, taken);
            while (taken > 0 || (!queue.isEmpty() && queue.get(0).remaining() == 0)) {
                int part = Math.min(taken, queue.get(0).remaining());
                queue.get(0).advance(part);
                taken -= part;
                if (queue.get(0).remaining() == 0) {
                    queue.remove(0);
                }
            }
        }
        return wire.toByteArray();
    }

    @Test
    void onePayloadMayGoOutOnManyConnectionsAtOnce() {
        byte[] payload = bytes(300);
        ByteBuffer shared = lent(payload);
        OutboundFrame<String> one = OutboundFrame.of(Opcode.BINARY, shared, null, null);
        OutboundFrame<String> other = OutboundFrame.of(Opcode.BINARY, shared, null, null);
        one.advance(100);
        byte[] expected = naive(Opcode.BINARY, payload);
        assertThat(copied(one, 400)).isEqualTo(Arrays.copyOfRange(expected, 100, expected.length));
        assertThat(copied(other, 400)).isEqualTo(expected);
        assertThat(shared.remaining()).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65535, 65536})
    void whatIsWrittenIsUnderstoodByEitherEnd(int length) {
        byte[] payload = bytes(length);
        byte[] wire = copied(frame(Opcode.BINARY, payload), length + FrameWriter.MAX_HEADER);
        Receiver client = new Receiver(Role.CLIENT);
        client.receive(wire);
        assertThat(client.events()).containsExactly(Event.binary(payload));
        Receiver server = new Receiver(Role.SERVER);
        server.receive(masked(wire, FrameWriter.headerLength(length)));
        assertThat(server.events()).containsExactly(Event.binary(payload));
    }

    /** The frame as a client would send it. */
    private static byte[] masked(byte[] frame, int headerLength) {
        byte[] key = bytes(4);
        byte[] masked = new byte[frame.length + 4];
        System.arraycopy(frame, 0, masked, 0, headerLength);
        masked[1] |= (byte) 0x80;
        System.arraycopy(key, 0, masked, headerLength, 4);
        for (int i = headerLength; i < frame.length; i++) {
            masked[i + 4] = (byte) (frame[i] ^ key[(i - headerLength) % 4]);
        }
        return masked;
    }

    @Test
    void nothingFollowsACloseOrWhatIsSaidToBeLast() {
        assertThat(frame(Opcode.CLOSE, new byte[0]).isLast()).isTrue();
        assertThat(frame(Opcode.TEXT, new byte[0]).isLast()).isFalse();
        assertThat(frame(Opcode.PONG, new byte[0]).isLast()).isFalse();
        assertThat(OutboundFrame.raw(lent(bytes(3)), true).isLast()).isTrue();
        assertThat(OutboundFrame.raw(lent(bytes(3)), false).isLast()).isFalse();
    }

    @Test
    void aNewerPayloadTakesThePlaceOfOneThatHasNotLeft() {
        byte[] newer = bytes(125);
        OutboundFrame<String> pong = frame(Opcode.PONG, bytes(5));
        assertThat(pong.replacePayload(lent(newer))).isEqualTo(120);
        assertThat(pong.remaining()).isEqualTo(127);
        assertThat(copied(pong, 200)).isEqualTo(naive(Opcode.PONG, newer));
        assertThat(pong.replacePayload(lent(new byte[0]))).isEqualTo(-125);
        assertThat(copied(pong, 200)).isEqualTo(naive(Opcode.PONG, new byte[0]));
    }

    @Test
    void carriesTheNoteOfItsOwner() {
        assertThat(OutboundFrame.of(Opcode.TEXT, lent(bytes(1)), null, "who waits")
                        .note())
                .isEqualTo("who waits");
        assertThat(frame(Opcode.TEXT, bytes(1)).note()).isNull();
    }

    @Test
    void onlyWhatIsMarkedIsToBeCompressed() {
        assertThat(frame(Opcode.TEXT, bytes(5)).isCompressible()).isFalse();
        assertThat(frame(Opcode.TEXT, bytes(5)).compressible().isCompressible()).isTrue();
        assertThat(OutboundFrame.raw(ByteBuffer.allocate(5), false).isCompressible())
                .isFalse();
    }

    /** A message that was framed once for many goes out as it is, and says whether it was compressed. */
    @ParameterizedTest
    @ValueSource(ints = {0, Frames.RSV1})
    void aWholeFrameGoesOutAsItIs(int rsv) {
        byte[] whole = naive(rsv | Opcode.TEXT, bytes(200));
        OutboundFrame<String> frame = OutboundFrame.framed(lent(whole), "note");
        assertThat(frame.isForeign()).isEqualTo(rsv != 0);
        assertThat(frame.isCompressible()).isFalse();
        assertThat(frame.isLast()).isFalse();
        assertThat(frame.isBegun()).isFalse();
        assertThat(frame.note()).isEqualTo("note");
        assertThat(frame.remaining()).isEqualTo(whole.length);
        assertThat(copied(frame, 7)).isEqualTo(Arrays.copyOf(whole, 7));
        frame.advance(7);
        assertThat(frame.isBegun()).isTrue();
        assertThat(copied(frame, 500)).isEqualTo(Arrays.copyOfRange(whole, 7, whole.length));
    }

    /** RFC 7692 §6.1. */
    @ParameterizedTest
    @CsvSource({"200, 100", "100, 10", "70000, 200", "10, 12", "126, 0"})
    void theCompressedFormTakesThePlaceOfAMessage(int length, int compressed) {
        byte[] before = bytes(length);
        byte[] after = bytes(compressed);
        OutboundFrame<String> frame = frame(Opcode.BINARY, before).compressible();
        assertThat(frame.payload()).isEqualTo(ByteBuffer.wrap(before));
        byte[] expected = naive(Frames.RSV1 | Opcode.BINARY, after);

        int change = frame.compress(lent(after));

        assertThat(change).isEqualTo(expected.length - naive(Opcode.BINARY, before).length);
        assertThat(frame.payload()).isEqualTo(ByteBuffer.wrap(after));
        assertThat(frame.remaining()).isEqualTo(expected.length);
        assertThat(copied(frame, expected.length + 1)).isEqualTo(expected);
        assertThat(frame.isCompressible()).as("once is enough").isFalse();
    }
}
