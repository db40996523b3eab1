package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes strings of masked UTF-8 in as few passes as possible. Not thread-safe; one serves all connections of a loop.
 *
 * <p>Pure ASCII is found while it is unmasked and then copied as it is. For the rest the JDK's own decoder is the validator:
 * it puts U+FFFD in the place of whatever is malformed, so a text without that character was valid, and only a text with it
 * has to be looked at again.
 */
public final class TextDecoder {

    /** Longer texts get an array of their own, so that one large message does not stay with the loop for ever. */
    private static final int SCRATCH_LIMIT = 256 * 1024;

    private static final char REPLACEMENT = '\uFFFD';

    private byte[] scratch = new byte[4096];

    /** A decoder for one thread. */
    public TextDecoder() {}

    /**
     * Decodes {@code length} bytes from the buffer's position on, which moves behind them.
     *
     * @param key the masking key, 0 when there is none
     * @return the text, or null when it is no UTF-8
     */
    @Nullable
    String decode(ByteBuffer in, int length, int key) {
        byte[] bytes = scratch(length);
        int seen = Masker.copy(in, in.position(), bytes, 0, length, key);
        in.position(in.position() + length);
        return toText(bytes, length, seen >= 0);
    }

    /** The text in the first bytes of an array, or null when it is no UTF-8. */
    static @Nullable String toText(byte[] bytes, int length, boolean ascii) {
        if (ascii) {
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        boolean doubtful = text.indexOf(REPLACEMENT) >= 0;
        return doubtful && Utf8Validator.update(Utf8Validator.START, bytes, 0, length) != Utf8Validator.START
                ? null
                : text;
    }

    private byte[] scratch(int length) {
        if (length > SCRATCH_LIMIT) {
            return new byte[length];
        }
        if (length > scratch.length) {
            scratch = new byte[Math.max(length, Math.min(SCRATCH_LIMIT, scratch.length * 2))];
        }
        return scratch;
    }
}
