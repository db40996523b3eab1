package dev.wsboot.core.http;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@code ws} URI in the parts that a client needs (RFC 6455 §3).
 *
 * @param authority host and port as the {@code Host} field names them: without the port when it is {@value #DEFAULT_PORT}
 * @param path as it goes out, never empty and never decoded
 * @param query as it goes out, without its {@code ?}; null when there is none or an empty one
 */
record WebSocketUri(
        HostAndPort authority, String path, @Nullable String query) {

    static final int DEFAULT_PORT = 80;

    /**
     * The parts of {@code uri}. What is not ASCII in path and query is escaped as UTF-8.
     *
     * @throws IllegalArgumentException when one cannot connect to it
     */
    static WebSocketUri of(URI uri) {
        checkScheme(uri);
        if (uri.getRawAuthority() == null) {
            throw refused(uri, "it names no host: write it as ws://host/path");
        }
        if (uri.getRawFragment() != null) {
            throw refused(uri, "a WebSocket URI has no fragment, write # as %23 (RFC 6455 §3)");
        }
        if (uri.getRawAuthority().indexOf('@') >= 0) {
            throw refused(
                    uri,
                    "user information has no place in a WebSocket URI (RFC 6455 §3),"
                            + " send credentials in an Authorization header");
        }
        HostAndPort authority = authority(uri);
        URI ascii = ascii(uri);
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        return new WebSocketUri(
                authority, path.isEmpty() ? "/" : path, query == null || query.isEmpty() ? null : query);
    }

    private static void checkScheme(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("wss")) {
            throw refused(uri, "wss comes with TLS support and is not there yet");
        }
        if (!scheme.equals("ws")) {
            throw refused(uri, "its scheme must be ws (RFC 6455 §3)");
        }
    }

    private static HostAndPort authority(URI uri) {
        String text = uri.getRawAuthority();
        int colon = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        if (HostAndPort.parse(host) == null) {
            throw refused(
                    uri,
                    "its host '" + Escaped.of(host) + "' is neither a DNS name in ASCII (java.net.IDN makes one)"
                            + " nor an IPv4 address nor an IPv6 address in brackets and without a zone");
        }
        HostAndPort authority = HostAndPort.parse(text);
        if (authority == null) {
            throw refused(uri, "its port '" + Escaped.of(text.substring(colon + 1)) + "' is no number from 1 to 65535");
        }
        return authority.port() == DEFAULT_PORT ? new HostAndPort(authority.host(), -1) : authority;
    }

    private static URI ascii(URI uri) {
        String text = uri.toString();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
                throw refused(uri, "it holds one half of a character at index " + i); // toASCIIString would fail
            }
        }
        return URI.create(uri.toASCIIString());
    }

    /** Shows the URI up to its query and without user information: both may be credentials. */
    private static IllegalArgumentException refused(URI uri, String rule) {
        String text = uri.toString();
        int end = 0;
        while (end < text.length() && text.charAt(end) != '?' && text.charAt(end) != '#') {
            end++;
        }
        String shown = text.substring(0, end).replaceFirst("//[^/]*@", "//...@");
        return new IllegalArgumentException("cannot connect to '" + Escaped.of(shown) + "': " + rule);
    }

    /** The host to connect to; an IPv6 address without brackets. */
    String host() {
        String host = authority.host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port to connect to. */
    int port() {
        return authority.port() < 0 ? DEFAULT_PORT : authority.port();
    }

    /** The resource name (RFC 6455 §3), which is the request target. */
    String target() {
        return query == null ? path : path + "?" + query;
    }
}
