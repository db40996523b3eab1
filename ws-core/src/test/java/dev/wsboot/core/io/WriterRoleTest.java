package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsSession;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may write, when the role goes back, and that nobody else has to be refused for it. */
class WriterRoleTest {

    private static final WsOptions ROOMY =
            WsOptions.builder().maxQueueSize(64 * 1024 * 1024).build();

    private final Recorder handler = new Recorder();

    @Test
    void aSendThatThrowsLeavesTheConnectionAsItWas() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();

            assertThatNullPointerException().isThrownBy(() -> session.send((ByteBuffer) null));
            assertThatNullPointerException().isThrownBy(() -> session.sendAsync((ByteBuffer) null));

            assertThat(session.send("after")).isEqualTo(SendStatus.SENT);
            peer.settle();
            assertThat(peer.frames()).hasToString("[text after]");
            assertThat(session.queuedBytes()).isZero();
        }
    }

    @Test
    void aCallbackMaySendAnotherSessionMoreThanItsQueueHolds() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            byte[] message = new byte[1024];

            int sent = peer.onLoop(() -> {
                int count = 0;
                while (count < 4096 && session.send(ByteBuffer.wrap(message)) == SendStatus.SENT) {
                    count++;
                }
                return count;
            });
            peer.settle();

            assertThat(sent).isEqualTo(4096);
            assertThat(peer.frames()).hasSize(4096).allMatch(each -> each.opcode() == Wire.BINARY);
        }
    }

    @Test
    void aSmallQueueIsNotFullBeforeAHealthyPeerWasWrittenTo() {
        WsOptions small = WsOptions.builder().maxQueueSize(1000).build();
        try (FakePeer peer = FakePeer.open(handler, small)) {
            WsSession session = handler.session();

            peer.onLoop(() -> {
                for (int i = 0; i < 20; i++) {
                    assertThat(session.send("x".repeat(600))).isEqualTo(SendStatus.SENT);
                    assertThat(session.sendAsync("y".repeat(600)).toCompletableFuture())
                            .isNotCancelled();
                }
                return null;
            });
            peer.settle();

            assertThat(peer.frames()).hasSize(40).allMatch(each -> each.opcode() == Wire.TEXT);
        }
    }

    @Test
    void largeMessagesOfAnotherThreadGoOutOneAfterTheOther() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            byte[] message = new byte[1024 * 1024];

            for (int i = 0; i < 4; i++) {
                assertThat(session.send(ByteBuffer.wrap(message))).isEqualTo(SendStatus.SENT);
            }
            peer.settle();

            assertThat(peer.frames()).hasSize(4);
        }
    }

    @Test
    void theLoopDoesNotGoOnWithARoleThatIsNoLongerItsOwn() throws Exception {
        try (FakePeer peer = FakePeer.open(handler, ROOMY)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            assertThat(session.send(ByteBuffer.allocate(1_500_000))).isEqualTo(SendStatus.QUEUED);
            peer.settle();
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Thread other = new Thread(() -> session.send("first"));

            peer.onLoop(() -> {
                peer.transport.room(Long.MAX_VALUE);
                // More than the loop writes in one turn: it is told twice that the socket is writable.
                peer.connection.ready(SelectionKey.OP_WRITE);
                peer.connection.ready(SelectionKey.OP_WRITE);
                peer.connection.ready(SelectionKey.OP_WRITE);
                peer.transport.whileWriting(() -> {
                    writing.countDown();
                    await(goOn);
                });
                other.start();
                return await(writing);
            });
            peer.settle();
            Thread another = new Thread(() -> session.send("second"));
            another.start();
            another.join(1000); // comes back at once unless it has got a role that somebody else has, too
            goOn.countDown();
            other.join(10_000);
            another.join(10_000);
            peer.settle();

            assertThat(peer.transport.isOverlapped()).isFalse();
            assertThat(peer.frames()).hasSize(3);
        }
    }

    @Test
    void aWriteThatFailsWithAnErrorEndsTheConnectionAndNothingElse() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.failWith(new StackOverflowError("by hand"));

            session.send("lost");

            handler.expect("onOpen", "onClose 1006 by SERVER");
            assertThat(session.send("late")).isEqualTo(SendStatus.CLOSED);
            assertThat(session.queuedBytes()).isZero();
            assertThat(peer.transport.isReset()).isTrue();
        }
    }

    @Test
    void aSenderLeavesToTheLoopWhatOthersSentMeanwhile() throws Exception {
        try (FakePeer peer = FakePeer.open(handler, ROOMY)) {
            WsSession session = handler.session();
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Queue<Thread> writers = new ConcurrentLinkedQueue<>();
            peer.transport.whileWriting(() -> {
                writers.add(Thread.currentThread());
                writing.countDown();
                await(goOn);
            });
            Thread sender = new Thread(() -> session.send("first"));
            sender.start();
            await(writing);
            for (int i = 0; i < 30; i++) {
                assertThat(session.send("x".repeat(10_000))).isEqualTo(SendStatus.SENT);
            }
            goOn.countDown();
            sender.join(10_000);

            assertThat(peer.frames()).hasSize(31);
            assertThat(writers.stream().filter(each -> each == sender)).hasSizeBetween(1, 3);
            assertThat(writers).anyMatch(each -> each != sender);
        }
    }

    @Test
    void aFrameThatWasPushedBehindTheCloseFrameIsDropped() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            session.send("before");
            session.close();
            Completion raced = new Completion();
            // As a thread does that saw the session open a moment ago.
            peer.connection.out().send(Wire.TEXT, false, ByteBuffer.wrap(new byte[3]), true, raced);
            peer.settle();

            peer.writable(9); // up to the middle of the Close frame
            peer.writable(100);

            assertThat(raced).isCompletedWithValue(SendStatus.CLOSED);
            assertThat(peer.frames()).hasToString("[text before, close 1000]");
            assertThat(session.queuedBytes()).isZero();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
