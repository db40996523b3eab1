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
    private final int max;
    private final @Nullable Decompressor decompressor;
    private byte[] bytes = EMPTY;
    private int size;
    private boolean ascii = true;
    private int utf8 = Utf8Validator.START;
    private int emptyFragments;

    /**
     * An empty message.
     *
     * @param max the bytes that it may come to
     * @param decompressor what inflates it; null when it is not compressed
     */
    MessageAssembler(boolean text, int max, @Nullable Decompressor decompressor) {
        this.text = text;
        this.max = max;
        this.decompressor = decompressor;
        if (decompressor != null) {
            decompressor.begin();
        }
    }

    boolean isCompressed() {
        return decompressor != null;
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
        int from = in.position();
        in.position(from + length);
        if (decompressor != null) {
            Masker.mask(in, from, from + length, key);
            decompressor.input(in.slice(from, length));
            return inflate(decompressor);
        }
        reserve(length, expected);
        return added(length, Masker.copy(in, from, bytes, size, length, key));
    }

    /** The last piece was appended. Says what is wrong with the message, or null. */
    @Nullable
    Violation end() {
        if (decompressor == null) {
            return null;
        }
        decompressor.inputEnd();
        Violation violation = inflate(decompressor);
        decompressor.end();
        return violation;
    }

    /** The message will never be complete. */
    void giveUp() {
        if (decompressor != null) {
            decompressor.end();
        }
    }

    /** Inflates what there is: never more than one byte beyond the limit, however small the input. */
    private @Nullable Violation inflate(Decompressor from) {
        while (true) {
            if (size == bytes.length) {
                // One byte more than allowed, to see whether there is one.
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size + SLACK, max + 1L));
            }
            int count = from.output(bytes, size, bytes.length - size);
            if (count == 0) {
                return null;
            }
            if (count == Decompressor.CORRUPT) {
                return Violation.DATA_NOT_DEFLATED;
            }
            int within = Math.min(count, max - size);
            Violation violation = added(within, -1);
            if (violation != null) {
                return violation;
            }
            if (count > within) {
                return Violation.MESSAGE_TOO_BIG;
            }
        }
    }

    /** Counts bytes as received and validates them; {@code seen} is negative when they may be no ASCII. */
    private @Nullable Violation added(int length, int seen) {
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
