package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From the start of a server to its end. */
@SuppressWarnings("try") // what is closed within its block is closed there on purpose
class LifeCycleTest {

    private final Recorder handler = new Recorder();
    private final RecordedEvents events = new RecordedEvents();

    private WsServer start(Duration gracePeriod) {
        return TestServers.start(
                TestServers.builder().handler("/", handler).events(events).gracePeriod(gracePeriod));
    }

    private static long loopThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().startsWith("ws-loop-"))
                .count();
    }

    @Test
    void startTellsWhereItListensAndStopIsTheLastThatIsHeard() {
        try (WsServer server = start(Duration.ZERO)) {
            assertThat(server.port()).isPositive();
            assertThat(server.address().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
            assertThat(server.paths()).containsExactly("/");
            assertThat(server.connectionCount()).isZero();
            RawClient client = RawClient.open(server, "/");
            assertThat(server.connectionCount()).isEqualTo(1);
            server.close();
            client.close();
        }
        assertThat(events.all())
                .containsExactly("started [/]", "sessionOpened", events.all().get(2), "stopped");
    }

    @Test
    void aPortInUseIsAnErrorThatLeavesNothingBehind() throws Exception {
        long threads = loopThreads();
        long descriptors = Descriptors.open();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> WsServer.builder()
                                .address(InetAddress.getLoopbackAddress())
                                .port(taken.getLocalPort())
                                .handler("/", handler)
                                .start())
                        .isInstanceOf(BindException.class);
            }
        }
        assertThat(loopThreads()).isEqualTo(threads);
        assertThat(Descriptors.open()).isLessThanOrEqualTo(descriptors);
    }

    @Test
    void shutdownSaysGoodbyeToEverySessionAndCompletes() throws Exception {
        try (WsServer server = start(Duration.ofSeconds(10))) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(RawClient.open(server, "/"));
            }
            var done = server.shutdown(Duration.ofSeconds(10)).toCompletableFuture();
            for (RawClient client : clients) {
                client.expect("close 1001 server is stopping").send(Wire.close(1001, ""));
                client.expectEnd();
                client.close();
            }
            done.get(10, TimeUnit.SECONDS);
            assertThat(server.connectionCount()).isZero();
        }
        for (int i = 0; i < 10; i++) {
            handler.expect("onOpen");
        }
        for (int i = 0; i < 10; i++) {
            handler.expect("onClose 1001 (server is stopping) by SHUTDOWN");
        }
        handler.expectNothingMore();
    }

    @Test
    void whoIsStillInItsHandshakeIsNotWaitedFor() throws Exception {
        try (WsServer server = start(Duration.ofSeconds(10));
                RawClient client = RawClient.connect(server)) {
            client.send("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));
            await().until(() -> server.connectionCount() == 1);
            server.shutdown(Duration.ofDays(1)).toCompletableFuture().get(10, TimeUnit.SECONDS);
            client.drain();
        }
        handler.expectNothingMore();
    }

    @Test
    void theGracePeriodEndsTheWaitForASilentPeer() throws Exception {
        try (WsServer server = start(Duration.ofDays(1));
                RawClient client = RawClient.open(server, "/")) {
            var done = server.shutdown(Duration.ofMillis(100)).toCompletableFuture();
            done.get(10, TimeUnit.SECONDS);
            client.expectReset();
        }
        handler.expect("onOpen", "onClose 1001 (server is stopping) by SHUTDOWN");
    }

    @Test
    void aSecondShutdownCanShortenTheFirst() throws Exception {
        try (WsServer server = start(Duration.ofDays(1));
                RawClient client = RawClient.open(server, "/")) {
            var first = server.shutdown(Duration.ofDays(1)).toCompletableFuture();
            client.expect("close 1001 server is stopping");
            assertThat(first).isNotDone();
            server.shutdown(Duration.ZERO).toCompletableFuture().get(10, TimeUnit.SECONDS);
            first.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aServerCanBeClosedTwiceAndByTwoThreads() throws Exception {
        WsServer server = start(Duration.ZERO);
        Thread other = new Thread(server::close);
        other.start();
        server.close();
        other.join(10_000);
        assertThat(other.isAlive()).isFalse();
        server.close();
        server.shutdown(Duration.ZERO).toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(events.all()).containsOnlyOnce("stopped");
    }

    @Test
    void aClosedServersPortIsFree() throws Exception {
        WsServer server = start(Duration.ZERO);
        int port = server.port();
        server.close();
        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void closeOnAnEventLoopWouldWaitForItselfAndThrows() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Recorder closing = new Recorder() {
            @Override
            public void onText(WsSession session, String message) {
                try {
                    ((WsServer) session.attachment()).close();
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            }
        };
        try (WsServer server = TestServers.start(closing);
                RawClient client = RawClient.open(server, "/")) {
            closing.session().attach(server);
            client.send(Wire.text("close"));
            assertThat(thrown.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("shutdown");
            client.send(Wire.ping("alive")).expect("pong alive");
        }
    }

    @Test
    void aHandlerCanShutTheServerDown() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Recorder closing = new Recorder() {
            @Override
            public void onText(WsSession session, String message) {
                ((WsServer) session.attachment())
                        .shutdown(Duration.ofSeconds(10))
                        .thenRun(() -> done.complete(null));
            }
        };
        try (WsServer server = TestServers.start(closing);
                RawClient client = RawClient.open(server, "/")) {
            closing.session().attach(server);
            client.send(Wire.text("shut down")).expect("close 1001 server is stopping");
            client.send(Wire.close(1001, "")).expectEnd();
            client.close();
            done.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anInterruptedCloseResetsAndKeepsTheInterrupt() throws Exception {
        try (WsServer server = start(Duration.ofDays(1));
                RawClient client = RawClient.open(server, "/")) {
            Thread.currentThread().interrupt();
            server.close();
            assertThat(Thread.interrupted()).isTrue();
            client.expectReset();
        }
    }

    @Test
    void theThreadsLiveUntilTheServerIsClosed() {
        long before = loopThreads();
        WsServer server = start(Duration.ZERO);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(each -> each.getName().startsWith("ws-loop-")))
                .hasSize((int) before + 2)
                .noneMatch(Thread::isDaemon);
        server.close();
        await().until(() -> loopThreads() == before);
    }

    @Test
    void sendingAfterTheEndIsAnsweredWithClosed() {
        WsServer server = start(Duration.ZERO);
        RawClient client = RawClient.open(server, "/");
        WsSession session = handler.session();
        server.close();
        client.close();
        assertThat(session.isOpen()).isFalse();
        assertThat(session.sendAsync("late").toCompletableFuture())
                .isCompletedWithValue(dev.wsboot.core.SendStatus.CLOSED);
        session.close(CloseStatus.NORMAL);
        session.abort();
        session.pauseReading();
        session.resumeReading();
        assertThat(session.queuedBytes()).isZero();
    }
}
