package dev.wsboot.core.http;

import static dev.wsboot.core.http.Responses.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ClientHandshake.Accepted;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §4.1: the request of a client, and what may not get into it. */
class ClientHandshakeTest {

    private static final URI CHAT = URI.create("ws://server.example.com/chat");

    @Test
    void theWholeRequest() {
        ClientHandshake handshake = ClientHandshake.of(
                URI.create("ws://server.example.com:8090/chat?room=1"),
                HeaderFields.of("Origin", "http://example.com", "Cookie", "a=\u00e9"),
                List.of("chat", "superchat"),
                new DeflateNegotiator(false, true));

        assertThat(Heads.text(handshake.request(KEY))).isEqualTo(Heads.crlf("""
                GET /chat?room=1 HTTP/1.1
                Host: server.example.com:8090
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Protocol: chat, superchat
                Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_max_window_bits
                Origin: http://example.com
                Cookie: a=\u00e9
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """));
    }

    @Test
    void theLeastRequest() {
        assertThat(Heads.text(Responses.PLAIN.request(KEY))).isEqualTo(Heads.crlf("""
                GET /chat HTTP/1.1
                Host: server.example.com
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """));
    }

    @Test
    void aRequestIsAFreshHeapBufferEachTime() {
        ByteBuffer first = Responses.PLAIN.request(KEY);
        ByteBuffer second = Responses.PLAIN.request(KEY);
        first.put(0, (byte) 'X');

        assertThat(first.hasArray()).isTrue();
        assertThat(second.get(0)).isEqualTo((byte) 'G');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Upgrade                  | the handshake writes it by itself
                    connection               | the handshake writes it by itself
                    Sec-WebSocket-Key        | the handshake writes it by itself
                    SEC-WEBSOCKET-VERSION    | the handshake writes it by itself
                    Sec-WebSocket-Accept     | the handshake writes it by itself
                    Sec-WebSocket-Whatever   | the handshake writes it by itself
                    Sec-WebSocket-Protocol   | give the subprotocols to the handshake instead
                    sec-websocket-extensions | turn compression on in the options instead
                    Content-Length           | has no content
                    transfer-encoding        | has no content
                    TE                       | has no content
                    Trailer                  | has no content
                    Expect                   | has no content
                    """)
    void aFieldOfTheHandshakeItselfIsRefused(String name, String instead) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withHeaders(HeaderFields.of("A", "b", name, "0")))
                .withMessageContaining("header field '" + name + "' cannot be set: ")
                .withMessageContaining(instead);
    }

    @Test
    void aHostFieldTakesThePlaceOfTheUris() {
        ClientHandshake handshake = withHeaders(HeaderFields.of("A", "b", "host", "Other.example:80"));

        assertThat(Heads.head(Heads.text(handshake.request(KEY))).headers())
                .isEqualTo(HeaderFields.of(
                        "Host", "other.example:80",
                        "Upgrade", "websocket",
                        "Connection", "Upgrade",
                        "Sec-WebSocket-Version", "13",
                        "A", "b",
                        "Sec-WebSocket-Key", KEY));
        assertThat(handshake.host()).isEqualTo("server.example.com");
    }

    @Test
    void aHostFieldIsThereOnceAndNamesAHost() { // RFC 9112 §3.2
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withHeaders(HeaderFields.of("Host", "a", "HOST", "b")))
                .withMessageContaining("'Host' must be there once")
                .withMessageContaining("'a', 'b'");
        for (String bad : List.of("", "http://a", "a/b", "u@a", "a:b", "[::1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> withHeaders(HeaderFields.of("Host", bad)))
                    .withMessageContaining("'" + bad + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b\r\nX: y",
                "b\nX: y",
                "b\rX: y",
                "b\r\n\r\nGET / HTTP/1.1",
                "b\u0000",
                "b\u007f",
                "b\u010d\u010aX: y", // would be CR and LF if it were cut to its low bytes
                "\u20ac"
            })
    void nothingIsInjectedThroughAValue(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> withHeaders(HeaderFields.of("A", value)));
        assertThatIllegalArgumentException().isThrownBy(() -> withHeaders(HeaderFields.of("Host", value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A:", "A: b\r\nX", "A B", "\u00c4", "A\r\n", "A\u0000", "A\u010d\u010a"})
    void nothingIsInjectedThroughAName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> withHeaders(HeaderFields.of(name, "b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a,b", "a;b", "a\r\nX: y", "a\n", "a\u0000", "\u00e9", "a\u010d\u010a", "\"a\""})
    void aSubprotocolIsAToken(String name) { // RFC 6455 §4.1
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withSubprotocols("chat", name))
                .withMessage(
                        "'" + Escaped.of(name) + "' is not a subprotocol name: it must be a token (RFC 6455 §4.1)");
    }

    @Test
    void aSubprotocolIsNamedOnceAndItsCaseCounts() { // RFC 6455 §4.1
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withSubprotocols("a", "b", "a"))
                .withMessageContaining("subprotocol 'a' is there twice");
        assertThat(Heads.text(withSubprotocols("a", "A").request(KEY)))
                .contains("\r\nSec-WebSocket-Protocol: a, A\r\n");
    }

    @Test
    void theKeyIsSixteenBytesInBase64() { // RFC 6455 §1.3
        byte[] nonce = "the sample nonce".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(ClientHandshake.key(nonce)).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
        for (int length : new int[] {0, 15, 17}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientHandshake.key(new byte[length]))
                    .withMessage("a nonce has 16 bytes, not " + length);
        }
    }

    @Test
    void everyNonceMakesAKeyThatTheServersSideTakes() {
        Random random = Heads.random("everyNonceMakesAKeyThatTheServersSideTakes");
        for (int i = 0; i < 1000; i++) {
            byte[] nonce = new byte[16];
            random.nextBytes(nonce);
            assertThat(SecWebSocketKey.isValid(ClientHandshake.key(nonce))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ==\r\nX: y", "dGhlIHNhbXBsZSBub25jZR=="
            })
    void anythingButAKeyIsRefused(String key) {
        ResponseHead head = new ResponseHead(404, "", 1, HeaderFields.EMPTY);

        assertThatIllegalArgumentException().isThrownBy(() -> Responses.PLAIN.request(key));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Responses.PLAIN.judge(head, key))
                .withMessageContaining("is not a Sec-WebSocket-Key");
    }

    @Test
    void laterChangesOfTheListChangeNothing() {
        List<String> subprotocols = new java.util.ArrayList<>(List.of("chat"));
        ClientHandshake handshake = ClientHandshake.of(CHAT, HeaderFields.EMPTY, subprotocols, null);
        subprotocols.set(0, "a\r\nX: y");

        assertThat(Heads.text(handshake.request(KEY))).contains("\r\nSec-WebSocket-Protocol: chat\r\n");
        assertThat(Responses.valid()
                        .with("Sec-WebSocket-Protocol: chat")
                        .acceptedBy(handshake)
                        .subprotocol())
                .isEqualTo("chat");
    }

    @Test
    void theApplicationSeesOurRequestAndTheAnswer() {
        ClientHandshake client = ClientHandshake.of(
                URI.create("ws://server.example.com:8090/rooms/a%20b?last=5&last=6&q=%C3%A9"),
                HeaderFields.of("Origin", "http://example.com"),
                List.of("chat"),
                null);
        Accepted accepted = Responses.valid().with("X-Server: one").acceptedBy(client);
        Handshake handshake = client.handshake(accepted, Requests.CONNECTION);

        assertThat(handshake.path()).isEqualTo("/rooms/a%20b");
        assertThat(handshake.pathParams()).isEmpty();
        assertThat(handshake.queryParams()).isEqualTo(Map.of("last", List.of("5", "6"), "q", List.of("\u00e9")));
        assertThat(handshake.host()).isEqualTo(new HostAndPort("server.example.com", 8090));
        assertThat(handshake.origin()).isEqualTo("http://example.com");
        assertThat(handshake.subprotocols()).containsExactly("chat");
        assertThat(handshake.headers().names())
                .containsExactly(
                        "Host", "Upgrade", "Connection", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "Origin");
        assertThat(handshake.responseHeaders()).isEqualTo(accepted.headers());
        assertThat(handshake.responseHeaders().first("x-server")).isEqualTo("one");
        assertThat(handshake.remoteAddress()).isEqualTo(Requests.CONNECTION.remoteAddress());
        assertThat(handshake.localAddress()).isEqualTo(Requests.CONNECTION.localAddress());
        assertThat(handshake.secure()).isFalse();
    }

    @Test
    void aQueryThatIsNoFormOfTextHasNoParameters() {
        ClientHandshake client =
                ClientHandshake.of(URI.create("ws://a/?x=1&y=%FF"), HeaderFields.EMPTY, List.of(), null);

        assertThat(client.handshake(Responses.valid().acceptedBy(client), Requests.CONNECTION)
                        .queryParams())
                .isEmpty();
        assertThat(client.target()).isEqualTo("/?x=1&y=%FF");
    }

    private static ClientHandshake withHeaders(HeaderFields headers) {
        return ClientHandshake.of(CHAT, headers, List.of(), null);
    }

    private static ClientHandshake withSubprotocols(String... names) {
        return ClientHandshake.of(CHAT, HeaderFields.EMPTY, List.of(names), null);
    }
}
