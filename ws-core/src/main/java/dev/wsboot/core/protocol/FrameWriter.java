package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;

/** Writes the headers of unfragmented frames (RFC 6455 §5.2), the length always in its shortest form. */
public final class FrameWriter {

    /** The longest header that is written here. */
    public static final int MAX_HEADER = 14;

    /** The bytes of a masking key. */
    public static final int KEY_LENGTH = 4;

    private static final int FIN = 0b1000_0000;
    private static final int MASK = 0b1000_0000;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private FrameWriter() {}

    /** The bytes of the header in front of a payload of that length that is not masked. */
    public static int headerLength(int payloadLength) {
        if (payloadLength < LENGTH_16) {
            return 2;
        }
        return payloadLength <= 0xFFFF ? 4 : 10;
    }

    /**
     * Writes the header of a frame. The buffer has room for it.
     *
     * @param opcode the opcode, with {@link Opcode#COMPRESSED} added for a compressed message
     * @param key the masking key of a client's frame, {@link #KEY_LENGTH} bytes more; 0 for a frame that is not masked
     */
    public static void writeHeader(ByteBuffer out, int opcode, int payloadLength, int key) {
        int first = FIN | opcode;
        int mask = key == 0 ? 0 : MASK;
        if (payloadLength < LENGTH_16) {
            out.putShort((short) (first << 8 | mask | payloadLength));
        } else if (payloadLength <= 0xFFFF) {
            out.putInt(first << 24 | (mask | LENGTH_16) << 16 | payloadLength);
        } else {
            out.putShort((short) (first << 8 | mask | LENGTH_64)).putLong(payloadLength);
        }
        if (key != 0) {
            out.putInt(key);
        }
    }
}
