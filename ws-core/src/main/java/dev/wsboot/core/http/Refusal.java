package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The final answer to a request that does not become a WebSocket: what the peer is told, and why, for the log.
 *
 * <p>The peer gets fixed text that tells a person with curl what to do; nothing it sent comes back to it, and nothing
 * internal goes to it. The connection ends behind every refusal.
 *
 * @param status the HTTP status code, 400 to 599
 * @param headers fields beside those that {@link #encode()} adds by itself
 * @param body plain text; null for a response without content, as the answer to HEAD is (RFC 9110 §9.3.2)
 * @param why one line for the log; a peer's text in it is {@linkplain Escaped escaped}, and a limit is named with the
 *     property that raises it
 */
public record Refusal(
        int status, HeaderFields headers, @Nullable String body, String why) implements HeadResult {

    private static final String CONTENT_TYPE = "Content-Type";

    /** Checks the range of the status. */
    public Refusal {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("the status of a refusal must be 400 to 599, not " + status);
        }
    }

    /** 408: the head was not complete in time. */
    public static Refusal timedOut() {
        return plain(
                408,
                "The request did not arrive in time.\n",
                "the opening handshake was not complete within ws.handshake.timeout");
    }

    /**
     * 503: no room for this connection now.
     *
     * @param retryAfterSeconds the {@code Retry-After}, at least 0
     * @param why for the log; names the property of the limit that was reached
     */
    public static Refusal unavailable(int retryAfterSeconds, String why) {
        if (retryAfterSeconds < 0) {
            throw new IllegalArgumentException("retryAfterSeconds must be at least 0, not " + retryAfterSeconds);
        }
        HeaderFields headers = HeaderFields.of("Retry-After", Integer.toString(retryAfterSeconds));
        return new Refusal(503, headers, "The server cannot take another connection now. Try again later.\n", why);
    }

    /** 500: the application failed while it decided about the handshake. */
    public static Refusal handlerFailed() {
        return plain(
                500,
                "The server failed to answer this request.\n",
                "the application's handshake handler threw an exception");
    }

    /** The status, fields and body that the application rejected the handshake with. */
    public static Refusal rejected(HandshakeDecision.Reject reject) {
        String body = reject.body() != null ? reject.body() : "The server did not accept this connection.\n";
        return new Refusal(
                reject.status(), reject.headers(), body, "rejected by the application with " + reject.status());
    }

    /** The answer to what is no request head. */
    static Refusal of(HeadFault fault) {
        return switch (fault.rule()) {
            case ILLEGAL_BYTE -> illegalByte(fault.value(), fault.where());
            case TLS -> tlsOnPlainPort();
            case VERSION -> versionNotSupported();
            case START_LINE_TOO_LONG -> requestLineTooLong(fault.value());
            case HEAD_TOO_LARGE -> headTooLarge(fault.value());
            case TOO_MANY_FIELDS -> tooManyFields(fault.value());
        };
    }

    static Refusal malformed(String what) {
        return plain(400, "The request is malformed: " + what + ".\n", what);
    }

    static Refusal illegalByte(int b, String where) {
        String what = "a byte that is not allowed in " + where;
        return plain(400, "The request is malformed: " + what + ".\n", what + ": 0x" + Integer.toHexString(b));
    }

    static Refusal tlsOnPlainPort() {
        return plain(
                400,
                "This port speaks plain HTTP, and what arrived looks like TLS. Use ws:// or http:// here.\n",
                "a TLS handshake on a port without TLS: ws.ssl.bundle turns TLS on");
    }

    static Refusal bodyNotAllowed() {
        return malformed("a WebSocket opening handshake has no body");
    }

    static Refusal originNotAllowed(String why) {
        return plain(403, "Pages of this origin may not connect here.\n", why);
    }

    static Refusal notFound(String path) {
        return plain(
                404,
                "There is no WebSocket endpoint at this path.\n",
                "no endpoint matches the path " + Escaped.of(path));
    }

    static Refusal methodNotAllowed(String method) {
        return new Refusal(
                405,
                HeaderFields.of("Allow", "GET"),
                "This port speaks WebSocket only: its opening handshake is a GET request.\n",
                "the method is " + Escaped.of(method) + ", not GET");
    }

    static Refusal requestLineTooLong(int maxBytes) {
        return plain(
                414,
                "The request line is too long.\n",
                "the request line is longer than " + maxBytes + " bytes (ws.handshake.max-header-size)");
    }

    static Refusal upgradeRequired(String why) {
        return plain(426, "This port speaks WebSocket only. Connect with a WebSocket client, version 13.\n", why);
    }

    static Refusal headTooLarge(int maxBytes) {
        return plain(
                431,
                "The request head is too large.\n",
                "the request head is larger than " + maxBytes + " bytes (ws.handshake.max-header-size)");
    }

    static Refusal tooManyFields(int maxFields) {
        return plain(
                431,
                "The request head has too many fields.\n",
                "the request head has more than " + maxFields + " fields (ws.handshake.max-header-count)");
    }

    static Refusal versionNotSupported() {
        return plain(
                505,
                "WebSocket connections start with HTTP/1.1 on this port.\n",
                "the version of the request is not HTTP/1.1 (RFC 6455 §4.1): if it comes through a proxy, let that speak"
                        + " HTTP/1.1 to this port (nginx: proxy_http_version 1.1)");
    }

    private static Refusal plain(int status, String body, String why) {
        return new Refusal(status, HeaderFields.EMPTY, body, why);
    }

    /** This refusal as the answer to a HEAD request. */
    Refusal withoutBody() {
        return new Refusal(status, headers, null, why);
    }

    /**
     * The whole response, ready to be written; a fresh heap buffer at each call. It always closes the connection
     * (RFC 9112 §9.6); 426 says what to upgrade to (RFC 9110 §15.5.22, RFC 6455 §4.4). There is no {@code Date}: this floor has no clock (RFC 9110 §6.6.1 allows it).
     */
    public ByteBuffer encode() {
        byte[] content = body == null ? new byte[0] : body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(phrase(status))
                .append("\r\n");
        field(head, "Connection", status == 426 ? "Upgrade, close" : "close");
        if (status == 426) {
            field(head, "Upgrade", "websocket");
            field(head, "Sec-WebSocket-Version", "13");
        }
        headers.forEach((name, value) -> field(head, name, value));
        if (body != null) {
            if (!headers.contains(CONTENT_TYPE)) {
                field(head, CONTENT_TYPE, "text/plain; charset=utf-8");
            }
            field(head, "Content-Length", Integer.toString(content.length));
        }
        byte[] bytes = head.append("\r\n").toString().getBytes(ISO_8859_1);
        return ByteBuffer.allocate(bytes.length + content.length)
                .put(bytes)
                .put(content)
                .flip();
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** The reason phrase of RFC 9110 §15 for what is common here; empty is legal for all others (RFC 9112 §4). */
    private static String phrase(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 414 -> "URI Too Long";
            case 421 -> "Misdirected Request";
            case 426 -> "Upgrade Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> "";
        };
    }
}
