package dev.wsboot.core.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Masking and unmasking, which are the same (RFC 6455 §5.3): byte {@code i} of a payload is combined with byte
 * {@code i mod 4} of the key.
 *
 * <p>A key is an int whose highest byte comes first on the wire. Works on eight bytes at a time in the machine's own order.
 */
public final class Masker {

    private static final VarHandle BUFFER_LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle ARRAY_LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Masker() {}

    /** The key for the bytes that follow the first {@code count} bytes of a payload. */
    public static int advance(int key, int count) {
        return Integer.rotateLeft(key, (count & 3) << 3);
    }

    /** Masks the bytes from {@code from} to {@code to} where they are. */
    public static void mask(ByteBuffer buffer, int from, int to, int key) {
        if (key == 0) {
            return;
        }
        long wide = widen(key);
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            BUFFER_LONGS.set(buffer, i, (long) BUFFER_LONGS.get(buffer, i) ^ wide);
        }
        for (int rest = key; i < to; i++, rest = Integer.rotateLeft(rest, 8)) {
            buffer.put(i, (byte) (buffer.get(i) ^ (rest >>> 24)));
        }
    }

    /**
     * Copies {@code length} bytes of the buffer, beginning at its absolute index {@code from}, into an array and masks them on
     * the way.
     *
     * @return all copied bytes or-ed together, sign-extended: negative when one of them is no ASCII
     */
    public static int copy(ByteBuffer buffer, int from, byte[] target, int offset, int length, int key) {
        long wide = widen(key);
        long seen = 0;
        int i = 0;
        for (int last = length - Long.BYTES; i <= last; i += Long.BYTES) {
            long word = (long) BUFFER_LONGS.get(buffer, from + i) ^ wide;
            ARRAY_LONGS.set(target, offset + i, word);
            seen |= word;
        }
        int tail = 0;
        for (int rest = key; i < length; i++, rest = Integer.rotateLeft(rest, 8)) {
            byte b = (byte) (buffer.get(from + i) ^ (rest >>> 24));
            target[offset + i] = b;
            tail |= b;
        }
        return (seen & 0x8080_8080_8080_8080L) != 0 ? -1 : tail;
    }

    /** The key twice, as eight bytes in memory would read in the machine's order. */
    private static long widen(int key) {
        int inOrder = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? key : Integer.reverseBytes(key);
        long low = inOrder & 0xFFFF_FFFFL;
        return low << 32 | low;
    }
}
