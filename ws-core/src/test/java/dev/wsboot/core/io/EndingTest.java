package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ends of a connection as a peer sees them over a socket: FIN or RST, and what comes before (RFC 6455 §7.1). */
class EndingTest {

    private final Echo handler = new Echo();
    private final WsServer server = TestServers.start(
            handler, WsOptions.builder().closeTimeout(Duration.ofMillis(500)).build());
    private final RawClient client = RawClient.open(server, "/");
    private final WsSession session = handler.session();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void expectGone() {
        await().until(() -> server.connectionCount() == 0);
        handler.expectNothingMore();
    }

    @Test
    void thePeerCloses() {
        client.send(Wire.text("last"), Wire.close(1000, "bye"), Wire.text("behind"), Wire.frame(0x83));
        client.expect("text last").expect("close 1000").expectEnd();
        client.close();
        handler.expect("onOpen", "onPeerClose 1000 (bye) by CLIENT", "onClose 1000 (bye) by CLIENT");
        expectGone();
    }

    @Test
    void thePeerClosesAndShutsItsHalf() {
        client.send(Wire.close(1000, "")).shutdownOutput();
        client.expect("close 1000").expectEnd();
        handler.expect("onOpen", "onPeerClose 1000 by CLIENT", "onClose 1000 by CLIENT");
        expectGone();
    }

    @Test
    void theServerCloses() {
        session.close(4001, "enough");
        client.expect("close 4001 enough").send(Wire.text("ignored"), Wire.ping("ignored"), Wire.close(4001, ""));
        client.expectEnd();
        client.close();
        handler.expect("onOpen", "onClose 4001 (enough) by SERVER");
        expectGone();
    }

    @Test
    void aPeerThatGoesOnSendingAfterAViolationStillReadsWhy() {
        byte[] far = new byte[16 * 1024 * 1024]; // more than both sockets' buffers hold
        client.send(Wire.header(0x82, far.length), far);
        assertThat(client.next().toString()).startsWith("close 1009");
        client.expectEnd();
        client.close();
        assertThat(handler.untilClose()).last().asString().startsWith("onClose 1009");
        expectGone();
    }

    @Test
    void bothCloseAtOnce() {
        session.close(4001, "");
        client.send(Wire.close(1001, ""));
        Wire.Frame close = client.next();
        assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
        client.expectEnd();
        client.close();
        handler.expect("onOpen");
        assertThat(handler.untilClose()).last().isIn("onClose 4001 by SERVER", "onClose 1001 by CLIENT");
        expectGone();
    }

    @Test
    void aPeerThatNeverAnswersAClose() {
        session.close(4001, "");
        client.expect("close 4001").expectReset();
        handler.expect("onOpen", "onClose 4001 by SERVER");
        expectGone();
    }

    @Test
    void aPeerThatNeverEndsTheStream() {
        client.send(Wire.close(1000, "")).expect("close 1000").expectEnd();
        handler.expect("onOpen", "onPeerClose 1000 by CLIENT", "onClose 1000 by CLIENT");
        expectGone(); // after the time for lingering
    }

    @Test
    void abortResets() {
        session.abort();
        client.expectReset();
        handler.expect("onOpen", "onClose 1006 by SERVER");
        expectGone();
    }

    @Test
    void thePeerVanishesWithAReset() {
        client.send(Wire.text("x")).expect("text x");
        client.reset();
        handler.expect("onOpen", "onClose 1006 by NETWORK");
        expectGone();
    }

    @Test
    void thePeerEndsTheStreamWithoutAClose() {
        client.shutdownOutput();
        client.expectEnd();
        handler.expect("onOpen", "onClose 1006 by NETWORK");
        expectGone();
    }

    @Test
    void thePeerEndsTheStreamWithinAFrame() {
        client.send(Wire.header(0x82, 100)).shutdownOutput();
        client.expectEnd();
        handler.expect("onOpen", "onClose 1006 by NETWORK");
        expectGone();
    }

    @Test
    void aSlowReaderGetsEverythingBeforeTheClose() {
        try (RawClient narrow = RawClient.openNarrow(server, "/")) {
            WsSession slow = handler.session();
            for (int i = 0; i < 4; i++) {
                assertThat(slow.send("x".repeat(100_000)).isAccepted()).isTrue();
            }
            slow.close(4001, "");
            for (int i = 0; i < 4; i++) {
                assertThat(narrow.next().payload()).hasSize(100_000);
            }
            narrow.expect("close 4001").send(Wire.close(4001, "")).expectEnd();
        }
    }

    @Test
    void anIdleSessionIsClosedAndASilentOneIsPingedThenGivenUp() {
        Recorder quiet = new Recorder();
        WsOptions options = WsOptions.builder()
                .pingInterval(Duration.ofMillis(100))
                .pongTimeout(Duration.ofMillis(200))
                .closeTimeout(Duration.ofMillis(500))
                .build();
        WsOptions idle = WsOptions.builder()
                .idleTimeout(Duration.ofMillis(200))
                .pingInterval(Duration.ZERO)
                .build();
        try (WsServer keeper = TestServers.start(
                        TestServers.builder().handler("/ping", quiet, options).handler("/idle", quiet, idle));
                RawClient silent = RawClient.open(keeper, "/ping")) {
            assertThat(silent.next().opcode()).isEqualTo(Wire.PING);
            silent.expectReset();
            quiet.expect("onOpen", "onClose 1006 by TIMEOUT");
            try (RawClient inactive = RawClient.open(keeper, "/idle")) {
                inactive.expect("close 1001 idle for too long")
                        .send(Wire.close(1001, ""))
                        .expectEnd();
                quiet.expect("onOpen", "onClose 1001 (idle for too long) by TIMEOUT");
            }
            try (RawClient lively = RawClient.open(keeper, "/ping")) {
                for (int i = 0; i < 5; i++) {
                    Wire.Frame ping = lively.next();
                    assertThat(ping.opcode()).isEqualTo(Wire.PING);
                    lively.send(Wire.frame(Wire.FIN | Wire.PONG, ping.payload()));
                }
                lively.send(Wire.pong("not asked for"));
                quiet.expect("onOpen", "onPong not asked for");
            }
        }
    }
}
