package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.OverflowPolicy;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Every {@code sendAsync} completes, whatever becomes of its message, and what is chained to it may send. */
class SendAsyncTest {

    private final Recorder handler = new Recorder();

    private static SendStatus get(CompletableFuture<SendStatus> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    @Test
    void completesWhenTheKernelHasTheLastByte() throws Exception {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(6);
            CompletableFuture<SendStatus> first = session.sendAsync("1234").toCompletableFuture();
            CompletableFuture<SendStatus> second = session.sendAsync("5678").toCompletableFuture();
            peer.settle();

            assertThat(get(first)).isEqualTo(SendStatus.SENT);
            assertThat(second).isNotDone();
            peer.writable(5);
            assertThat(second).isNotDone();
            peer.writable(1);
            assertThat(get(second)).isEqualTo(SendStatus.SENT);
        }
    }

    @Test
    void completesWhenTheMessageIsDropped() throws Exception {
        WsOptions drop = WsOptions.builder()
                .maxQueueSize(1)
                .overflow(OverflowPolicy.DROP)
                .build();
        try (FakePeer peer = FakePeer.open(handler, drop)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            CompletableFuture<SendStatus> first = session.sendAsync("first").toCompletableFuture();
            peer.settle();

            assertThat(get(session.sendAsync("second").toCompletableFuture())).isEqualTo(SendStatus.DROPPED);
            assertThat(first).isNotDone();
            peer.writable(100);
            assertThat(get(first)).isEqualTo(SendStatus.SENT);
        }
    }

    @Test
    void completesWhenTheConnectionIsClosedBehindIt() throws Exception {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            session.close();

            assertThat(get(session.sendAsync("late").toCompletableFuture())).isEqualTo(SendStatus.CLOSED);
            peer.settle();
            assertThat(peer.frames()).hasToString("[close 1000]");
        }
    }

    @Test
    void completesWhenTheConnectionBreaks() throws Exception {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            CompletableFuture<SendStatus> waiting = session.sendAsync("waiting").toCompletableFuture();
            peer.settle();

            peer.transport.failWith(new IOException("Connection reset by peer"));
            peer.writable(1);

            assertThat(get(waiting)).isEqualTo(SendStatus.CLOSED);
            assertThat(session.queuedBytes()).isZero();
        }
    }

    @Test
    void completesWhenTheFirstWriteFails() throws Exception {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.failWith(new IOException("Connection reset by peer"));

            assertThat(get(session.sendAsync("lost").toCompletableFuture())).isEqualTo(SendStatus.CLOSED);
            handler.expect("onOpen", "onClose 1006 by NETWORK");
        }
    }

    @Test
    void completesWhenTheSessionIsAborted() throws Exception {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            CompletableFuture<SendStatus> waiting = session.sendAsync("waiting").toCompletableFuture();

            session.abort();

            assertThat(get(waiting)).isEqualTo(SendStatus.CLOSED);
            assertThat(peer.transport.isReset()).isTrue();
        }
    }

    @Test
    void whatIsChainedMaySendMoreThanTheQueueHolds() throws Exception {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            byte[] message = new byte[1024];
            Runnable flood = () -> {
                for (int i = 0; i < 1024; i++) {
                    assertThat(session.send(ByteBuffer.wrap(message))).isEqualTo(SendStatus.SENT);
                }
            };

            session.sendAsync("go").thenRun(flood).toCompletableFuture().get(10, TimeUnit.SECONDS);
            peer.onLoop(() -> session.sendAsync("go").thenRun(flood).toCompletableFuture())
                    .get(10, TimeUnit.SECONDS);
            peer.settle();

            assertThat(peer.frames()).hasSize(2 * 1025);
        }
    }

    @Test
    void aChainWithoutEndLeavesTheLoopToOthers() throws Exception {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(Long.MAX_VALUE);
            AtomicBoolean go = new AtomicBoolean(true);
            Runnable[] next = new Runnable[1];
            next[0] = () -> {
                if (go.get()) {
                    peer.transport.forget();
                    session.sendAsync("again").thenRun(next[0]);
                }
            };
            peer.onLoop(() -> {
                next[0].run();
                return null;
            });

            CountDownLatch others = new CountDownLatch(1);
            peer.loop.execute(others::countDown);
            boolean served = others.await(5, TimeUnit.SECONDS);
            go.set(false);

            assertThat(served).isTrue();
        }
    }
}
