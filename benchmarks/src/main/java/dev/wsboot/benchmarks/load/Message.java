package dev.wsboot.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.protocol.FrameWriter;
import dev.wsboot.core.protocol.Masker;
import dev.wsboot.core.protocol.Opcode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The message that is sent again and again: its bytes, and as many masked frames of it as fit into one write.
 *
 * @param frameLength the bytes of one frame
 * @param frames whole frames behind each other
 */
public record Message(int opcode, ByteBuffer payload, int frameLength, ByteBuffer frames) {

    private static final int KEY = 0x5AC3_7E19;
    private static final int BYTES_IN_A_WRITE = 64 * 1024;
    private static final String MIXED = "Zürich, 東京, Ελλάδα, 🙂 and plain words; ";

    /**
     * A message of a size.
     *
     * @param size bytes of its payload
     */
    public static Message of(Scenario.Content content, int size) {
        return switch (content) {
            case TEXT -> of(Opcode.TEXT, "The quick brown fox jumps over the lazy dog. ".repeat(size / 45 + 1), size);
            case MIXED_TEXT -> of(Opcode.TEXT, MIXED.repeat(size / MIXED.length() + 1), size);
            case BINARY -> of(Opcode.BINARY, "0123456789abcdef".repeat(size / 16 + 1), size);
        };
    }

    private static Message of(int opcode, String text, int size) {
        byte[] payload = new byte[size];
        byte[] bytes = text.getBytes(UTF_8);
        int whole = size;
        while ((bytes[whole] & 0xC0) == 0x80) { // not in the middle of a character
            whole--;
        }
        System.arraycopy(bytes, 0, payload, 0, whole);
        Arrays.fill(payload, whole, size, (byte) '.');
        return of(opcode, ByteBuffer.allocateDirect(size).put(payload).flip());
    }

    private static Message of(int opcode, ByteBuffer payload) {
        ByteBuffer frame = frame(opcode, payload);
        int length = frame.remaining();
        int count = Math.max(1, BYTES_IN_A_WRITE / length);
        ByteBuffer frames = ByteBuffer.allocateDirect(count * length);
        for (int i = 0; i < count; i++) {
            frames.put(frame.duplicate());
        }
        return new Message(opcode, payload, length, frames.flip());
    }

    /** A masked frame of its own. */
    static ByteBuffer frame(int opcode, ByteBuffer payload) {
        ByteBuffer frame = ByteBuffer.allocateDirect(FrameWriter.MAX_HEADER + payload.remaining());
        FrameWriter.writeHeader(frame, opcode, payload.remaining(), KEY);
        int from = frame.position();
        frame.put(payload.duplicate());
        Masker.mask(frame, from, frame.position(), KEY);
        return frame.flip();
    }
}
