package dev.wsboot.core.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes UTF-8 of strings, and refuses those that have none. */
public final class TextEncoder {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long QUESTION_MARKS = 0x3F3F_3F3F_3F3F_3F3FL;

    private TextEncoder() {}

    /**
     * The UTF-8 form of a text.
     *
     * @throws IllegalArgumentException when the text has half of a surrogate pair; names its index
     */
    public static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // The JDK writes '?' for half a pair, so a form without that byte is faithful; that spares most texts a second
        // look.
        if (hasQuestionMark(bytes)) {
            requirePairs(text);
        }
        return bytes;
    }

    private static boolean hasQuestionMark(byte[] bytes) {
        int i = 0;
        for (int last = bytes.length - Long.BYTES; i <= last; i += Long.BYTES) {
            long zeroWhereEqual = (long) LONGS.get(bytes, i) ^ QUESTION_MARKS;
            if (((zeroWhereEqual - 0x0101_0101_0101_0101L) & ~zeroWhereEqual & 0x8080_8080_8080_8080L) != 0) {
                return true;
            }
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] == '?') {
                return true;
            }
        }
        return false;
    }

    private static void requirePairs(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("text has half of a surrogate pair at index " + i
                        + " and so no UTF-8 form: a text message cannot carry it");
            }
        }
    }
}
