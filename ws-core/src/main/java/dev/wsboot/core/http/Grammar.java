package dev.wsboot.core.http;

/** The character classes of RFC 9110 §5.5 and §5.6.2 that both heads and everything inside field values are made of. */
final class Grammar {

    /** {@code tchar}, by octet. */
    private static final boolean[] TOKEN = new boolean[256];

    /** {@code field-vchar / SP / HTAB}, by octet: VCHAR, obs-text, and the two white spaces. */
    private static final boolean[] VALUE = new boolean[256];

    static {
        for (char c : "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".toCharArray()) {
            TOKEN[c] = true;
        }
        for (int c = 0; c < 256; c++) {
            VALUE[c] = c == '\t' || (c >= ' ' && c != 0x7F);
        }
    }

    private Grammar() {}

    static boolean isTokenChar(int c) {
        return c >= 0 && c < 256 && TOKEN[c];
    }

    static boolean isValueChar(int c) {
        return c >= 0 && c < 256 && VALUE[c];
    }

    /** {@code VCHAR} of RFC 5234 §B.1: visible ASCII. */
    static boolean isVisible(int c) {
        return c > ' ' && c < 0x7F;
    }

    /** {@code OWS} of RFC 9110 §5.6.3. */
    static boolean isWhitespace(int c) {
        return c == ' ' || c == '\t';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** The value of an ASCII hexadecimal digit, -1 for anything else ({@link Character#digit} takes other scripts too). */
    static int hex(int c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
