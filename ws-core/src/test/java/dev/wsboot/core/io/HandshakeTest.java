package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The opening handshake over sockets: what the peer sees, and what the application sees. */
class HandshakeTest {

    /** Echoes, and decides about handshakes as the path says. */
    private static final class Gate extends Recorder {

        final BlockingQueue<CompletableFuture<HandshakeDecision>> pending = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
            return switch (handshake.pathParams().get("mode")) {
                case "open" -> ACCEPT;
                case "later" -> {
                    CompletableFuture<HandshakeDecision> decision = new CompletableFuture<>();
                    pending.add(decision);
                    yield decision;
                }
                case "reject" ->
                    CompletableFuture.completedStage(HandshakeDecision.reject(401)
                            .header("WWW-Authenticate", "Bearer")
                            .body("who are you?"));
                case "attributes" ->
                    CompletableFuture.completedStage(HandshakeDecision.accept()
                            .header("X-Seen", "yes")
                            .attribute("user", "ada")
                            .principal(() -> "ann")
                            .attachment("state"));
                case "chat" ->
                    CompletableFuture.completedStage(HandshakeDecision.accept().subprotocol("chat"));
                case "throw" -> throw new StackOverflowError("by hand");
                case "fail" -> CompletableFuture.failedStage(new IOException("by hand"));
                case "null" -> null;
                case "null-later" -> CompletableFuture.completedStage(null);
                default -> throw new AssertionError(handshake);
            };
        }

        CompletableFuture<HandshakeDecision> decision() throws InterruptedException {
            CompletableFuture<HandshakeDecision> decision = pending.poll(10, TimeUnit.SECONDS);
            assertThat(decision).isNotNull();
            return decision;
        }

        @Override
        public void onText(WsSession session, String message) {
            session.send(message);
        }
    }

    private final Gate gate = new Gate();
    private final RecordedEvents events = new RecordedEvents();
    private final WsServer server = TestServers.start(TestServers.builder()
            .events(events)
            .handshakeTimeout(Duration.ofSeconds(60))
            .handler(
                    "/{mode}",
                    gate,
                    WsOptions.builder()
                            .subprotocols(List.of("v2", "v1", "chat"))
                            .build()));

    @AfterEach
    void close() {
        server.close();
    }

    private byte[] request(String path, String... fields) {
        return RawClient.request(server.port(), path, fields);
    }

    @Test
    void framesInTheSameSegmentAsTheRequestAreAnswered() {
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/open"), Wire.text("first"), Wire.ping("second"));
            assertThat(client.response()).startsWith("HTTP/1.1 101 ");
            client.expect("text first").expect("pong second");
        }
    }

    @Test
    void aHandshakeAndAMessageMayComeByteByByte() {
        try (RawClient client = RawClient.connect(server)) {
            client.sendByteByByte(request("/open")).sendByteByByte(Wire.text("slow"));
            assertThat(client.response()).startsWith("HTTP/1.1 101 ");
            client.expect("text slow");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET /nowhere/at/all HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 404
                    GET /open HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 426
                    GET /open HTTP/1.1\\r\\n\\r\\n | 400
                    GET /open HTTP/1.1\\nHost: localhost\\n\\n | 400
                    POST /open HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5\\r\\n\\r\\nhello | 405
                    GET /open HTTP/1.0\\r\\n\\r\\n | 505
                    \\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03 | 400
                    GET /open HTTP/1.1\\r\\nHost: localhost\\r\\nUpgrade: websocket\\r\\nConnection: upgrade\\r\\nSec-WebSocket-Version: 8\\r\\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n\\r\\n | 426
                    GET /open HTTP/1.1\\r\\nHost: localhost\\r\\nUpgrade: websocket\\r\\nConnection: upgrade\\r\\nSec-WebSocket-Version: 13\\r\\nSec-WebSocket-Key: short\\r\\n\\r\\n | 400
                    nonsense\\r\\n\\r\\n | 400
                    """)
    void whatIsNoHandshakeGetsAShortAnswerAndTheEnd(String request, int status) {
        byte[] bytes = unescape(request).getBytes(ISO_8859_1);
        try (RawClient client = RawClient.connect(server)) {
            // What follows is never taken for frames, nor does it turn the end into a reset that eats the answer.
            client.send(bytes, Wire.text("not a frame"));
            String response = client.response();
            assertThat(response).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase("\r\nConnection: ");
            assertThat(response.length()).isLessThan(500);
            client.expectEnd();
        }
        assertThat(events.await("handshakeRefused")).startsWith("handshakeRefused " + status);
        gate.expectNothingMore();
        await().until(() -> server.connectionCount() == 0);
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
            } else if (text.charAt(++i) == 'x') {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                plain.append(text.charAt(i) == 'r' ? '\r' : '\n');
            }
        }
        return plain.toString();
    }

    @Test
    void aPageFromElsewhereIsRefusedAndOneFromHereIsNot() {
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/open", "Origin: https://evil.example"));
            assertThat(client.response()).startsWith("HTTP/1.1 403 ").doesNotContain("evil");
            client.expectEnd();
        }
        assertThat(events.await("handshakeRefused")).contains("403", "ws.allowed-origins");
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/open", "Origin: http://localhost:" + server.port()));
            assertThat(client.response()).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() {
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/open", "X-Large: " + "x".repeat(9_000)));
            assertThat(client.response()).startsWith("HTTP/1.1 431 ");
            client.expectEnd();
        }
        assertThat(events.await("handshakeRefused")).contains("ws.handshake.max-header-size");
    }

    @Test
    void aSilentPeerGets408() {
        WsServer impatient =
                TestServers.start(TestServers.builder().handler("/", gate).handshakeTimeout(Duration.ofMillis(100)));
        try (impatient;
                RawClient silent = RawClient.connect(impatient);
                RawClient slow = RawClient.connect(impatient)) {
            slow.send("GET / HTTP/1.1\r\nHost: loc".getBytes(ISO_8859_1));
            assertThat(silent.response()).startsWith("HTTP/1.1 408 ");
            silent.expectEnd();
            assertThat(slow.response()).startsWith("HTTP/1.1 408 ");
            slow.send("alhost\r\n\r\n".getBytes(ISO_8859_1));
            slow.expectEnd();
        }
    }

    @Test
    void aDecisionMayComeLaterAndFromAnotherThread() throws Exception {
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/later"), Wire.text("early"));
            CompletableFuture<HandshakeDecision> decision = gate.decision();
            client.send(Wire.text("still early"));
            decision.complete(HandshakeDecision.accept());
            assertThat(client.response()).startsWith("HTTP/1.1 101 ");
            client.expect("text early").expect("text still early");
        }
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/later"), Wire.text("early"));
            gate.decision().complete(HandshakeDecision.reject(403));
            assertThat(client.response()).startsWith("HTTP/1.1 403 ");
            client.expectEnd();
        }
    }

    /** The selector would tell of bytes that nobody reads again and again. */
    @Test
    void nothingIsAskedOfTheNetworkUntilTheDecision() {
        CompletableFuture<HandshakeDecision> decision = new CompletableFuture<>();
        Recorder deciding = new Recorder() {

            @Override
            public CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
                return decision;
            }
        };
        try (FakePeer peer = FakePeer.connected(deciding)) {
            peer.arrives(RawClient.request(80, "/"));
            assertThat(peer.transport.wantsRead()).isFalse();

            decision.complete(HandshakeDecision.accept());
            peer.settle();

            assertThat(peer.transport.wantsRead()).isTrue();
        }
    }

    @Test
    void aDecisionThatComesAfterTheTimeoutChangesNothing() throws Exception {
        WsServer impatient = TestServers.start(
                TestServers.builder().handler("/{mode}", gate).handshakeTimeout(Duration.ofMillis(100)));
        try (impatient;
                RawClient client = RawClient.connect(impatient)) {
            client.send(RawClient.request(impatient.port(), "/later"), Wire.text("early"));
            CompletableFuture<HandshakeDecision> decision = gate.decision();
            assertThat(client.response()).startsWith("HTTP/1.1 408 ");
            decision.complete(HandshakeDecision.accept());
            client.expectEnd();
        }
        gate.expectNothingMore();
    }

    @Test
    void aPeerThatLeftBeforeTheDecisionIsForgotten() throws Exception {
        CompletableFuture<HandshakeDecision> decision;
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/later"));
            decision = gate.decision();
            client.reset();
        }
        decision.complete(HandshakeDecision.accept());
        await().until(() -> server.connectionCount() == 0);
    }

    @Test
    void aRejectionIsAnsweredAsTheApplicationSaid() {
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/reject"));
            assertThat(client.response())
                    .startsWith("HTTP/1.1 401 ")
                    .contains("WWW-Authenticate: Bearer\r\n")
                    .endsWith("\r\n\r\nwho are you?");
            client.expectEnd();
        }
        gate.expectNothingMore();
    }

    @ParameterizedTest
    @CsvSource({
        "throw, StackOverflowError",
        "fail, IOException",
        "null, NullPointerException",
        "null-later, NullPointer"
    })
    void aHandlerThatFailsAnswers500(String mode, String error) {
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/" + mode));
            assertThat(client.response()).startsWith("HTTP/1.1 500 ").doesNotContain("by hand", "Exception");
            client.expectEnd();
        }
        assertThat(events.await("handlerFailed")).contains(error);
        try (RawClient other = RawClient.open(server, "/open")) {
            other.send(Wire.text("served")).expect("text served");
        }
    }

    @Test
    void aSubprotocolThatTheClientDoesNotOfferIsAFailureOfTheHandler() {
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/chat", "Sec-WebSocket-Protocol: v1"));
            assertThat(client.response()).startsWith("HTTP/1.1 500 ");
        }
        assertThat(events.await("handlerFailed")).contains("chat");
    }

    @Test
    void theServersPreferenceChoosesTheSubprotocol() {
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/open", "Sec-WebSocket-Protocol: v1, v2, v3"));
            assertThat(client.response()).contains("\r\nSec-WebSocket-Protocol: v2\r\n");
            assertThat(gate.session().subprotocol()).isEqualTo("v2");
        }
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/chat", "Sec-WebSocket-Protocol: v1, chat"));
            assertThat(client.response()).contains("\r\nSec-WebSocket-Protocol: chat\r\n");
            assertThat(gate.session().subprotocol()).isEqualTo("chat");
        }
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/open", "Sec-WebSocket-Protocol: v9"));
            assertThat(client.response()).doesNotContain("Sec-WebSocket-Protocol");
            WsSession session = gate.session();
            assertThat(session.subprotocol()).isNull();
            assertThat(session.principal()).isNull();
            assertThat(session.attachment()).isNull();
        }
    }

    @Test
    void theSessionKnowsWhatTheHandshakeSaid() {
        try (RawClient client = RawClient.connect(server)) {
            client.send(request("/attributes"));
            assertThat(client.response()).contains("\r\nX-Seen: yes\r\n");
            WsSession session = gate.session();
            assertThat(session.attribute("user")).isEqualTo("ada");
            assertThat(session.principal().getName()).isEqualTo("ann");
            assertThat(session.attachment()).isEqualTo("state");
            assertThat(session.endpoint()).isEqualTo("/{mode}");
            assertThat(session.remoteAddress().getPort()).isEqualTo(client.localPort());
            assertThat(session.id()).matches("[0-9a-f]{32}");
            session.attribute("user", null);
            session.attribute("other", 1);
            assertThat(session.attribute("user")).isNull();
            assertThat(session.attribute("other")).isEqualTo(1);
        }
    }

    @Test
    void aPathPrefixStandsBeforeEveryPath() {
        WsServer prefixed =
                TestServers.start(TestServers.builder().pathPrefix("/ws").handler("/{mode}", gate));
        try (prefixed;
                RawClient client = RawClient.open(prefixed, "/ws/open")) {
            assertThat(prefixed.paths()).containsExactly("/ws/{mode}");
            client.send(Wire.text("hi")).expect("text hi");
        }
    }
}
