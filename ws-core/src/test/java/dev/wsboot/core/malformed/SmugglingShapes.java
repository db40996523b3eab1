package dev.wsboot.core.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wsboot.core.io.RawClient;
import dev.wsboot.core.io.Wire;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests in which two readers could see different ends, each in front of bytes that one of the readers would take for a
 * second request or for frames (RFC 9112 §11.2).
 */
final class SmugglingShapes {

    /**
     * A request that must be refused.
     *
     * @param status the answer to it
     * @param line the request line, with its line end
     * @param lines field lines beside {@code Host} and those of the handshake, with their line ends
     * @param end what ends the head
     * @param left a field of the handshake that is left out, or nothing
     */
    private record Refused(String name, int status, String line, String lines, String end, String left) {}

    /** What comes behind a request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Behind(String name, byte[] bytes) {}

    /**
     * A request and what comes behind it.
     *
     * @param status the only answer
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Shape(String name, int status, byte[] bytes) {

        @Override
        public String toString() {
            return name + ": " + status;
        }
    }

    private static final String GET = "GET / HTTP/1.1\r\n";
    private static final String CRLF = "\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String FIVE = "Content-Length: 5\r\n";

    private final String host;
    private final byte[] handshake;

    private SmugglingShapes(int port) {
        this.host = "Host: localhost:" + port + CRLF;
        this.handshake = RawClient.request(port, "/");
    }

    static List<Shape> all(int port) {
        SmugglingShapes shapes = new SmugglingShapes(port);
        List<Refused> requests = new ArrayList<>();
        requests.addAll(shapes.bodies());
        requests.addAll(shapes.hiddenFields());
        requests.addAll(shapes.twice());
        requests.addAll(shapes.requestLines());
        requests.addAll(shapes.nothingMalformed());
        List<Shape> all = new ArrayList<>();
        for (Refused request : requests) {
            for (Behind behind : shapes.behind()) {
                byte[] bytes = Wire.concat(shapes.head(request), behind.bytes());
                all.add(new Shape(request.name() + ", then " + behind.name(), request.status(), bytes));
            }
        }
        return all;
    }

    private byte[] head(Refused request) {
        StringBuilder head = new StringBuilder(request.line()).append(host);
        for (String field : List.of(
                "Upgrade: websocket",
                "Connection: keep-alive, Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")) {
            if (request.left().isEmpty() || !field.startsWith(request.left())) {
                head.append(field).append(CRLF);
            }
        }
        return head.append(request.lines()).append(request.end()).toString().getBytes(ISO_8859_1);
    }

    private List<Behind> behind() {
        byte[] frames = Wire.concat(Wire.text("smuggled"), Wire.ping("smuggled"));
        byte[] beginning = "GET / HTTP/1.1\r\nX-Rest: ".getBytes(ISO_8859_1);
        return List.of(
                new Behind("nothing", new byte[0]),
                new Behind("a handshake", handshake),
                new Behind("a handshake and frames", Wire.concat(handshake, frames)),
                new Behind("frames", frames),
                new Behind("a Close frame", Wire.close(1000, "")),
                new Behind("a body of 5 bytes and a handshake", Wire.concat("hello".getBytes(ISO_8859_1), handshake)),
                new Behind(
                        "a chunk and a handshake",
                        Wire.concat("5\r\nhello\r\n0\r\n\r\n".getBytes(ISO_8859_1), handshake)),
                new Behind("no chunk and a handshake", Wire.concat("0\r\n\r\n".getBytes(ISO_8859_1), handshake)),
                new Behind("half a request and a handshake", Wire.concat(beginning, handshake)),
                new Behind("many frames", Wire.repeat(Wire.binary(new byte[100]), 500)));
    }

    private static Refused field(String name, String lines) {
        return new Refused(name, 400, GET, lines, CRLF, "");
    }

    private static Refused line(String name, int status, String line) {
        return new Refused(name, status, line, "", CRLF, "");
    }

    private List<Refused> bodies() {
        return List.of(
                field("a body", FIVE),
                field("a chunked body", CHUNKED),
                field("Content-Length, Transfer-Encoding", FIVE + CHUNKED),
                field("Transfer-Encoding, Content-Length", CHUNKED + FIVE),
                field("Content-Length 0, Transfer-Encoding", "Content-Length: 0\r\n" + CHUNKED),
                field("Content-Length twice", FIVE + FIVE),
                field("Content-Length 0 twice", "Content-Length: 0\r\nContent-Length: 0\r\n"),
                field("two Content-Lengths", "Content-Length: 0\r\n" + FIVE),
                field("a list of Content-Lengths", "Content-Length: 0, 5\r\n"),
                field("Content-Length with a sign", "Content-Length: +5\r\n"),
                field("Content-Length below zero", "Content-Length: -1\r\n"),
                field("Content-Length in base 16", "Content-Length: 0x0\r\n"),
                field("Content-Length with a space in it", "Content-Length: 0 5\r\n"),
                field("Content-Length without a value", "Content-Length:\r\n"),
                field("Content-Length with a comma", "Content-Length: 0,\r\n"),
                field("Content-Length of 2^64", "Content-Length: 18446744073709551616\r\n"),
                field("Transfer-Encoding twice", CHUNKED + CHUNKED),
                field("Transfer-Encoding of something else", "Transfer-Encoding: xchunked\r\n"),
                field("chunked before identity", "Transfer-Encoding: chunked, identity\r\n"),
                field("Transfer-Encoding identity", "Transfer-Encoding: identity\r\n"),
                field("Transfer-Encoding without a value", "Transfer-Encoding:\r\n"),
                field("chunked in two fields", "Transfer-Encoding: gzip\r\n" + CHUNKED));
    }

    private List<Refused> hiddenFields() {
        return List.of(
                field("a space before the colon", "Transfer-Encoding : chunked\r\n"),
                field("a tab before the colon", "Content-Length\t: 5\r\n"),
                field("a folded field", "X-Fold: a\r\n Transfer-Encoding: chunked\r\n"),
                field("a folded value", "Transfer-Encoding:\r\n\tchunked\r\n"),
                field("a folded Content-Length", "Content-Length: 0\r\n 5\r\n"),
                field("a field behind a bare LF", "X-Bare: a\n" + CHUNKED),
                field("a field behind a bare CR", "X-Bare: a\r" + CHUNKED),
                field("a field behind CR CR LF", "X-Bare: a\r\r\n" + FIVE),
                field("a NUL behind the coding", "Transfer-Encoding: chunked\0\r\n"),
                field("a NUL in the name", "Content-Length\0: 5\r\n"),
                field("a vertical tab before the coding", "Transfer-Encoding: \u000Bchunked\r\n"),
                field("a form feed in the name", "Content-\fLength: 5\r\n"),
                field("a field without a colon", "Transfer-Encoding chunked\r\n"),
                field("a field without a name", ": chunked\r\n"),
                field("a name in quotes", "\"Content-Length\": 5\r\n"),
                field("a head within the head", "X-End: a\n\nGET / HTTP/1.1\r\n"),
                new Refused("a bare LF at the end", 400, GET, "X-End: a\r\n", "\n", ""),
                new Refused("a bare LF before the end", 400, GET, "X-End: a\n", CRLF, ""),
                new Refused("CR and no LF at the end", 400, GET, "X-End: a\r\n", "\rX", ""));
    }

    private List<Refused> twice() {
        return List.of(
                field("the same Host twice", host),
                field("two Hosts", "Host: evil.example\r\n"),
                field("a second, empty Host", "Host:\r\n"),
                field("a key twice", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
                field("two keys", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"),
                field("a version twice", "Sec-WebSocket-Version: 13\r\n"),
                field("two versions", "Sec-WebSocket-Version: 8\r\n"),
                new Refused(
                        "two origins",
                        403,
                        GET,
                        "Origin: http://localhost\r\nOrigin: http://evil.example\r\n",
                        CRLF,
                        ""));
    }

    private List<Refused> requestLines() {
        return List.of(
                line("a request line with a bare LF", 400, "GET / HTTP/1.1\n"),
                line("a request line with a bare CR", 400, "GET / HTTP/1.1\r"),
                line("a request line with two versions", 400, "GET / HTTP/1.1 HTTP/1.1\r\n"),
                line("a NUL in the target", 400, "GET /\0 HTTP/1.1\r\n"),
                line("a CR in the target", 400, "GET /\r HTTP/1.1\r\n"),
                line("a tab for a space", 400, "GET\t/ HTTP/1.1\r\n"),
                line("two empty lines before it", 400, "\r\n\r\n" + GET),
                line("an authority that is none", 400, "GET http://localhost:80:80/ HTTP/1.1\r\n"),
                line("two requests in one line", 400, "GET / HTTP/1.1, GET / HTTP/1.1\r\n"));
    }

    /** Requests that every reader understands, and that leave the connection open elsewhere. */
    private List<Refused> nothingMalformed() {
        return List.of(
                line("HTTP/1.0", 505, "GET / HTTP/1.0\r\n"),
                line("another path", 404, "GET /nowhere HTTP/1.1\r\n"),
                new Refused("POST with a body", 405, "POST / HTTP/1.1\r\n", FIVE, CRLF, ""),
                new Refused("POST in chunks", 405, "POST / HTTP/1.1\r\n", CHUNKED, CRLF, ""),
                new Refused("POST with two lengths", 400, "POST / HTTP/1.1\r\n", FIVE + CHUNKED, CRLF, ""),
                new Refused("HEAD with a body", 405, "HEAD / HTTP/1.1\r\n", FIVE, CRLF, ""),
                new Refused("a request for a page", 426, GET, "", CRLF, "Upgrade"),
                new Refused("no version", 426, GET, "", CRLF, "Sec-WebSocket-Version"),
                new Refused("no key", 400, GET, "", CRLF, "Sec-WebSocket-Key"),
                new Refused("another page", 403, GET, "Origin: http://evil.example\r\n", CRLF, ""));
    }
}
