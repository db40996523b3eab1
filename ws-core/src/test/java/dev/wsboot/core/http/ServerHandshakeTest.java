package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.http.ServerHandshake.Candidate;
import dev.wsboot.core.http.ServerHandshake.Refused;
import dev.wsboot.core.protocol.Extension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §4.2.1: what is a valid opening handshake, and how each other request is answered. */
class ServerHandshakeTest {

    @Test
    void theApplicationSeesTheWholeRequest() {
        Candidate<String> candidate = Requests.valid()
                .line("GET /rooms/a%20b?last=5&last=6&q=%C3%A9 HTTP/1.1")
                .with("Origin: http://server.example:8080")
                .with("Sec-WebSocket-Protocol: chat, superchat")
                .with("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
                .candidate();
        Handshake handshake = candidate.handshake();

        assertThat(candidate.endpoint()).isEqualTo("rooms");
        assertThat(candidate.key()).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(candidate.extensions()).extracting(Extension::name).containsExactly("permessage-deflate");
        assertThat(handshake.path()).isEqualTo("/rooms/a%20b");
        assertThat(handshake.pathParams()).isEqualTo(Map.of("room", "a b"));
        assertThat(handshake.queryParams()).isEqualTo(Map.of("last", List.of("5", "6"), "q", List.of("\u00e9")));
        assertThat(handshake.queryParam("last")).isEqualTo("5");
        assertThat(handshake.queryParam("first")).isNull();
        assertThat(handshake.headers().first("upgrade")).isEqualTo("websocket");
        assertThat(handshake.origin()).isEqualTo("http://server.example:8080");
        assertThat(handshake.subprotocols()).containsExactly("chat", "superchat");
        assertThat(handshake.host()).isEqualTo(new HostAndPort("server.example", 8090));
        assertThat(handshake.remoteAddress()).isEqualTo(Requests.CONNECTION.remoteAddress());
        assertThat(handshake.localAddress()).isEqualTo(Requests.CONNECTION.localAddress());
        assertThat(handshake.secure()).isFalse();
        assertThat(handshake.responseHeaders()).isEqualTo(HeaderFields.EMPTY);
        assertThat(handshake.toString()).contains("/rooms/a%20b").doesNotContain("last");
    }

    @Test
    void cookiesAreFoundByTheirWholeNameInAnyField() {
        Handshake handshake = Requests.valid()
                .with("Cookie: a=1; ab=\"two\"; flag; c=x=y")
                .with("Cookie: a=3;d=; e=\"")
                .candidate()
                .handshake();

        assertThat(handshake.cookie("a")).isEqualTo("1");
        assertThat(handshake.cookie("ab")).isEqualTo("two");
        assertThat(handshake.cookie("c")).isEqualTo("x=y");
        assertThat(handshake.cookie("d")).isEmpty();
        assertThat(handshake.cookie("e")).isEqualTo("\"");
        assertThat(handshake.cookie("b")).isNull();
        assertThat(handshake.cookie("flag")).isNull();
        assertThat(handshake.cookie("A")).isNull();
        assertThat(Requests.valid().candidate().handshake().cookie("a")).isNull();
    }

    @Test
    void theLeastRequestIsEnough() {
        Handshake handshake = Requests.valid().candidate().handshake();

        assertThat(handshake.origin()).isNull();
        assertThat(handshake.subprotocols()).isEmpty();
        assertThat(handshake.queryParams()).isEmpty();
        assertThat(handshake.pathParams()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade, WebSocket",
        "Upgrade, WEBSOCKET",
        "Upgrade, 'h2c, websocket'",
        "Upgrade, ',websocket,'",
        "Connection, upgrade",
        "Connection, 'keep-alive, Upgrade'", // as Firefox sends it
        "Connection, 'Upgrade,close'"
    })
    void upgradeAndConnectionAreListsWithoutCase(String name, String value) { // RFC 6455 §4.2.1
        assertThat(Requests.valid().replacing(name, value).candidate()).isNotNull();
    }

    @Test
    void listsGoOverRepeatedFields() { // RFC 9110 §5.3
        Candidate<String> candidate = Requests.valid()
                .replacing("Upgrade", "h2c")
                .with("upgrade: websocket")
                .replacing("Connection", "keep-alive")
                .with("CONNECTION: upgrade")
                .with("Sec-WebSocket-Protocol: a")
                .with("Sec-WebSocket-Protocol: b, c")
                .with("Sec-WebSocket-Extensions: x")
                .with("Sec-WebSocket-Extensions: y;z")
                .candidate();

        assertThat(candidate.handshake().subprotocols()).containsExactly("a", "b", "c");
        assertThat(candidate.extensions()).extracting(Extension::name).containsExactly("x", "y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "websocket/13", "websockets", "web socket", "\"websocket\"", ""})
    void withoutAnUpgradeToWebsocketOneIsRequired(String value) { // RFC 9110 §15.5.22
        assertThat(Requests.valid().replacing("Upgrade", value).status()).isEqualTo(426);
        assertThat(Requests.valid().without("Upgrade").status()).isEqualTo(426);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "close", "up, grade", ""})
    void withoutTheConnectionOptionAnUpgradeIsRequired(String value) { // RFC 9110 §7.8
        assertThat(Requests.valid().replacing("Connection", value).status()).isEqualTo(426);
        assertThat(Requests.valid().without("Connection").status()).isEqualTo(426);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "8", "12", "14", "013", "+13", "13.0", "13, 8", "13, 13", "\"13\"", "1 3"})
    void anotherVersionIsToldTheRightOne(String version) { // RFC 6455 §4.4
        assertThat(Requests.valid().replacing("Sec-WebSocket-Version", version).status())
                .isEqualTo(426);
        assertThat(Requests.valid().without("Sec-WebSocket-Version").status()).isEqualTo(426);
    }

    @ParameterizedTest
    @ValueSource(strings = {"13", "8"})
    void aRepeatedVersionIsMalformed(String second) { // RFC 6455 §11.3.5
        assertThat(Requests.valid().with("Sec-WebSocket-Version: " + second).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ=="})
    void aKeyIsThereOnceAndHas16Bytes(String key) { // RFC 6455 §4.2.1
        assertThat(Requests.valid().replacing("Sec-WebSocket-Key", key).status())
                .isEqualTo(400);
        assertThat(Requests.valid().without("Sec-WebSocket-Key").status()).isEqualTo(400);
        assertThat(Requests.valid()
                        .with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a, a", "a b", "a;b", "caf\u00e9", "\"a\""})
    void subprotocolsAreDifferentTokens(String value) { // RFC 6455 §4.1
        assertThat(Requests.valid().with("Sec-WebSocket-Protocol: " + value).status())
                .isEqualTo(400);
        assertThat(Requests.valid()
                        .with("Sec-WebSocket-Protocol: a")
                        .with("Sec-WebSocket-Protocol: a")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void subprotocolsDifferByCase() {
        assertThat(Requests.valid()
                        .with("Sec-WebSocket-Protocol: chat, Chat")
                        .candidate()
                        .handshake()
                        .subprotocols())
                .containsExactly("chat", "Chat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "a;", "a b", "a; b=\"c d\""})
    void malformedExtensionsAreRefused(String value) { // RFC 6455 §9.1
        assertThat(Requests.valid().with("Sec-WebSocket-Extensions: " + value).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:99999", "user@a", "a/b", "a, b", "[::1", "1.2.3.256"})
    void exactlyOneValidHostIsRequired(String host) { // RFC 9112 §3.2
        assertThat(Requests.valid().replacing("Host", host).status()).isEqualTo(400);
        assertThat(Requests.valid().without("Host").status()).isEqualTo(400);
        assertThat(Requests.valid().with("Host: server.example:8090").status()).isEqualTo(400);
    }

    @Test
    void anAbsoluteTargetTakesThePlaceOfTheHost() { // RFC 9112 §3.2.2
        Requests request = Requests.valid()
                .line("GET ws://other.example:81/chat?a=1 HTTP/1.1")
                .with("Origin: http://other.example");

        assertThat(request.candidate().handshake().host()).isEqualTo(new HostAndPort("other.example", 81));
        assertThat(request.candidate().handshake().path()).isEqualTo("/chat");
        assertThat(request.candidate().handshake().queryParam("a")).isEqualTo("1");
        assertThat(request.without("Origin")
                        .with("Origin: http://server.example")
                        .status())
                .isEqualTo(403);
        assertThat(request.without("Origin").without("Host").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat",
                "*",
                "/chat#x",
                "http://",
                "ftp://a/chat",
                "/chat?%zz",
                "/rooms/%zz",
                "/rooms/..",
                "/rooms/%00"
            })
    void aTargetThatMeansNothingIsMalformed(String target) {
        assertThat(Requests.valid().line("GET " + target + " HTTP/1.1").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/chat/", "/Chat", "//chat", "/rooms", "/rooms/"})
    void anotherPathIsNotFound(String path) {
        assertThat(Requests.valid().line("GET " + path + " HTTP/1.1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /chat",
                "HEAD /chat",
                "get /chat",
                "OPTIONS /chat",
                "OPTIONS *",
                "CONNECT a:80",
                "BREW /chat"
            })
    void anotherMethodIsNotAllowed(String methodAndTarget) { // RFC 9110 §15.5.6
        Refusal refusal = Requests.valid().line(methodAndTarget + " HTTP/1.1").refusal();

        assertThat(refusal.status()).isEqualTo(405);
        assertThat(refusal.headers().all("Allow")).containsExactly("GET");
        assertThat(refusal.body() == null).isEqualTo(methodAndTarget.startsWith("HEAD"));
    }

    @Test
    void noRefusalOfHeadHasContent() { // RFC 9110 §9.3.2
        assertThat(Requests.valid()
                        .line("HEAD /chat HTTP/1.1")
                        .without("Host")
                        .refusal()
                        .body())
                .isNull();
    }

    @Test
    void anEmptyBodyIsNoBody() {
        assertThat(Requests.valid().with("Content-Length: 0").candidate()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1",
                "Content-Length: 00",
                "Content-Length: +0",
                "Content-Length: -0",
                "Content-Length: -1",
                "Content-Length: 0x0",
                "Content-Length: 0, 0",
                "Content-Length: 0,1",
                "Content-Length: 0 0",
                "Content-Length: ",
                "Content-Length: a",
                "Content-Length: 0\r\nContent-Length: 0",
                "Content-Length: 0\r\ncontent-length: 5",
                "Content-Length: 99999999999999999999999",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: Chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: ",
                "Transfer-Encoding:\tchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 0",
                "Content-Length: 0\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding : chunked",
                " Transfer-Encoding: chunked",
                "X: y\r\n Transfer-Encoding: chunked",
                "X: y\nTransfer-Encoding: chunked",
                "X: y\rTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\u0000",
                "Transfer\u0000-Encoding: chunked",
                "Host: evil.example",
                "X: y\r\nhOST: evil.example"
            })
    void nothingThatTwoReadersCouldReadDifferentlyPasses(String lines) { // RFC 9112 §6.3, §11.2
        assertThat(Requests.valid().with(lines).status()).isEqualTo(400);
    }

    @Test
    void aPageFromElsewhereIsForbiddenAndTheLogSaysWhatToDo() { // RFC 6455 §10.2, §4.2.2
        Refusal refusal =
                Requests.valid().with("Origin: http://evil.example\u00e9").refusal();

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.why())
                .contains("http://evil.example\\xe9")
                .contains("server.example:8090")
                .contains("ws.allowed-origins");
        assertThat(refusal.body()).doesNotContain("evil").doesNotContain("ws.");
        assertThat(Requests.valid()
                        .with("Origin: http://a")
                        .with("Origin: http://a")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatTheTransportKnowsReachesThePolicy() {
        ConnectionInfo secure = new ConnectionInfo(
                Requests.CONNECTION.remoteAddress(), Requests.CONNECTION.localAddress(), true, false);
        ConnectionInfo loopback = new ConnectionInfo(
                Requests.CONNECTION.remoteAddress(), Requests.CONNECTION.localAddress(), false, true);

        assertThat(Requests.valid().with("Origin: http://server.example").evaluated(secure))
                .isInstanceOf(Refused.class);
        assertThat(Requests.valid().with("Origin: https://server.example").evaluated(secure))
                .isInstanceOf(Candidate.class);
        assertThat(Requests.valid().with("Origin: http://server.example:8090").evaluated(loopback))
                .isInstanceOf(Refused.class);
        assertThat(Requests.valid().with("Origin: http://server.example:8090").evaluated(Requests.CONNECTION))
                .isInstanceOf(Candidate.class);
    }

    @Test
    void everyEndpointHasItsOwnPolicy() {
        ServerHandshake<String> server = new ServerHandshake<>(
                Router.<String>builder()
                        .add(PathTemplate.parse("/open"), "*")
                        .add(PathTemplate.parse("/closed"), "https://a.example")
                        .build(),
                endpoint -> OriginPolicy.of(List.of(endpoint)));
        RequestHead open = Heads.head(Heads.SAMPLE.replace("/chat", "/open"));
        RequestHead closed = Heads.head(Heads.SAMPLE.replace("/chat", "/closed"));

        assertThat(server.evaluate(open, Requests.CONNECTION)).isInstanceOf(Candidate.class);
        assertThat(server.evaluate(closed, Requests.CONNECTION)).isInstanceOf(Refused.class);
    }
}
