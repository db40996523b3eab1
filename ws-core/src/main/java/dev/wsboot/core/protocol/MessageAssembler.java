package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message that is being received in several pieces: fragments, or the chunks in which a frame arrives.
 *
 * <p>One array that follows the bytes received, at most twice them and 4 KiB, whatever lengths a peer declares. Text is
 * validated as it comes. Not thread-safe.
 */
final class MessageAssembler {

    private static final int SLACK = 4096;
    private static final byte[] EMPTY = {};

    private final boolean text;
    private byte[] bytes = EMPTY;
    private int size;
    private boolean ascii = true;
    private int utf8 = Utf8Validator.START;
    private int emptyFragments;

    MessageAssembler(boolean text) {
        this.text = text;
    }

    /** The bytes received so far. */
    int size() {
        return size;
    }

    /** The bytes there is room for. */
    int capacity() {
        return bytes.length;
    }

    boolean isText() {
        return text;
    }

    /** Counts a fragment, and tells how many without data came in a row. */
    int fragment(boolean empty) {
        emptyFragments = empty ? emptyFragments + 1 : 0;
        return emptyFragments;
    }

    /**
     * Takes bytes from the buffer, whose position moves behind them.
     *
     * @param expected how many bytes the message may still have in all: an upper bound for the array, never a reason to make
     *     it so large
     * @return what is wrong with them, or null
     */
    @Nullable
    Violation append(ByteBuffer in, int length, int key, long expected) {
        reserve(length, expected);
        int seen = Masker.copy(in, in.position(), bytes, size, length, key);
        in.position(in.position() + length);
        int from = size;
        size += length;
        if (text && (seen < 0 || !ascii)) {
            ascii = false;
            utf8 = Utf8Validator.update(utf8, bytes, from, size);
            return utf8 == Utf8Validator.INVALID ? Violation.TEXT_NOT_UTF8 : null;
        }
        return null;
    }

    private void reserve(int length, long expected) {
        int needed = size + length;
        if (needed > bytes.length) {
            long generous = Math.min(2L * needed + SLACK, size + expected);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(generous, Integer.MAX_VALUE - 8)));
        }
    }

    /** The whole text, or null when it ends within a character. */
    @Nullable
    String text() {
        return utf8 == Utf8Validator.START ? TextDecoder.toText(bytes, size, ascii) : null;
    }

    /** The whole message. */
    ByteBuffer binary() {
        return ByteBuffer.wrap(bytes, 0, size).slice().asReadOnlyBuffer();
    }
}
