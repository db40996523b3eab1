package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsClient;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsConnectException;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client against a scripted server, and against ours. */
class ClientTest {

    private static URI uri(WsServer server, String path) {
        return URI.create("ws://localhost:" + server.port() + path);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static WsConnectException failure(CompletionStage<?> stage) {
        try {
            get(stage);
            throw new AssertionError("it succeeded");
        } catch (ExecutionException e) {
            return (WsConnectException) e.getCause();
        } catch (Exception e) {
            throw new AssertionError("no failure within 10 s", e);
        }
    }

    @Test
    void talksToAServerOfOurs() throws Exception {
        Recorder handler = new Recorder() {
            @Override
            public void onOpen(WsSession session, Handshake handshake) throws Exception {
                super.onOpen(session, handshake);
                note(handshake.path() + " " + handshake.queryParam("q") + " " + session.subprotocol() + " "
                        + handshake.responseHeaders().first("Upgrade"));
            }
        };
        WsOptions options =
                WsOptions.builder().subprotocols(List.of("v2", "v1")).build();
        try (WsServer server = TestServers.start(TestServers.builder()
                .handler(
                        "/{room}",
                        new Echo(),
                        WsOptions.builder().subprotocols(List.of("v1")).build()))) {
            WsClient client = WsClient.builder(uri(server, "/lobby?q=a%20b"))
                    .options(options)
                    .connect(handler);
            WsSession session = get(client.opened());
            assertThat(client.session()).isSameAs(session);
            assertThat(session.endpoint()).isEqualTo("ws://localhost:" + server.port() + "/lobby");
            handler.expect("onOpen", "/lobby a b v1 websocket");
            assertThat(session.send("héllo")).isEqualTo(SendStatus.SENT);
            handler.expect("onText héllo");
            assertThat(get(session.sendAsync(ByteBuffer.allocate(200_000)))).isEqualTo(SendStatus.SENT);
            handler.expect("onBinary 200000");
            session.ping(ByteBuffer.wrap("p".getBytes(UTF_8)));
            handler.expect("onPong p");
            client.close();
            handler.expect("onClose 1000 by CLIENT");
            get(client.closed());
            assertThat(client.session()).isNull();
            handler.expectNothingMore();
        }
    }

    @Test
    void theRequestSaysWhatTheRfcAsksFor() {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/a/b?c=d"))
                    .header("Authorization", "Bearer x")
                    .options(WsOptions.builder()
                            .subprotocols(List.of("chat"))
                            .compression(WsCompression.DEFAULTS)
                            .build())
                    .connect(new Recorder());
            try (RawClient peer = server.accept()) {
                assertThat(peer.response())
                        .startsWith("GET /a/b?c=d HTTP/1.1\r\nHost: 127.0.0.1:"
                                + server.uri("").getPort() + "\r\n")
                        .contains("\r\nUpgrade: websocket\r\n", "\r\nConnection: Upgrade\r\n")
                        .contains("\r\nSec-WebSocket-Version: 13\r\n", "\r\nSec-WebSocket-Protocol: chat\r\n")
                        .contains("\r\nAuthorization: Bearer x\r\n")
                        .contains("\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
                                + "client_no_context_takeover; client_max_window_bits\r\n")
                        .containsPattern("\r\nSec-WebSocket-Key: [A-Za-z0-9+/]{21}[AQgw]==\r\n");
                client.close();
                assertThat(failure(client.opened())).hasMessageContaining("the client was closed before");
            }
        }
    }

    @Test
    void everyFrameIsMaskedWithAKeyOfItsOwn() throws Exception {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(new Recorder());
            try (RawClient peer = server.open()) {
                WsSession session = get(client.opened());
                for (int i = 0; i < 500; i++) {
                    session.send("message " + i);
                    peer.expect("text message " + i);
                }
                peer.send(Wire.unmasked(Wire.FIN | Wire.PING, (byte) 'x'));
                peer.expect("pong x");
                session.close(4001, "enough");
                peer.expect("close 4001 enough");
                peer.send(Wire.unmasked(Wire.FIN | Wire.CLOSE, (byte) 0x0F, (byte) 0xA1));
                assertThat(peer.keys()).hasSize(502);
                assertThat(new HashSet<>(peer.keys())).hasSize(502).doesNotContain(0);
            }
            get(client.closed());
        }
    }

    /** RFC 6455 §7.1.1: it is the server that ends the TCP connection first. */
    @Test
    void waitsForTheServerToEndTheConnection() throws Exception {
        Recorder handler = new Recorder();
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(handler);
            RawClient peer = server.open();
            get(client.opened());
            peer.send(Wire.unmasked(Wire.FIN | Wire.CLOSE, (byte) 0x03, (byte) 0xE9));
            peer.expect("close 1001");
            handler.expect("onOpen", "onPeerClose 1001 by SERVER", "onClose 1001 by SERVER");
            assertThat(client.closed().toCompletableFuture()).isNotDone();
            peer.close();
            get(client.closed());
        }
    }

    @Test
    void doesNotWaitForeverForTheServerToEndTheConnection() throws Exception {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(new Recorder());
            RawClient peer = server.open();
            get(client.opened());
            peer.send(Wire.unmasked(Wire.FIN | Wire.CLOSE));
            peer.expect("close 1005");
            get(client.closed());
            peer.expectEnd();
        }
    }

    /** RFC 6455 §5.1: a server does not mask. */
    @Test
    void failsTheConnectionWhenTheServerMasks() {
        Recorder handler = new Recorder();
        try (RawServer server = new RawServer()) {
            WsClient.builder(server.uri("/")).connect(handler);
            RawClient peer = server.open();
            peer.send(Wire.text("masked"));
            peer.expect("close 1002 frame of a server is masked");
            handler.expect("onOpen", "onClose 1002 (frame of a server is masked) by CLIENT");
            peer.close();
        }
    }

    @Test
    void framesBehindTheAnswerAreNotLost() {
        Recorder handler = new Recorder();
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(handler);
            RawClient peer = server.accept();
            peer.send(
                    RawServer.switching(peer.response()),
                    Wire.unmasked(Wire.FIN | Wire.TEXT, (byte) '1'),
                    Wire.unmasked(Wire.FIN | Wire.BINARY, (byte) 2));
            handler.expect("onOpen", "onText 1", "onBinary 1");
            client.close();
            peer.expect("close 1000");
            peer.close();
        }
    }

    @Test
    void anAnswerThatComesByteByByteOpensTheSession() throws Exception {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(new Recorder());
            try (RawClient peer = server.accept()) {
                peer.sendByteByByte(RawServer.switching(peer.response()));
                get(client.opened());
            }
            get(client.closed());
        }
    }

    @Test
    void aRefusalTellsStatusAndFields() {
        Recorder handler = new Recorder();
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(handler);
            try (RawClient peer = server.accept()) {
                peer.response();
                peer.send("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(ISO_8859_1));
                peer.expectEnd();
            }
            WsConnectException why = failure(client.opened());
            assertThat(why).hasMessageContaining("401");
            assertThat(why.status()).isEqualTo(401);
            assertThat(why.headers().first("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(failure(client.closed())).isSameAs(why);
            handler.expectNothingMore();
        }
    }

    /** RFC 6455 §4.1: the Sec-WebSocket-Accept proves that the server has read the request. */
    @Test
    void aWrongProofIsRefused() {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(new Recorder());
            try (RawClient peer = server.accept()) {
                peer.send(RawServer.switching("\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
                peer.response();
                peer.expectEnd();
            }
            assertThat(failure(client.opened())).hasMessageContaining("Sec-WebSocket-Accept");
        }
    }

    @Test
    void nobodyAtThePortIsAFailure() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        WsClient client =
                WsClient.builder(URI.create("ws://localhost:" + port + "/")).connect(new Recorder());
        assertThat(failure(client.opened()))
                .hasMessageStartingWith("Cannot connect to ws://localhost:" + port + "/: no connection to ")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void anUnknownHostIsAFailure() {
        WsClient client = WsClient.builder(URI.create("ws://nowhere.invalid/")).connect(new Recorder());
        assertThat(failure(client.opened())).hasMessageContaining("the host \"nowhere.invalid\" has no address");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/"))
                    .handshakeTimeout(Duration.ofMillis(100))
                    .connect(new Recorder());
            try (RawClient peer = server.accept()) {
                peer.response();
                assertThat(failure(client.opened())).hasMessageContaining("handshake timeout of PT0.1S");
                peer.expectEnd();
            }
        }
    }

    @Test
    void aServerThatHangsUpBeforeItHasAnsweredIsAFailure() {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(new Recorder());
            RawClient peer = server.accept();
            peer.response();
            peer.send("HTTP/1.1 101 Switching".getBytes(ISO_8859_1));
            peer.close();
            assertThat(failure(client.opened())).hasMessageContaining("ended before the server had answered");
        }
    }

    @Test
    void connectsAgainAfterEveryEndThatItDidNotWant() throws Exception {
        Recorder handler = new Recorder();
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/"))
                    .reconnect(Duration.ofMillis(1), Duration.ofMillis(50))
                    .connect(handler);
            server.accept().reset();
            RawClient busy = server.accept();
            busy.response();
            busy.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
            RawClient first = server.open();
            WsSession session = get(client.opened());
            handler.expect("onOpen");
            first.reset();
            handler.expect("onClose 1006 by NETWORK");
            RawClient second = server.open();
            handler.expect("onOpen");
            assertThat(session.send("too late")).isEqualTo(SendStatus.CLOSED);
            await().until(() -> client.session() != null);
            client.session().send("2");
            second.expect("text 2");
            second.send(Wire.unmasked(Wire.FIN | Wire.CLOSE, (byte) 0x03, (byte) 0xE8));
            second.expect("close 1000");
            second.close();
            handler.expect("onPeerClose 1000 by SERVER", "onClose 1000 by SERVER");
            RawClient third = server.open();
            handler.expect("onOpen");
            client.close();
            third.expect("close 1000");
            third.close();
            handler.expect("onClose 1000 by CLIENT");
            get(client.closed());
            busy.close();
        }
    }

    @Test
    void connectsAgainWhenItHadToCutTheServerOff() throws Exception {
        Recorder handler = new Recorder();
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/"))
                    .reconnect(Duration.ofMillis(1), Duration.ofMillis(50))
                    .connect(handler);
            RawClient first = server.open();
            first.send(Wire.unmasked(0x83));
            handler.expect("onOpen", "onClose 1002 (unknown opcode) by CLIENT");
            first.close();
            RawClient second = server.open();
            handler.expect("onOpen");
            client.close();
            second.expect("close 1000");
            second.close();
            get(client.closed());
        }
    }

    @Test
    void aRefusalThatWillNotPassEndsTheClient() {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).reconnect().connect(new Recorder());
            RawClient peer = server.accept();
            peer.response();
            peer.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(failure(client.closed()).status()).isEqualTo(403);
            peer.close();
        }
    }

    @Test
    void closingDuringAPauseEndsTheClient() throws Exception {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/"))
                    .reconnect(Duration.ofDays(1), Duration.ofDays(1))
                    .connect(new Recorder());
            server.open().close();
            get(client.opened());
            await().until(() -> client.session() == null);
            client.close();
            get(client.closed());
        }
    }

    @Test
    void theHandlersOwnCloseIsWanted() throws Exception {
        try (WsServer server = TestServers.start(new Echo())) {
            WsClient client = WsClient.builder(uri(server, "/")).reconnect().connect(new WsHandler() {
                @Override
                public void onOpen(WsSession session, Handshake handshake) {
                    session.close(4000, "seen enough");
                }
            });
            get(client.closed());
        }
    }

    @Test
    void oneLoopServesAServerAndItsClientsAndEndsWithBoth() throws Exception {
        Recorder handler = new Recorder();
        WsServer server = TestServers.start(TestServers.builder()
                .eventLoops(1)
                .gracePeriod(Duration.ofSeconds(5))
                .handler("/", new Echo()));
        WsClient client = WsClient.builder(uri(server, "/"))
                .eventLoopsOf(server)
                .reconnect()
                .connect(handler);
        WsSession session = get(client.opened());
        session.send("round");
        handler.expect("onOpen", "onText round");
        assertThat(server.connectionCount()).isEqualTo(1);
        server.close();
        handler.expect("onClose 1001 by SHUTDOWN");
        get(client.closed());
        assertThatThrownBy(() ->
                        WsClient.builder(uri(server, "/")).eventLoopsOf(server).connect(handler))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is stopping");
    }

    @Test
    void theThreadOfClientsEndsWithTheLastOfThem() throws Exception {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(new Recorder());
            server.open().close();
            get(client.closed());
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("ws-client-")));
        }
    }

    @Test
    void messagesAreCompressedBothWays() throws Exception {
        String text = "compressible ".repeat(1000);
        WsOptions options = WsOptions.builder()
                .compression(new WsCompression(0, 6, true, true))
                .build();
        Recorder handler = new Recorder() {
            @Override
            public void onText(WsSession session, String message) {
                note(message.equals(text) ? "the text" : "another text");
            }
        };
        try (WsServer server = TestServers.start(new Echo(), options)) {
            WsClient client =
                    WsClient.builder(uri(server, "/")).options(options).connect(handler);
            WsSession session = get(client.opened());
            handler.expect("onOpen");
            for (int i = 0; i < 20; i++) {
                session.send(text);
                handler.expect("the text");
            }
            client.close();
            get(client.closed());
        }
    }

    @Test
    void pingsAServerThatIsSilentAndGivesItUp() throws Exception {
        Recorder handler = new Recorder();
        WsOptions options = WsOptions.builder()
                .pingInterval(Duration.ofMillis(100))
                .pongTimeout(Duration.ofMillis(100))
                .build();
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).options(options).connect(handler);
            RawClient peer = server.open();
            Wire.Frame ping = peer.next();
            assertThat(ping.opcode()).isEqualTo(Wire.PING);
            handler.expect("onOpen", "onClose 1006 by TIMEOUT");
            get(client.closed());
            peer.close();
        }
    }
}
