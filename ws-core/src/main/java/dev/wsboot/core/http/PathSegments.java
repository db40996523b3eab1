package dev.wsboot.core.http;

import org.jspecify.annotations.Nullable;

/**
 * The decoded segments of a request path: split at {@code /} first, decoded behind that, so that {@code %2F} is a
 * character of its segment and never a separator (RFC 3986 §2.2).
 */
final class PathSegments {

    private PathSegments() {}

    /**
     * The segments of a path that begins with {@code /}; a trailing slash gives an empty last one. Null when an escape is
     * malformed, when a control character comes out, or when a segment would mean "here" or "up" to whoever takes it for
     * a file name: dot segments (RFC 3986 §5.2.4) are never resolved, however they are written.
     */
    static String @Nullable [] decode(String path) {
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String decoded = PercentDecoder.decode(segments[i]);
            if (decoded == null || hasControl(decoded) || hasDotSegment(decoded)) {
                return null;
            }
            segments[i] = decoded;
        }
        return segments;
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Looks between decoded slashes and backslashes too: {@code ..%2Fetc} must not become a way up in a handler. */
    static boolean hasDotSegment(String text) {
        if (text.indexOf('.') < 0) {
            return false;
        }
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '/' || text.charAt(i) == '\\') {
                int length = i - start;
                if (length > 0 && length <= 2 && text.startsWith("..".substring(2 - length), start)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }
}
