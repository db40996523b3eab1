package dev.wsboot.core.http;

/**
 * A peer's text made safe for a log line: printable ASCII stays, a backslash is doubled, everything else becomes
 * <code>&#92;xNN</code> or <code>&#92;uNNNN</code>, and after {@value #MAX_LENGTH} characters the rest is cut off and shown as
 * {@code ...}. So no line end, terminal sequence or look-alike letter of a peer reaches a log.
 */
public final class Escaped {

    /** The longest text kept, in characters of the result and without the {@code ...} of a cut. */
    public static final int MAX_LENGTH = 200;

    private static final String HEX = "0123456789abcdef";

    private Escaped() {}

    /** The escaped form of {@code text}. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8);
        for (int i = 0; i < text.length(); i++) {
            int before = out.length();
            append(out, text.charAt(i));
            if (out.length() > MAX_LENGTH) {
                out.setLength(before);
                return out.append("...").toString();
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, char c) {
        if (c == '\\') {
            out.append("\\\\");
        } else if (c >= ' ' && c < 0x7F) {
            out.append(c);
        } else if (c < 0x100) {
            out.append("\\x").append(hex(c, 4)).append(hex(c, 0));
        } else {
            out.append("\\u")
                    .append(hex(c, 12))
                    .append(hex(c, 8))
                    .append(hex(c, 4))
                    .append(hex(c, 0));
        }
    }

    private static char hex(char c, int shift) {
        return HEX.charAt((c >> shift) & 0xF);
    }
}
