package dev.wsboot.core.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * An incremental check for UTF-8 (RFC 3629) that fails at the first byte which no valid text can have there.
 *
 * <p>The whole state is one int, so it can be kept anywhere: {@link #START} where a character may begin, else what is still
 * to come of one. Continuation bytes are checked against a range, since the first one after E0, ED, F0 and F4 has a narrower
 * range than others: that is what excludes overlong forms, surrogates and code points above 10FFFF.
 */
public final class Utf8Validator {

    /** A character is complete: text may end here. */
    public static final int START = 0;

    /** The bytes are no UTF-8. */
    public static final int INVALID = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private Utf8Validator() {}

    /**
     * Goes on with the bytes from {@code from} to {@code to}.
     *
     * @param state {@link #START} or what the last call returned
     * @return the new state, or {@link #INVALID}, which stays so whatever follows
     */
    public static int update(int state, byte[] bytes, int from, int to) {
        int s = state;
        int i = from;
        while (i < to && s != INVALID) {
            if (s == START) {
                i = skipAscii(bytes, i, to);
                if (i == to) {
                    return START;
                }
                s = lead(bytes[i++] & 0xFF);
            } else {
                s = continuation(s, bytes[i++] & 0xFF);
            }
        }
        return s;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            if (((long) LONGS.get(bytes, i) & NOT_ASCII) != 0) {
                break;
            }
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The state after the first byte of a character of several bytes. */
    private static int lead(int b) {
        if (b < 0xC2) {
            return INVALID; // a continuation byte, or a lead of an overlong form
        }
        if (b < 0xE0) {
            return expect(1, 0x80, 0xBF);
        }
        if (b < 0xF0) {
            return expect(2, b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
        }
        if (b < 0xF5) {
            return expect(3, b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF);
        }
        return INVALID;
    }

    private static int continuation(int state, int b) {
        int low = state >>> 8 & 0xFF;
        int high = state & 0xFF;
        if (b < low || b > high) {
            return INVALID;
        }
        int left = (state >>> 16) - 1;
        return left == 0 ? START : expect(left, 0x80, 0xBF);
    }

    /** A state: so many bytes to come, the next of them within a range. */
    private static int expect(int left, int low, int high) {
        return left << 16 | low << 8 | high;
    }
}
