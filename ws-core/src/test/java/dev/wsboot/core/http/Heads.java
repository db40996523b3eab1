package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;

/** What the tests of request heads share: heads as text, read with generous limits. */
final class Heads {

    static final int MAX_BYTES = 8192;
    static final int MAX_FIELDS = 64;

    /** The opening handshake of RFC 6455 §1.2, in lines. */
    static final String SAMPLE = crlf("""
            GET /chat HTTP/1.1
            Host: server.example.com
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Origin: http://example.com
            Sec-WebSocket-Protocol: chat, superchat
            Sec-WebSocket-Version: 13

            """);

    private Heads() {}

    /** Text as it is on the wire: each line ends in CRLF. */
    static String crlf(String lines) {
        return lines.replace("\n", "\r\n");
    }

    static RequestHeadReader reader() {
        return new RequestHeadReader(MAX_BYTES, MAX_FIELDS);
    }

    static ByteBuffer bytes(String octets) {
        return ByteBuffer.wrap(octets.getBytes(ISO_8859_1));
    }

    static String text(ByteBuffer octets) {
        return ISO_8859_1.decode(octets.duplicate()).toString();
    }

    static RequestHead head(String octets) {
        HeadResult result = reader().read(bytes(octets));
        assertThat(result).isInstanceOf(RequestHead.class);
        return (RequestHead) result;
    }

    static Refusal refusal(String octets) {
        HeadResult result = reader().read(bytes(octets));
        assertThat(result).as(octets).isInstanceOf(Refusal.class);
        return (Refusal) result;
    }

    /** A source of chance whose seed is printed, and taken from {@code -Dws.seed} when that is set. */
    static Random random(String test) {
        long seed = Long.getLong("ws.seed", System.nanoTime());
        System.out.println(test + ": -Dws.seed=" + seed);
        return new Random(seed);
    }
}
