package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsboot.core.OverflowPolicy;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender is told, what waits, and what a slow peer gets in the end. */
class SendingTest {

    private final Recorder handler = new Recorder();

    private static Thread[] threads(int count, Runnable body) {
        CyclicBarrier start = new CyclicBarrier(count);
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new Thread(() -> {
                try {
                    start.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                body.run();
            });
            threads[i].start();
        }
        return threads;
    }

    private static void join(Thread[] threads) throws InterruptedException {
        for (Thread each : threads) {
            each.join(20_000);
            assertThat(each.isAlive()).isFalse();
        }
    }

    @Test
    void theBoundIsExactWhateverTheNumberOfSenders() throws Exception {
        int size = 998; // 1000 with its header
        int max = 100_000;
        WsOptions options = WsOptions.builder()
                .maxQueueSize(max)
                .overflow(OverflowPolicy.DROP)
                .build();
        try (FakePeer peer = FakePeer.open(handler, options)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger dropped = new AtomicInteger();
            AtomicLong most = new AtomicLong();
            byte[] message = new byte[size - 2];
            // What a thread is just writing counts only when the kernel has not taken it: the peer has to be behind
            // first.
            session.send(ByteBuffer.wrap(message));
            peer.settle();
            join(threads(8, () -> {
                for (int i = 0; i < 500; i++) {
                    SendStatus status = session.send(ByteBuffer.wrap(message));
                    (status.isAccepted() ? accepted : dropped).incrementAndGet();
                    most.accumulateAndGet(session.queuedBytes(), Math::max);
                }
            }));
            peer.settle();

            assertThat(accepted).hasValue(99);
            assertThat(dropped).hasValue(3901);
            assertThat(most).hasValueLessThan(max + 1000);
            assertThat(session.queuedBytes()).isEqualTo(100_000);
            peer.writable(Long.MAX_VALUE);
            assertThat(peer.frames()).hasSize(100);
            assertThat(session.queuedBytes()).isZero();
        }
    }

    @Test
    void anEmptyQueueTakesAnyMessage() {
        WsOptions options = WsOptions.builder().maxQueueSize(1).build();
        try (FakePeer peer = FakePeer.open(handler, options)) {
            WsSession session = handler.session();
            assertThat(session.send(ByteBuffer.allocate(5_000_000))).isEqualTo(SendStatus.SENT);
            assertThat(session.send("x")).isEqualTo(SendStatus.SENT);
            assertThat(peer.frames()).hasToString("[binary 5000000, text x]");
        }
    }

    @Test
    void theMessageThatIsTooMuchIsDroppedAndLaterOnesAreNot() {
        WsOptions options = WsOptions.builder()
                .maxQueueSize(10)
                .overflow(OverflowPolicy.DROP)
                .build();
        try (FakePeer peer = FakePeer.open(handler, options)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            assertThat(session.send("0123456789")).isEqualTo(SendStatus.QUEUED);
            assertThat(session.send("dropped")).isEqualTo(SendStatus.DROPPED);
            assertThat(session.isOpen()).isTrue();
            peer.settle();
            peer.writable(Long.MAX_VALUE);
            peer.settle();
            assertThat(session.send("later")).isEqualTo(SendStatus.SENT);
            assertThat(peer.frames()).hasToString("[text 0123456789, text later]");
        }
    }

    @Test
    void overflowClosesASlowReaderWithAWellFormedStreamAndNamesTheLimit() {
        RecordedEvents events = new RecordedEvents();
        try (WsServer server = TestServers.start(TestServers.builder()
                        .events(events)
                        .handler(
                                "/",
                                handler,
                                WsOptions.builder().maxQueueSize(300_000).build()));
                RawClient slow = RawClient.openNarrow(server, "/")) {
            WsSession session = handler.session();
            int count = 0;
            SendStatus status;
            do {
                status = session.send(count++ + " " + "x".repeat(10_000));
            } while (status.isAccepted() && count < 10_000);

            assertThat(status).isEqualTo(SendStatus.CLOSED);
            assertThat(events.await("sessionCut")).startsWith("sessionCut 1013").contains("ws.outbound.max-queue-size");
            List<Wire.Frame> frames = slow.untilClose();
            slow.send(Wire.close(1013, "")).expectEnd();
            assertThat(frames.get(frames.size() - 1)).hasToString("close 1013 reads too slowly");
            assertThat(frames.size() - 1).isBetween(1, count - 1);
            for (int i = 0; i < frames.size() - 1; i++) {
                assertThat(frames.get(i).text()).isEqualTo(i + " " + "x".repeat(10_000));
            }
            handler.expect("onOpen", "onClose 1013 (reads too slowly) by SERVER");
            assertThat(session.queuedBytes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 3_000, 70_000})
    void eachThreadKeepsItsOrder(int size) throws Exception {
        int senders = 4;
        int each = size > 10_000 ? 60 : 2_000;
        try (WsServer server = TestServers.start(
                        handler, WsOptions.builder().maxQueueSize(1 << 30).build());
                RawClient client = RawClient.open(server, "/")) {
            WsSession session = handler.session();
            AtomicInteger ids = new AtomicInteger();
            Thread[] threads = threads(senders, () -> {
                int id = ids.getAndIncrement();
                for (int i = 0; i < each; i++) {
                    String text = id + ":" + i + ":" + "x".repeat(size);
                    SendStatus status =
                            i % 3 == 0 ? session.send(ByteBuffer.wrap(text.getBytes(UTF_8))) : session.send(text);
                    assertThat(status.isAccepted()).isTrue();
                }
            });
            Map<String, Integer> next = new HashMap<>();
            for (int i = 0; i < senders * each; i++) {
                Wire.Frame frame = client.next();
                String[] parts = frame.text().split(":", -1);
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next.merge(parts[0], 1, Integer::sum) - 1);
                assertThat(parts[2]).hasSize(size);
            }
            join(threads);
        }
    }

    @Test
    void aBufferBelongsToItsSenderAgainWhenSendReturns() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            ByteBuffer buffer =
                    ByteBuffer.allocate(100).put("##hello##".getBytes(UTF_8)).flip();
            buffer.position(2).limit(7);
            for (long room : new long[] {Long.MAX_VALUE, 3, 0}) {
                peer.transport.room(room);
                session.send(buffer);
                session.sendAsync(buffer);
                assertThat(buffer.position()).isEqualTo(2);
                assertThat(buffer.limit()).isEqualTo(7);
                Arrays.fill(buffer.array(), 2, 7, (byte) '!');
                peer.settle();
                peer.writable(Long.MAX_VALUE);
                assertThat(new String(peer.frames().get(0).payload(), UTF_8)).isEqualTo("hello");
                buffer.put(2, "hello".getBytes(UTF_8));
            }
            session.send(ByteBuffer.allocateDirect(3).asReadOnlyBuffer());
            assertThat(peer.frames()).hasToString("[binary 3]");
        }
    }

    @Test
    void anInterruptedThreadSendsLikeAnyOther() {
        try (WsServer server = TestServers.start(handler);
                RawClient client = RawClient.open(server, "/")) {
            WsSession session = handler.session();
            Thread.currentThread().interrupt();
            assertThat(session.send("interrupted")).isEqualTo(SendStatus.SENT);
            session.sendAsync("too");
            assertThat(Thread.interrupted()).isTrue();
            session.send("not any more");
            client.expect("text interrupted").expect("text too").expect("text not any more");
        }
    }

    @Test
    void aHandlerMayInterruptItsOwnLoop() {
        Echo echo = new Echo() {
            @Override
            public void onText(WsSession session, String message) throws Exception {
                Thread.currentThread().interrupt();
                super.onText(session, message);
            }
        };
        try (WsServer server =
                        TestServers.start(TestServers.builder().eventLoops(1).handler("/", echo));
                RawClient client = RawClient.open(server, "/");
                RawClient other = RawClient.open(server, "/")) {
            for (int i = 0; i < 10; i++) {
                client.send(Wire.text("a")).expect("text a");
                other.send(Wire.text("b")).expect("text b");
            }
        }
    }

    @Test
    void whatTheProgrammerDoesWrongThrowsAtOnce() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.send("half \uD83D of a pair"))
                    .withMessageContaining("index 5");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.ping(ByteBuffer.allocate(126)))
                    .withMessageContaining("126")
                    .withMessageContaining("125");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.close(1005, ""))
                    .withMessageContaining("1005");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.close(1000, "x".repeat(124)))
                    .withMessageContaining("124")
                    .withMessageContaining("123");
            session.ping(ByteBuffer.wrap("hi".getBytes(UTF_8)));
            assertThat(peer.frames()).hasToString("[ping hi]");
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void everySendAsyncOfManyThreadsCompletes() throws Exception {
        try (WsServer server = TestServers.start(
                        handler, WsOptions.builder().maxQueueSize(100_000).build());
                RawClient client = RawClient.openNarrow(server, "/")) {
            WsSession session = handler.session();
            List<CompletableFuture<SendStatus>> futures = new ArrayList<>();
            Thread[] threads = threads(4, () -> {
                List<CompletableFuture<SendStatus>> mine = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    mine.add(session.sendAsync("x".repeat(5_000)).toCompletableFuture());
                }
                synchronized (futures) {
                    futures.addAll(mine);
                }
            });
            join(threads);
            client.untilClose();
            client.reset();
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
            assertThat(futures).hasSize(800).anyMatch(each -> each.join() == SendStatus.SENT);
            assertThat(futures).anyMatch(each -> each.join() == SendStatus.CLOSED);
        }
    }
}
