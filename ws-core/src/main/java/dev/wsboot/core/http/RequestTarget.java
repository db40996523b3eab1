package dev.wsboot.core.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request in origin-form or absolute-form (RFC 9112 §3.2.1, §3.2.2).
 *
 * @param authority the authority of an absolute-form target, which takes the place of the {@code Host} field; null for
 *     origin-form
 * @param path the path as it came, never empty and never decoded
 * @param query the query as it came, without its {@code ?}; null when there is none
 */
record RequestTarget(
        @Nullable HostAndPort authority,
        String path,
        @Nullable String query) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

    /** What the WHATWG URL standard always writes as an escape, so that no browser sends it raw. */
    private static final String NOT_IN_QUERY = "\"#<>";

    private static final String NOT_IN_PATH = NOT_IN_QUERY + "\\^`{}";

    /** The parts of {@code target}, or null when it is malformed, of another form, or has a fragment. */
    static @Nullable RequestTarget parse(String target) {
        if (target.startsWith("/")) {
            return split(null, target);
        }
        int colon = target.indexOf("://");
        if (colon < 0 || !SCHEMES.contains(target.substring(0, colon).toLowerCase(Locale.ROOT))) {
            return null;
        }
        int start = colon + 3;
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        HostAndPort authority = HostAndPort.parse(target.substring(start, end));
        String rest = target.substring(end);
        return authority == null ? null : split(authority, rest.startsWith("/") ? rest : "/" + rest);
    }

    private static @Nullable RequestTarget split(@Nullable HostAndPort authority, String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        String query = mark < 0 ? null : pathAndQuery.substring(mark + 1);
        boolean valid = isVisibleWithout(NOT_IN_PATH, path) && (query == null || isVisibleWithout(NOT_IN_QUERY, query));
        return valid ? new RequestTarget(authority, path, query) : null;
    }

    private static boolean isVisibleWithout(String forbidden, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Grammar.isVisible(c) || forbidden.indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }
}
