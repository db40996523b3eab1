package dev.wsboot.core.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A valid opening handshake as the application sees it: on a server before it is accepted or rejected, on a client when
 * the server has accepted it. What a peer sent of it comes from somebody who is not authenticated yet:
 * {@linkplain Escaped escape} what goes into a log. Immutable and thread-safe.
 */
public final class Handshake {

    private final RequestTarget target;
    private final Map<String, String> pathParams;
    private final Map<String, List<String>> queryParams;
    private final HeaderFields headers;
    private final HostAndPort host;
    private final List<String> subprotocols;
    private final ConnectionInfo connection;
    private final HeaderFields responseHeaders;

    Handshake(
            RequestTarget target,
            Map<String, String> pathParams,
            Map<String, List<String>> queryParams,
            HeaderFields headers,
            HostAndPort host,
            List<String> subprotocols,
            ConnectionInfo connection,
            HeaderFields responseHeaders) {
        this.target = target;
        this.pathParams = pathParams;
        this.queryParams = queryParams;
        this.headers = headers;
        this.host = host;
        this.subprotocols = subprotocols;
        this.connection = connection;
        this.responseHeaders = responseHeaders;
    }

    /** The path as it is on the wire, not decoded and without the query. */
    public String path() {
        return target.path();
    }

    /** The values of the variables in the endpoint's path template, decoded once; unmodifiable, empty on a client. */
    public Map<String, String> pathParams() {
        return pathParams;
    }

    /** The decoded parameters of the query, each with its values in order; unmodifiable. A value may hold any character. */
    public Map<String, List<String>> queryParams() {
        return queryParams;
    }

    /** The first value of a query parameter, or null when there is none. */
    public @Nullable String queryParam(String name) {
        List<String> values = queryParams.get(name);
        return values == null ? null : values.get(0);
    }

    /** All header fields of the request; on a client without the {@code Sec-WebSocket-Key}, which nobody needs again. */
    public HeaderFields headers() {
        return headers;
    }

    /** The header fields of the server's answer; on a server, where the answer is not written yet, empty. */
    public HeaderFields responseHeaders() {
        return responseHeaders;
    }

    /** The value of the first cookie of that name (RFC 6265 §5.4) as it is on the wire but for quotes around it, or null. */
    public @Nullable String cookie(String name) {
        return Cookies.first(headers, name);
    }

    /**
     * The page's origin as the browser sent it, on a server already found admissible; null when the client is no browser.
     */
    public @Nullable String origin() {
        return headers.first("Origin");
    }

    /** The subprotocols that the client offers, in its order of preference; unmodifiable. */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /** The host that the request is for: of an absolute target, else of the {@code Host} field. */
    public HostAndPort host() {
        return host;
    }

    /** The address of the peer. */
    public InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    /** The address of this side: on a server the one that the peer connected to. */
    public InetSocketAddress localAddress() {
        return connection.localAddress();
    }

    /** Whether the connection is TLS. */
    public boolean secure() {
        return connection.secure();
    }

    /** Path and peer; neither query nor fields, which may be credentials. */
    @Override
    public String toString() {
        return "Handshake[" + Escaped.of(path()) + " from " + remoteAddress() + "]";
    }
}
