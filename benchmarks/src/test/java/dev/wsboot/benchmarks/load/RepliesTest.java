package dev.wsboot.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsboot.core.protocol.Opcode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {

    private static final int FIN = 0x80;

    private final Message message = Message.of(Scenario.Content.MIXED_TEXT, 300);
    private final byte[] payload = bytes(message);
    private final Replies replies = new Replies(message);

    private static byte[] bytes(Message message) {
        byte[] bytes = new byte[message.payload().remaining()];
        message.payload().duplicate().get(bytes);
        return bytes;
    }

    /** A frame of a server, its length written in the shortest form. */
    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length < 65_536) {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private int receive(byte[]... frames) {
        int messages = 0;
        for (byte[] frame : frames) {
            messages += replies.receive(ByteBuffer.wrap(frame));
        }
        return messages;
    }

    private void refuses(String says, byte[]... frames) {
        assertThatExceptionOfType(BadReply.class)
                .isThrownBy(() -> receive(frames))
                .withMessageContaining(says);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 125, 126, 300, 65_535, 65_536})
    void messagesAreCountedHoweverTheyAreCut(int size) {
        Message sized = Message.of(Scenario.Content.BINARY, size);
        byte[] frame = frame(FIN | Opcode.BINARY, bytes(sized));
        byte[] two = Arrays.copyOf(frame, 2 * frame.length);
        System.arraycopy(frame, 0, two, frame.length, frame.length);
        int step = Math.max(1, size / 500);
        for (int cut = 0; cut <= two.length; cut += step) {
            Replies fresh = new Replies(sized);
            int first = fresh.receive(ByteBuffer.wrap(two, 0, cut));
            assertThat(first).isEqualTo(cut / frame.length);
            assertThat(first + fresh.receive(ByteBuffer.wrap(two, cut, two.length - cut)))
                    .isEqualTo(2);
        }
    }

    @Test
    void aServerMayFragmentAndPutAPingBetween() {
        byte[] ping = {1, 2, 3};
        assertThat(receive(frame(Opcode.TEXT, Arrays.copyOf(payload, 10)))).isZero();
        assertThat(receive(frame(FIN | Opcode.PING, ping))).isZero();
        assertThat(replies.takePing()).isEqualTo(ByteBuffer.wrap(ping));
        assertThat(replies.takePing()).isNull();
        assertThat(receive(frame(Opcode.CONTINUATION, new byte[0]))).isZero();
        assertThat(receive(frame(FIN | Opcode.CONTINUATION, Arrays.copyOfRange(payload, 10, 300))))
                .isEqualTo(1);
        assertThat(receive(frame(FIN | Opcode.TEXT, payload))).isEqualTo(1);
    }

    @Test
    void aCloseIsTold() {
        receive(frame(FIN | Opcode.CLOSE, new byte[] {3, (byte) 0xE8}));
        assertThat(replies.isClosed()).isTrue();
    }

    @Test
    void oneOtherByteIsABadReply() {
        for (int i = 0; i < payload.length; i++) {
            byte[] other = payload.clone();
            other[i] ^= 1;
            Replies fresh = new Replies(message);
            ByteBuffer in = ByteBuffer.wrap(frame(FIN | Opcode.TEXT, other));
            assertThatExceptionOfType(BadReply.class).isThrownBy(() -> fresh.receive(in));
        }
    }

    @Test
    void whatIsNoEchoIsABadReply() {
        refuses("299 of 300 bytes", frame(FIN | Opcode.TEXT, Arrays.copyOf(payload, 299)));
    }

    @Test
    void moreThanTheMessageIsABadReply() {
        refuses("more than was sent", frame(FIN | Opcode.TEXT, Arrays.copyOf(payload, 301)));
    }

    @Test
    void anotherOpcodeIsABadReply() {
        refuses("opcode 2", frame(FIN | Opcode.BINARY, payload));
    }

    @Test
    void aReservedBitIsABadReply() {
        refuses("reserved bits", frame(FIN | 0x40 | Opcode.TEXT, payload));
    }

    @Test
    void aMaskedFrameIsABadReply() {
        refuses("masks", new byte[] {(byte) (FIN | Opcode.TEXT), (byte) 0x85});
    }

    @Test
    void mixedTextIsValidAtEachSize() throws CharacterCodingException {
        for (int size = 1; size < 200; size++) {
            ByteBuffer text = Message.of(Scenario.Content.MIXED_TEXT, size).payload();
            assertThat(text.remaining()).isEqualTo(size);
            UTF_8.newDecoder().decode(text.duplicate());
        }
    }
}
