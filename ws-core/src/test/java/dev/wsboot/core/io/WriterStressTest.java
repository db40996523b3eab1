package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.OverflowPolicy;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Several threads send to, close and abort sessions whose peers read slowly, vanish or leave at moments that a seed decides.
 *
 * <p>Checked at the peer: the stream is well-formed, every message is this connection's, each thread's messages are in order
 * and, unless they may be dropped, without a gap, and nothing follows the Close frame. Checked at the server: one onClose
 * each, every sendAsync completes, and nothing waits in the end.
 */
class WriterStressTest {

    private static final int SENDERS = 4;
    private static final int PEERS = 24;
    private static final int ROUNDS = 6;
    private static final int STEPS = 1_500;

    /** The server's side of one round. */
    private static final class Sessions implements WsHandler {

        final List<WsSession> all = new ArrayList<>();
        final CountDownLatch opened = new CountDownLatch(PEERS);
        final Map<WsSession, AtomicInteger> closes = new HashMap<>();
        final Queue<String> surprises = new ConcurrentLinkedQueue<>();

        @Override
        public synchronized void onOpen(WsSession session, Handshake handshake) {
            session.attach(Integer.parseInt(handshake.queryParam("n")));
            all.add(session);
            closes.put(session, new AtomicInteger());
            opened.countDown();
        }

        @Override
        public void onText(WsSession session, String message) {
            if (closes.get(session).get() > 0) {
                surprises.add("a message after onClose");
            }
        }

        @Override
        public void onDrain(WsSession session) {
            if (closes.get(session).get() > 0) {
                surprises.add("onDrain after onClose");
            }
        }

        @Override
        public void onClose(WsSession session, CloseStatus status) {
            closes.get(session).incrementAndGet();
        }
    }

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void nothingIsLostDoubledOrMixedUp(OverflowPolicy overflow) throws Exception {
        long seed = Seed.of("nothingIsLostDoubledOrMixedUp");
        WsOptions options = WsOptions.builder()
                .maxQueueSize(200_000)
                .overflow(overflow)
                .closeTimeout(Duration.ofMillis(300))
                .build();
        for (int round = 0; round < ROUNDS; round++) {
            Sessions sessions = new Sessions();
            try (WsServer server = TestServers.start(sessions, options)) {
                playRound(server, sessions, overflow, new Random(seed + round));
            }
        }
    }

    private static void playRound(WsServer server, Sessions sessions, OverflowPolicy overflow, Random random)
            throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> peers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            Peer peer = new Peer(i, RawClient.openNarrow(server, "/?n=" + i), overflow, new Random(random.nextLong()));
            peers.add(start(failures, peer::read));
        }
        assertThat(sessions.opened.await(10, TimeUnit.SECONDS)).isTrue();
        Queue<CompletableFuture<SendStatus>> completions = new ConcurrentLinkedQueue<>();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Sender sender = new Sender(i, List.copyOf(sessions.all), completions, new Random(random.nextLong()));
            senders.add(start(failures, sender::run));
        }
        join(senders);
        sessions.all.forEach(WsSession::close);
        join(peers);
        assertThat(failures).isEmpty();
        await().until(() -> server.connectionCount() == 0);
        assertThat(sessions.closes.values()).allMatch(count -> count.get() == 1);
        assertThat(sessions.surprises).isEmpty();
        assertThat(completions).isNotEmpty();
        CompletableFuture.allOf(completions.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(sessions.all).allMatch(each -> each.queuedBytes() == 0));
    }

    private static Thread start(Queue<Throwable> failures, Runnable body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread each : threads) {
            each.join(30_000);
            assertThat(each.isAlive()).isFalse();
        }
    }

    /** One thread of the application. */
    private record Sender(
            int id, List<WsSession> sessions, Queue<CompletableFuture<SendStatus>> completions, Random random) {

        void run() {
            int[] next = new int[sessions.size()];
            for (int step = 0; step < STEPS; step++) {
                int which = random.nextInt(sessions.size());
                WsSession session = sessions.get(which);
                switch (random.nextInt(100)) {
                    case 0 -> session.close(4000 + id, "bye");
                    case 1 -> {
                        if (random.nextInt(4) == 0) {
                            session.abort();
                        }
                    }
                    case 2 -> session.ping(ByteBuffer.allocate(3));
                    case 3 -> {
                        session.pauseReading();
                        session.resumeReading();
                    }
                    case 4, 5, 6, 7, 8, 9 ->
                        session.cork(() -> {
                            for (int i = random.nextInt(10); i > 0; i--) {
                                next[which] += send(session, next[which]);
                            }
                        });
                    default -> next[which] += send(session, next[which]);
                }
            }
        }

        /** 1 when the message was accepted, so that the next one has the next number. */
        private int send(WsSession session, int number) {
            int filling = random.nextInt(50) == 0 ? random.nextInt(150_000) : random.nextInt(200);
            String text = session.attachment() + ":" + id + ":" + number + ":" + "x".repeat(filling);
            switch (random.nextInt(3)) {
                case 0 -> {
                    return session.send(text).isAccepted() ? 1 : 0;
                }
                case 1 -> {
                    return session.send(ByteBuffer.wrap(text.getBytes(UTF_8))).isAccepted() ? 1 : 0;
                }
                default -> {
                    CompletableFuture<SendStatus> done = session.sendAsync(text).toCompletableFuture();
                    completions.add(done);
                    boolean refused = done.isDone() && done.join() != SendStatus.SENT;
                    return refused ? 0 : 1;
                }
            }
        }
    }

    /** One peer, with its own manners and its own end. */
    private record Peer(int id, RawClient client, OverflowPolicy overflow, Random random) {

        void read() {
            int vanishesAfter = random.nextInt(4) == 0 ? random.nextInt(200) : Integer.MAX_VALUE;
            boolean slow = random.nextInt(3) == 0;
            Map<String, Integer> next = new HashMap<>();
            try (client) {
                for (int i = 0; i < vanishesAfter; i++) {
                    if (slow) {
                        client.send(Wire.text("busy"), Wire.ping("busy"));
                    }
                    Wire.Frame frame = client.next();
                    if (frame.opcode() == Wire.CLOSE) {
                        leave();
                        return;
                    }
                    if (frame.opcode() != Wire.PING && frame.opcode() != Wire.PONG) {
                        check(frame, next);
                    }
                }
                vanish();
            } catch (java.io.UncheckedIOException e) {
                // The server aborted the session. What came before was checked.
                assertThat(e.getCause()).isNotInstanceOf(java.net.SocketTimeoutException.class);
            }
        }

        private void check(Wire.Frame frame, Map<String, Integer> next) {
            String[] parts = frame.text().split(":", -1);
            assertThat(parts[0]).as("the connection of a message").isEqualTo("" + id);
            int number = Integer.parseInt(parts[2]);
            assertThat(number)
                    .as("the number of a message of thread %s", parts[1])
                    .isEqualTo(next.merge(parts[1], 1, Integer::sum) - 1);
            assertThat(parts[3]).matches("x*");
        }

        private void leave() {
            if (random.nextInt(4) == 0) {
                vanish();
                return;
            }
            client.send(Wire.close(1000, ""));
            client.expectEnd();
        }

        private void vanish() {
            if (random.nextBoolean()) {
                client.reset();
            } else {
                client.shutdownOutput();
            }
        }
    }
}
