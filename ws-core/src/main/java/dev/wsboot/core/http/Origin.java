package dev.wsboot.core.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A tuple origin (RFC 6454 §4): scheme, host and port, in the form in which origins are compared.
 *
 * @param scheme in lower case
 * @param host as {@link HostAndPort#host()}
 * @param port with the default of {@code http} and {@code https} filled in; -1 for another scheme without a port
 */
record Origin(String scheme, String host, int port) {

    private static final String SEPARATOR = "://";

    /** The origin in its serialised form (RFC 6454 §6.2): no path, no user information, ASCII only; null for all else. */
    static @Nullable Origin parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 1 || text.endsWith(":")) {
            return null;
        }
        String scheme = text.substring(0, separator).toLowerCase(Locale.ROOT);
        HostAndPort authority = HostAndPort.parse(text.substring(separator + SEPARATOR.length()));
        if (!isScheme(scheme) || authority == null) {
            return null;
        }
        return new Origin(scheme, authority.host(), authority.port() < 0 ? defaultPort(scheme) : authority.port());
    }

    private static boolean isScheme(String scheme) {
        return Grammar.isLetter(scheme.charAt(0))
                && scheme.chars().allMatch(c -> Grammar.isLetter(c) || Grammar.isDigit(c) || "+-.".indexOf(c) >= 0);
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
