package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A thousand connections at once, each with 200 numbered messages in each direction: none is lost, doubled or out of order,
 * and when all have left nothing of them is left either.
 *
 * <p>A message is its connection's number, its own number within its stream, and filling that follows from both. Text is one
 * stream and answered on the event loop, binary the other and answered by a pool of threads.
 */
class ThousandConnectionsTest {

    private static final int CONNECTIONS = 1000;
    private static final int ROUNDS = 10;
    private static final int PER_ROUND = 10;
    private static final int CLIENT_THREADS = 4;
    private static final int POOL_THREADS = 4;

    /** What a session counts. */
    private static final class Counts {
        final int connection;
        int texts;
        int binaries;

        Counts(int connection) {
            this.connection = connection;
        }
    }

    /** Checks what it gets, and answers each message with one of its own of another size. */
    private static final class Numbers implements WsHandler {

        final List<ExecutorService> pool = new ArrayList<>();
        final Queue<WeakReference<WsSession>> sessions = new ConcurrentLinkedQueue<>();
        final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        final AtomicInteger closed = new AtomicInteger();

        Numbers() {
            for (int i = 0; i < POOL_THREADS; i++) {
                pool.add(Executors.newSingleThreadExecutor());
            }
        }

        @Override
        public void onOpen(WsSession session, Handshake handshake) {
            session.attach(new Counts(Integer.parseInt(handshake.queryParam("n"))));
            sessions.add(new WeakReference<>(session));
        }

        @Override
        public void onText(WsSession session, String message) {
            Counts counts = (Counts) session.attachment();
            int number = counts.texts++;
            assertThat(message).isEqualTo(content(counts.connection, number, 0));
            accept(session.send(content(counts.connection, number, 1)));
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) {
            Counts counts = (Counts) session.attachment();
            int number = counts.binaries++;
            assertThat(StandardCharsets.ISO_8859_1.decode(message.duplicate()).toString())
                    .isEqualTo(content(counts.connection, number, 2));
            pool.get(counts.connection % POOL_THREADS).execute(() -> {
                try {
                    accept(session.send(ByteBuffer.wrap(
                            content(counts.connection, number, 3).getBytes(StandardCharsets.ISO_8859_1))));
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
        }

        private static void accept(SendStatus status) {
            assertThat(status.isAccepted()).isTrue();
        }

        @Override
        public void onError(WsSession session, Throwable error) throws Throwable {
            failures.add(error);
            throw error;
        }

        @Override
        public void onClose(WsSession session, CloseStatus status) {
            if (status.code() != 1000) {
                failures.add(new AssertionError("closed with " + status));
            }
            closed.incrementAndGet();
        }
    }

    private static final String FILLING = "0123456789abcdef".repeat(4096);

    /** The content of a message: 20 bytes to 64 KiB, one in a hundred large. */
    private static String content(int connection, int number, int stream) {
        int mixed = connection * 31 + number * 7 + stream;
        int filling = mixed % 100 == 0 ? 65_000 : mixed % 10 == 0 ? 1_000 : mixed % 97;
        return String.format("%07d:%07d:%d:%d:", connection, number, stream, filling) + FILLING.substring(0, filling);
    }

    /** One thread's share of the clients: each round sends to all of them and then reads from all of them. */
    private static void converse(WsServer server, int first, CyclicBarrier allThere) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int n = first; n < CONNECTIONS; n += CLIENT_THREADS) {
                clients.add(RawClient.open(server, "/?n=" + n));
            }
            allThere.await(60, TimeUnit.SECONDS);
            assertThat(server.connectionCount()).isEqualTo(CONNECTIONS);
            allThere.await(60, TimeUnit.SECONDS);
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < clients.size(); i++) {
                    clients.get(i).send(messages(first + i * CLIENT_THREADS, round));
                }
                for (int i = 0; i < clients.size(); i++) {
                    read(clients.get(i), first + i * CLIENT_THREADS, round);
                }
            }
            for (RawClient client : clients) {
                client.send(Wire.close(1000, "")).expect("close 1000").expectEnd();
            }
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    private static byte[][] messages(int connection, int round) {
        byte[][] messages = new byte[2 * PER_ROUND][];
        for (int i = 0; i < PER_ROUND; i++) {
            int number = round * PER_ROUND + i;
            messages[2 * i] = Wire.text(content(connection, number, 0));
            messages[2 * i + 1] = Wire.binary(content(connection, number, 2).getBytes(StandardCharsets.ISO_8859_1));
        }
        return messages;
    }

    private static void read(RawClient client, int connection, int round) {
        int texts = round * PER_ROUND;
        int binaries = round * PER_ROUND;
        for (int i = 0; i < 2 * PER_ROUND; i++) {
            Wire.Frame frame = client.next();
            String expected =
                    frame.opcode() == Wire.TEXT ? content(connection, texts++, 1) : content(connection, binaries++, 3);
            assertThat(frame.text()).isEqualTo(expected);
        }
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(each -> each.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static void awaitDirectMemory(long atMost) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            System.gc();
            assertThat(directMemory()).isLessThanOrEqualTo(atMost);
        });
    }

    @Test
    void everyMessageArrivesOnceAndInOrderAndNothingIsLeftBehind() throws Exception {
        warmUp();
        long directBefore = directMemory();
        long descriptorsBefore = Descriptors.open();

        serveAll();

        awaitDirectMemory(directBefore);
        await().untilAsserted(() -> assertThat(Descriptors.open()).isLessThanOrEqualTo(descriptorsBefore));
    }

    /** In a method of its own, whose frame does not keep the server when it is over. */
    private static void serveAll() throws Exception {
        Numbers handler = new Numbers();
        try (WsServer server = TestServers.start(handler, WsOptions.DEFAULTS)) {
            long directIdle = directMemory();
            long descriptorsIdle = Descriptors.open();

            CyclicBarrier allThere = new CyclicBarrier(CLIENT_THREADS);
            ExecutorService clients = Executors.newFixedThreadPool(CLIENT_THREADS);
            List<Future<?>> conversations = new ArrayList<>();
            for (int i = 0; i < CLIENT_THREADS; i++) {
                int first = i;
                conversations.add(clients.submit(() -> {
                    converse(server, first, allThere);
                    return null;
                }));
            }
            for (Future<?> each : conversations) {
                each.get(120, TimeUnit.SECONDS);
            }
            end(clients);

            assertThat(handler.failures).isEmpty();
            await().until(() -> server.connectionCount() == 0);
            assertThat(handler.closed).hasValue(CONNECTIONS);
            assertThat(handler.sessions).hasSize(CONNECTIONS);
            handler.pool.forEach(ThousandConnectionsTest::end);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                System.gc();
                assertThat(handler.sessions).allMatch(each -> each.get() == null);
            });
            await().untilAsserted(() -> assertThat(Descriptors.open()).isLessThanOrEqualTo(descriptorsIdle));
            // The server keeps a pool of buffers for senders; nothing else stays.
            awaitDirectMemory(directIdle + POOL_THREADS * BufferPool.BUFFER_SIZE);
        }
    }

    /** What the JDK opens and allocates once and for ever is not the server's. */
    private static void warmUp() {
        serveOne();
        // What tests before this one left to the garbage collector goes now, and not in the middle of the measurement.
        AtomicLong last = new AtomicLong(-1);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    System.gc();
                    return last.getAndSet(directMemory()) == last.get();
                });
    }

    private static void serveOne() {
        Echo echo = new Echo();
        try (WsServer server = TestServers.start(echo);
                RawClient client = RawClient.open(server, "/")) {
            client.send(Wire.text("x")).expect("text x");
            echo.session().send("from another thread");
            client.expect("text from another thread");
        }
    }

    private static void end(ExecutorService executor) {
        executor.shutdown();
        try {
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
