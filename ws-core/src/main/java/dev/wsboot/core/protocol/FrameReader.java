package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The syntax of a frame's header (RFC 6455 §5.2), read from chunks of any size. Knows no rule above syntax.
 *
 * <p>Holds the frame that is being received. Bytes of an incomplete header are kept in a small array that exists only
 * meanwhile. Not thread-safe.
 */
final class FrameReader {

    private static final int MAX_HEADER = 14;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private byte @Nullable [] partial;
    private byte partialSize;
    private byte first;
    private boolean masked;
    private int key;
    private long remaining;
    private @Nullable Violation violation;

    /**
     * Reads on in a header.
     *
     * @return whether the header is complete; if not, all of {@code in} was taken, or {@link #violation} says what is wrong
     */
    boolean readHeader(ByteBuffer in) {
        if (partial == null) {
            int available = in.remaining();
            if (available >= 2 && available >= headerLength(in.get(in.position() + 1))) {
                parse(in);
                return violation == null;
            }
            if (available == 0) {
                return false;
            }
            partial = new byte[MAX_HEADER];
        }
        return readSlowly(in, partial);
    }

    private boolean readSlowly(ByteBuffer in, byte[] header) {
        while (in.hasRemaining()) {
            header[partialSize++] = in.get();
            if (partialSize >= 2 && partialSize == headerLength(header[1])) {
                parse(ByteBuffer.wrap(header, 0, partialSize));
                partial = null;
                partialSize = 0;
                return violation == null;
            }
        }
        return false;
    }

    /** The length of a whole header, told by its second byte. */
    private static int headerLength(byte second) {
        int length = second & 0x7F;
        int extended = length < LENGTH_16 ? 0 : length == LENGTH_16 ? 2 : 8;
        return 2 + extended + (second < 0 ? 4 : 0);
    }

    private void parse(ByteBuffer in) {
        first = in.get();
        byte second = in.get();
        masked = second < 0;
        remaining = length(in, second & 0x7F);
        key = masked ? in.getInt() : 0;
    }

    private long length(ByteBuffer in, int length) {
        if (length < LENGTH_16) {
            return length;
        }
        if (length == LENGTH_16) {
            int value = in.getShort() & 0xFFFF;
            return value < LENGTH_16 ? refuse(Violation.LENGTH_NOT_MINIMAL) : value;
        }
        assert length == LENGTH_64;
        long value = in.getLong();
        if (value < 0) {
            return refuse(Violation.LENGTH_NEGATIVE);
        }
        return value <= 0xFFFF ? refuse(Violation.LENGTH_NOT_MINIMAL) : value;
    }

    private long refuse(Violation cause) {
        violation = cause;
        return 0;
    }

    @Nullable
    Violation violation() {
        return violation;
    }

    boolean fin() {
        return first < 0;
    }

    /** The three reserved bits as a number, RSV1 the highest. */
    int reserved() {
        return first >> 4 & 0b111;
    }

    int opcode() {
        return first & 0b1111;
    }

    boolean masked() {
        return masked;
    }

    /** The bytes of the payload that are still to come. */
    long remaining() {
        return remaining;
    }

    /** The key for the next byte of the payload. */
    int key() {
        return key;
    }

    /** Counts bytes of the payload as received. */
    void consumed(int count) {
        remaining -= count;
        key = Masker.advance(key, count);
    }
}
