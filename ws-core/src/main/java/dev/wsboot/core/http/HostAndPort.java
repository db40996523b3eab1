package dev.wsboot.core.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host with an optional port, as a {@code Host} field or the authority of a request target names them
 * (RFC 9110 §7.2, RFC 3986 §3.2).
 *
 * <p>Narrower than RFC 3986: names are made of letters, digits, {@code -}, {@code _} and {@code .}, without empty labels.
 * Percent-encoding, sub-delimiters and user information have no meaning in a DNS name and serve tricks only. A name that
 * ends in a number must be an IPv4 address of four plain decimal numbers, as a browser would make it.
 *
 * @param host in lower case; an IPv6 address in brackets and in the one spelling of RFC 5952
 * @param port 1 to 65535, or -1 when none was given
 */
public record HostAndPort(String host, int port) {

    private static final int MAX_HOST_LENGTH = 255;
    private static final int MAX_PORT = 65_535;

    /** Checks the range of the port. */
    public HostAndPort {
        if (port != -1 && (port < 1 || port > MAX_PORT)) {
            throw new IllegalArgumentException("port must be 1 to " + MAX_PORT + " or -1 for none, not " + port);
        }
    }

    /** The host and port that {@code authority} names, or null when it is not valid. */
    public static @Nullable HostAndPort parse(String authority) {
        int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        if (end == 0) {
            return null;
        }
        int hostEnd = end < 0 ? authority.length() : end;
        String host = host(authority.substring(0, hostEnd));
        int port = port(authority.substring(hostEnd));
        return host == null || port < -1 ? null : new HostAndPort(host, port);
    }

    /** Whether the host is {@code localhost}, a name below it (RFC 6761 §6.3), 127.0.0.0/8 or [::1]. */
    boolean isLoopback() {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || IpLiterals.ipv4(host) >> 24 == 127;
    }

    /** The host in the form in which hosts are compared, or null. */
    private static @Nullable String host(String text) {
        if (text.startsWith("[")) {
            String ipv6 = IpLiterals.canonicalIpv6(text.substring(1, text.length() - 1));
            return ipv6 == null ? null : "[" + ipv6 + "]";
        }
        if (text.length() > MAX_HOST_LENGTH || !isName(text)) {
            return null;
        }
        String host = text.toLowerCase(Locale.ROOT);
        return endsInNumber(host) && IpLiterals.ipv4(host) < 0 ? null : host;
    }

    private static boolean isName(String text) {
        boolean labelEmpty = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !labelEmpty) {
                labelEmpty = true;
            } else if (Grammar.isLetter(c) || Grammar.isDigit(c) || c == '-' || c == '_') {
                labelEmpty = false;
            } else {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether the last label is a decimal or hexadecimal number: resolvers take such names for addresses. */
    private static boolean endsInNumber(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String label = name.substring(name.lastIndexOf('.') + 1);
        boolean hex = label.startsWith("0x");
        return label.chars().skip(hex ? 2 : 0).allMatch(c -> hex ? Grammar.hex(c) >= 0 : Grammar.isDigit(c));
    }

    /** The port behind its colon, -1 for none, -2 for a bad one. */
    private static int port(String text) {
        if (text.isEmpty() || text.equals(":")) {
            return -1;
        }
        if (text.charAt(0) != ':' || text.length() > 6) {
            return -2;
        }
        int port = 0;
        for (int i = 1; i < text.length(); i++) {
            if (!Grammar.isDigit(text.charAt(i))) {
                return -2;
            }
            port = port * 10 + text.charAt(i) - '0';
        }
        return port >= 1 && port <= MAX_PORT ? port : -2;
    }

    /** As in a {@code Host} field. */
    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
