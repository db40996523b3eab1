package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Several threads send compressed and plain messages to sessions whose peers read slowly, vanish or are closed at moments that
 * a seed decides. With a kept window every frame must be compressed in the order in which it leaves, and none that was
 * compressed may be lost: an inflater that is not ours would stumble over either.
 */
class CompressionStressTest {

    private static final int SENDERS = 4;
    private static final int PEERS = 12;
    private static final int ROUNDS = 5;
    private static final int STEPS = 1_000;

    private static final String[] OFFERS = {
        "permessage-deflate",
        "permessage-deflate; server_max_window_bits=9",
        "permessage-deflate; server_no_context_takeover",
        "permessage-deflate; server_max_window_bits=8; server_no_context_takeover"
    };

    private static final class Sessions implements WsHandler {

        final List<WsSession> all = new ArrayList<>();
        final CountDownLatch opened = new CountDownLatch(PEERS);
        final AtomicInteger closes = new AtomicInteger();

        @Override
        public synchronized void onOpen(WsSession session, Handshake handshake) {
            session.attach(handshake.queryParam("n"));
            all.add(session);
            opened.countDown();
        }

        @Override
        public void onText(WsSession session, String message) {
            session.send(session.attachment() + ":loop:" + message + ":" + "y".repeat(300));
        }

        @Override
        public void onClose(WsSession session, CloseStatus status) {
            closes.incrementAndGet();
        }
    }

    @Test
    void compressedMessagesOfManyThreadsStayInOrderAndWhole() throws Exception {
        long seed = Seed.of("compressedMessagesOfManyThreadsStayInOrderAndWhole");
        WsOptions options = WsOptions.builder()
                .maxQueueSize(200_000)
                .closeTimeout(Duration.ofMillis(300))
                .compression(new WsCompression(200, 1, true, true))
                .build();
        AtomicInteger compressed = new AtomicInteger();
        AtomicInteger whole = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            Sessions sessions = new Sessions();
            Engine engine = (Engine) TestServers.start(sessions, options);
            try (engine) {
                playRound(engine, sessions, new Random(seed + round), compressed, whole);
            }
            await().untilAsserted(() -> {
                assertThat(engine.deflaters()).isZero();
                assertThat(engine.loops().inflaters()).isZero();
            });
        }
        assertThat(compressed.get()).isGreaterThan(ROUNDS * 500);
        assertThat(whole.get()).as("streams up to a Close frame").isPositive();
    }

    private static void playRound(
            Engine engine, Sessions sessions, Random random, AtomicInteger compressed, AtomicInteger whole)
            throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> peers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            DeflatePeer socket = DeflatePeer.openNarrow(engine, "/?n=" + i, OFFERS[random.nextInt(OFFERS.length)]);
            assertThat(socket.answer).isNotEmpty();
            Peer peer = new Peer(i, socket, new Random(random.nextLong()), compressed, whole);
            peers.add(start(failures, peer::read));
        }
        assertThat(sessions.opened.await(10, TimeUnit.SECONDS)).isTrue();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int id = i;
            Random own = new Random(random.nextLong());
            senders.add(start(failures, () -> send(id, List.copyOf(sessions.all), own)));
        }
        join(senders);
        sessions.all.forEach(WsSession::close);
        join(peers);
        assertThat(failures).isEmpty();
        await().until(() -> engine.connectionCount() == 0);
        assertThat(sessions.closes.get()).isEqualTo(PEERS);
        await().untilAsserted(() -> assertThat(sessions.all).allMatch(each -> each.queuedBytes() == 0));
    }

    private static void send(int id, List<WsSession> sessions, Random random) {
        int[] next = new int[sessions.size()];
        for (int step = 0; step < STEPS; step++) {
            int which = random.nextInt(sessions.size());
            WsSession session = sessions.get(which);
            int dice = random.nextInt(400);
            if (dice == 0) {
                session.close(4000 + id, "bye");
            } else if (dice == 1 && random.nextInt(4) == 0) {
                session.abort();
            } else if (dice < 10) {
                session.ping(ByteBuffer.allocate(3));
            } else {
                String text = session.attachment() + ":" + id + ":" + next[which] + ":" + filling(random);
                boolean sent = switch (random.nextInt(4)) {
                    case 0 -> session.send(text).isAccepted();
                    case 1 -> session.send(PreparedMessage.of(text)).isAccepted();
                    case 2 ->
                        session.send(ByteBuffer.wrap(text.getBytes(UTF_8))).isAccepted();
                    default -> {
                        session.sendAsync(text);
                        yield session.isOpen();
                    }
                };
                next[which] += sent ? 1 : 0;
            }
        }
    }

    private static String filling(Random random) {
        int size = random.nextInt(30) == 0 ? random.nextInt(150_000) : random.nextInt(1000);
        return new String(DeflatePeer.json(random, size), ISO_8859_1).replace(':', ' ');
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

    /** One peer, with its own manners and its own end. */
    private record Peer(int id, DeflatePeer socket, Random random, AtomicInteger compressed, AtomicInteger whole) {

        void read() {
            int vanishesAfter = random.nextInt(5) == 0 ? random.nextInt(200) : Integer.MAX_VALUE;
            boolean slow = random.nextInt(3) == 0;
            Map<String, Integer> next = new HashMap<>();
            int asked = 0;
            try (socket) {
                for (int i = 0; i < vanishesAfter; i++) {
                    if (slow && i % 3 == 0) {
                        socket.send(Wire.TEXT, ("" + asked++).getBytes(UTF_8));
                    }
                    Wire.Frame frame = socket.client.next();
                    if (frame.opcode() == Wire.CLOSE) {
                        whole.incrementAndGet();
                        socket.client.send(Wire.close(1000, "")).expectEnd();
                        return;
                    }
                    if (frame.opcode() != Wire.PING) {
                        check(frame, next);
                    }
                }
                socket.client.reset();
            } catch (UncheckedIOException e) {
                // The server aborted the session. What came before was checked.
                assertThat(e.getCause()).isNotInstanceOf(SocketTimeoutException.class);
            }
        }

        private void check(Wire.Frame frame, Map<String, Integer> next) {
            if ((frame.first() & DeflatePeer.RSV1) != 0) {
                compressed.incrementAndGet();
            }
            String[] parts = new String(socket.message(frame), UTF_8).split(":", -1);
            assertThat(parts).hasSize(4);
            assertThat(parts[0]).as("the connection of a message").isEqualTo("" + id);
            assertThat(Integer.parseInt(parts[2]))
                    .as("the number of a message of %s", parts[1])
                    .isEqualTo(next.merge(parts[1], 1, Integer::sum) - 1);
        }
    }
}
