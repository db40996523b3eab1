package dev.wsboot.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.core.OverflowPolicy;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.io.RawClient;
import dev.wsboot.core.io.Wire;
import dev.wsboot.core.protocol.CloseStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine over pipes does what it does over sockets. */
@Timeout(60)
class InMemoryServerTest {

    private static final int QUEUE = 1 << 20;

    /** One read before the pause, which takes 256 KiB at most, and what the pipe holds. */
    private static final int MOST_ON_THE_WAY = (256 + 64 + 1) << 10;

    private final BlockingQueue<WsSession> sessions = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private InMemoryServer server;

    private final WsHandler handler = new WsHandler() {
        @Override
        public void onOpen(WsSession session, Handshake handshake) {
            sessions.add(session);
        }

        @Override
        public void onText(WsSession session, String message) throws InterruptedException {
            if (message.equals("hold the loop")) {
                calls.add("holding");
                release.await();
            }
            session.send(message);
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) {
            session.send(message);
        }

        @Override
        public void onDrain(WsSession session) {
            calls.add("onDrain");
        }

        @Override
        public void onClose(WsSession session, CloseStatus status) {
            calls.add("onClose " + status);
        }
    };

    @BeforeEach
    void start() throws IOException {
        WsOptions options = WsOptions.builder()
                .maxMessageSize(4 << 20)
                .maxQueueSize(QUEUE)
                .overflow(OverflowPolicy.DROP)
                .build();
        server = InMemoryServer.start(WsServer.builder()
                .eventLoops(2)
                .port(1)
                .gracePeriod(Duration.ZERO)
                .handler("/echo", handler, options));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void messagesOfAllSizesComeBack() throws IOException {
        try (RawClient client = open()) {
            client.send(Wire.text("Grüße")).expect("text Grüße");
            for (int size : List.of(0, 125, 126, 65_535, 65_536, 1_000_000)) {
                byte[] message = new byte[size];
                Arrays.fill(message, (byte) size);
                assertThat(client.send(Wire.binary(message)).next().payload()).isEqualTo(message);
            }
        }
    }

    @Test
    void noPortIsOpened() {
        assertThat(server.port()).isEqualTo(-1);
        assertThat(server.address().getPort()).isZero();
        assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(server.paths()).containsExactly("/echo");
    }

    @Test
    void manyConnectionsAtOnceAreServedAndCounted() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(open());
        }
        assertThat(server.connectionCount()).isEqualTo(200);
        for (int i = 0; i < 200; i++) {
            clients.get(i).send(Wire.text("message " + i));
        }
        for (int i = 0; i < 200; i++) {
            clients.get(i).expect("text message " + i);
        }
        clients.forEach(RawClient::close);
        Awaitility.await().until(() -> server.connectionCount() == 0);
    }

    @Test
    void closingHandshakeEndsWithTheEndOfTheStream() throws Exception {
        try (RawClient client = open()) {
            client.send(Wire.close(1000, "")).expect("close 1000").expectEnd();
            assertThat(call()).isEqualTo("onClose 1000 by CLIENT");
        }
    }

    @Test
    void peerThatShutsItsHalfIsGone() throws Exception {
        try (RawClient client = open()) {
            client.shutdownOutput();
            assertThat(call()).isEqualTo("onClose 1006 by NETWORK");
            client.expectEnd();
        }
    }

    @Test
    void endBehindBytesThatAreReadWithItIsNoticed() throws Exception {
        try (RawClient client = open()) {
            client.send(Wire.text("hold the loop"));
            assertThat(call()).isEqualTo("holding");
            client.send(Wire.text("and then")).shutdownOutput();
            release.countDown();
            assertThat(call()).isEqualTo("onClose 1006 by NETWORK");
            client.expect("text hold the loop").expect("text and then").expectEnd();
        }
    }

    @Test
    void peerThatResetsIsGone() throws Exception {
        try (RawClient client = open()) {
            client.reset();
            assertThat(call()).isEqualTo("onClose 1006 by NETWORK");
        }
    }

    @Test
    void sessionThatIsAbortedResetsItsPeer() throws Exception {
        try (RawClient client = open()) {
            session().abort();
            client.expectReset();
            assertThat(call()).isEqualTo("onClose 1006 by SERVER");
        }
    }

    @Test
    void peerThatDoesNotReadIsWaitedForAndGetsEverythingInTheEnd() throws Exception {
        try (RawClient client = open()) {
            WsSession session = session();
            ByteBuffer message = ByteBuffer.allocate(10_000);
            int accepted = 0;
            while (session.send(message.duplicate()) != SendStatus.DROPPED) {
                accepted++;
            }
            assertThat(accepted * 10_000).as("what queue and pipe hold").isBetween(QUEUE, QUEUE + (128 << 10));

            for (int i = 0; i < accepted; i++) {
                client.expect("binary 10000");
            }

            assertThat(call()).isEqualTo("onDrain");
            assertThat(session.queuedBytes()).isZero();
        }
    }

    @Test
    void sessionThatPausesMakesItsPeerWait() throws Exception {
        InMemorySocket socket = server.connect();
        try (RawClient client = RawClient.on(new PipedSocket(socket)).handshake("/echo")) {
            WsSession session = session();
            session.pauseReading();
            // Some of the first may have been read before the pause was in force, and as much is on the way.
            ByteBuffer messages = ByteBuffer.wrap(Wire.repeat(Wire.binary(new byte[1000]), 1000));

            assertThat(socket.write(messages, Duration.ofMillis(50))).isFalse();
            assertThat(messages.position()).isLessThan(MOST_ON_THE_WAY);
            session.resumeReading();

            CompletableFuture<Boolean> rest = CompletableFuture.supplyAsync(() -> write(socket, messages));
            for (int i = 0; i < 1000; i++) {
                client.expect("binary 1000");
            }
            assertThat(rest.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean write(InMemorySocket socket, ByteBuffer bytes) {
        try {
            return socket.write(bytes, Duration.ofSeconds(10));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shutdownSaysGoodbyeAndRefusesWhoComesLater() throws Exception {
        try (RawClient client = open()) {
            CompletableFuture<Void> done =
                    server.shutdown(Duration.ofSeconds(10)).toCompletableFuture();
            client.expect("close 1001 server is stopping");
            assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
            client.send(Wire.close(1001, "")).expectEnd();
            client.reset();
            done.get(10, TimeUnit.SECONDS);
            assertThat(call()).isEqualTo("onClose 1001 (server is stopping) by SHUTDOWN");
            assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void whoStaysIsResetWhenTheGracePeriodIsOver() throws Exception {
        try (RawClient client = open();
                RawClient silent = RawClient.on(new PipedSocket(server.connect()))) {
            server.shutdown(Duration.ZERO).toCompletableFuture().get(10, TimeUnit.SECONDS);
            client.expectReset();
            assertThat(silent.drain()).isEmpty();
        }
    }

    @Test
    void socketThatIsClosedWakesItsReader() throws Exception {
        InMemorySocket socket = server.connect();
        CompletableFuture<Throwable> reader = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                socket.read(ByteBuffer.allocate(1), Duration.ofSeconds(30));
            } catch (IOException e) {
                reader.complete(e);
            }
        });
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        socket.close();
        assertThat(reader.get(10, TimeUnit.SECONDS)).isInstanceOf(ClosedChannelException.class);
    }

    private RawClient open() throws IOException {
        return RawClient.on(new PipedSocket(server.connect())).handshake("/echo");
    }

    private WsSession session() throws InterruptedException {
        WsSession session = sessions.poll(10, TimeUnit.SECONDS);
        assertThat(session).isNotNull();
        return session;
    }

    private String call() throws InterruptedException {
        return calls.poll(10, TimeUnit.SECONDS);
    }
}
