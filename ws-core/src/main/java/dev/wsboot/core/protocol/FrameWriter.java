package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;

/** Writes the headers of unmasked, unfragmented frames (RFC 6455 §5.2), the length always in its shortest form. */
public final class FrameWriter {

    /** The longest header that is written here. */
    public static final int MAX_HEADER = 10;

    private static final int FIN = 0b1000_0000;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private FrameWriter() {}

    /** The bytes of the header in front of a payload of that length. */
    public static int headerLength(int payloadLength) {
        if (payloadLength < LENGTH_16) {
            return 2;
        }
        return payloadLength <= 0xFFFF ? 4 : MAX_HEADER;
    }

    /**
     * Writes the header of a frame. The buffer has room for it.
     *
     * @param opcode the opcode, with {@link Opcode#COMPRESSED} added for a compressed message
     */
    public static void writeHeader(ByteBuffer out, int opcode, int payloadLength) {
        int first = FIN | opcode;
        if (payloadLength < LENGTH_16) {
            out.putShort((short) (first << 8 | payloadLength));
        } else if (payloadLength <= 0xFFFF) {
            out.putInt(first << 24 | LENGTH_16 << 16 | payloadLength);
        } else {
            out.putShort((short) (first << 8 | LENGTH_64)).putLong(payloadLength);
        }
    }
}
