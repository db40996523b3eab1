package dev.wsboot.core.protocol;

import java.util.Arrays;

/** UTF-8 by the letter of the ABNF in RFC 3629 §4: slow, and plain to see. */
final class NaiveUtf8 {

    /** Each row is a kind of character: the ranges of its bytes. */
    private static final int[][][] CHARACTERS = {
        {{0x00, 0x7F}},
        {{0xC2, 0xDF}, {0x80, 0xBF}},
        {{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}},
        {{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}},
        {{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}},
        {{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}},
        {{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
        {{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
        {{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}},
    };

    private NaiveUtf8() {}

    /**
     * The index of the first byte that no text can have there, the length when text may end or go on behind the last byte.
     */
    static int validPrefix(byte... bytes) {
        int at = 0;
        while (at < bytes.length) {
            int fits = 0;
            boolean whole = false;
            for (int[][] character : CHARACTERS) {
                int matching = matching(character, bytes, at);
                fits = Math.max(fits, matching);
                whole |= matching == character.length;
            }
            at += fits;
            if (!whole) {
                return at;
            }
        }
        return at;
    }

    /** Whether this is a whole text. */
    static boolean isValid(byte... bytes) {
        // A text that could go on but must not is one that a byte which begins a character cannot follow.
        byte[] followed = Arrays.copyOf(bytes, bytes.length + 1);
        return validPrefix(followed) == followed.length;
    }

    private static int matching(int[][] character, byte[] bytes, int at) {
        int i = 0;
        while (i < character.length && at + i < bytes.length && within(character[i], bytes[at + i] & 0xFF)) {
            i++;
        }
        return i;
    }

    private static boolean within(int[] range, int value) {
        return value >= range[0] && value <= range[1];
    }
}
