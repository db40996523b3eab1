package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.DeflateNegotiator;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the opening handshake (RFC 6455 §4.1): the request, and the judgement of its answer.
 *
 * <p>What the programmer asks for and cannot be sent throws at once; what the server answers wrongly is a
 * {@link FailedHandshake}. Immutable: one handshake serves every connection to its URI, each with a key of its own.
 */
public final class ClientHandshake {

    /** What the server's answer came to. */
    public sealed interface Outcome permits Accepted, FailedHandshake {}

    /**
     * The connection is a WebSocket now.
     *
     * @param subprotocol the one that the server chose; null when it chose none
     * @param compression what was agreed on; null when messages go uncompressed
     * @param headers the fields of the answer
     */
    public record Accepted(
            @Nullable String subprotocol, @Nullable DeflateAgreement compression, HeaderFields headers)
            implements Outcome {}

    private final WebSocketUri uri;
    private final HostAndPort host;
    private final List<String> subprotocols;
    private final ResponseValidator validator;

    /** The whole request but for its key. */
    private final HeaderFields fields;

    private ClientHandshake(
            WebSocketUri uri,
            HostAndPort host,
            HeaderFields headers,
            List<String> subprotocols,
            @Nullable DeflateNegotiator compression) {
        this.uri = uri;
        this.host = host;
        this.subprotocols = subprotocols;
        this.validator = new ResponseValidator(subprotocols, compression);
        this.fields = fields(host, headers, subprotocols, compression);
    }

    /**
     * The handshake with the server that {@code uri} names.
     *
     * @param uri {@code ws://host[:port][/path][?query]}; path and query go out as they are, what is not ASCII in them
     *     escaped as UTF-8
     * @param headers what the request has beside the handshake's own fields. A {@code Host} takes the place of the URI's
     * @param subprotocols what this client speaks, most preferred first
     * @param compression what this client wants of permessage-deflate, or null to offer none
     * @throws IllegalArgumentException when the URI is none that one can connect to, when a header field is the
     *     handshake's own, or when a subprotocol is no token or there twice
     */
    public static ClientHandshake of(
            URI uri, HeaderFields headers, List<String> subprotocols, @Nullable DeflateNegotiator compression) {
        WebSocketUri target = WebSocketUri.of(uri);
        headers.names().forEach(ProtocolFields::checkInRequest);
        return new ClientHandshake(
                target, host(headers, target.authority()), headers, checked(subprotocols), compression);
    }

    private static HostAndPort host(HeaderFields headers, HostAndPort authority) {
        List<String> hosts = headers.all("Host");
        if (hosts.isEmpty()) {
            return authority;
        }
        HostAndPort host = hosts.size() == 1 ? HostAndPort.parse(hosts.get(0)) : null;
        if (host == null) {
            throw new IllegalArgumentException("header field 'Host' must be there once, with a host and perhaps a port"
                    + " (RFC 9112 §3.2), not as '" + Escaped.of(String.join("', '", hosts)) + "'");
        }
        return host;
    }

    private static List<String> checked(List<String> subprotocols) {
        Set<String> seen = new HashSet<>();
        for (String subprotocol : subprotocols) {
            if (!Grammar.isToken(subprotocol)) {
                throw new IllegalArgumentException("'" + Escaped.of(subprotocol)
                        + "' is not a subprotocol name: it must be a token (RFC 6455 §4.1)");
            }
            if (!seen.add(subprotocol)) {
                throw new IllegalArgumentException(
                        "subprotocol '" + subprotocol + "' is there twice: each may be named once (RFC 6455 §4.1)");
            }
        }
        return List.copyOf(subprotocols);
    }

    private static HeaderFields fields(
            HostAndPort host,
            HeaderFields headers,
            List<String> subprotocols,
            @Nullable DeflateNegotiator compression) {
        HeaderFields.Builder fields = HeaderFields.builder()
                .add("Host", host.toString())
                .add("Upgrade", "websocket")
                .add("Connection", "Upgrade")
                .add("Sec-WebSocket-Version", "13");
        if (!subprotocols.isEmpty()) {
            fields.add("Sec-WebSocket-Protocol", String.join(", ", subprotocols));
        }
        if (compression != null) {
            fields.add("Sec-WebSocket-Extensions", compression.offer().toString());
        }
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Host")) {
                fields.add(name, value);
            }
        });
        return fields.build();
    }

    /**
     * The {@code Sec-WebSocket-Key} for a nonce, which must be new and random for each connection.
     *
     * @throws IllegalArgumentException when the nonce has not 16 bytes
     */
    public static String key(byte[] nonce) {
        return SecWebSocketKey.of(nonce);
    }

    /** The host to connect to, a name or an address; an IPv6 address without brackets. */
    public String host() {
        return uri.host();
    }

    /** The port to connect to, 80 when the URI names none. */
    public int port() {
        return uri.port();
    }

    /** The request target: path and query as they go out. */
    public String target() {
        return uri.target();
    }

    /**
     * The whole request, ready to be written; a fresh heap buffer.
     *
     * @param key of this connection, from {@link #key(byte[])}
     * @throws IllegalArgumentException when it is no key
     */
    public ByteBuffer request(String key) {
        checkKey(key);
        StringBuilder request = new StringBuilder(256);
        request.append("GET ").append(target()).append(" HTTP/1.1\r\n");
        fields.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        request.append("Sec-WebSocket-Key: ").append(key).append("\r\n\r\n");
        return ByteBuffer.wrap(request.toString().getBytes(ISO_8859_1));
    }

    /**
     * Judges the server's answer to the request with that key.
     *
     * @throws IllegalArgumentException when it is no key
     */
    public Outcome judge(ResponseHead response, String key) {
        checkKey(key);
        return validator.validate(response, key);
    }

    private static void checkKey(String key) {
        if (!SecWebSocketKey.isValid(key)) {
            throw new IllegalArgumentException(
                    "'" + Escaped.of(key) + "' is not a Sec-WebSocket-Key: it is made by ClientHandshake.key");
        }
    }

    /**
     * What the application sees of this handshake once it is accepted: our request and the server's answer. A query that is
     * no form of UTF-8 text has no parameters in it.
     */
    public Handshake handshake(Accepted accepted, ConnectionInfo connection) {
        Map<String, List<String>> queryParams = QueryParams.parse(uri.query());
        return new Handshake(
                new RequestTarget(null, uri.path(), uri.query()),
                Map.of(),
                queryParams == null ? Map.of() : queryParams,
                fields,
                host,
                subprotocols,
                connection,
                accepted.headers());
    }
}
