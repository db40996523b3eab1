package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The closing handshake (RFC 6455 §7), step by step on a network in memory. */
class ClosingTest {

    private static final byte[] END = {};

    private final Recorder handler = new Recorder();

    /** A handler that does something at the message "go". */
    private static Recorder onGo(java.util.function.Consumer<WsSession> action) {
        return new Recorder() {
            @Override
            public void onText(WsSession session, String message) throws Exception {
                super.onText(session, message);
                if (message.equals("go")) {
                    action.accept(session);
                }
            }
        };
    }

    @Test
    void thePeersCodeIsEchoedAndOurHalfIsShut() {
        try (FakePeer peer = FakePeer.open(handler)) {
            peer.arrives(Wire.close(3001, "so long"));
            peer.settle();

            handler.expect("onOpen", "onPeerClose 3001 (so long) by CLIENT", "onClose 3001 (so long) by CLIENT");
            assertThat(peer.frames()).hasToString("[close 3001]");
            assertThat(peer.transport.isOutputShut()).isTrue();
            assertThat(peer.transport.isClosed()).isFalse();

            peer.arrives(END);
            peer.settle();
            assertThat(peer.transport.isClosed()).isTrue();
            assertThat(peer.transport.isReset()).isFalse();
            handler.expectNothingMore();
        }
    }

    @Test
    void aCloseWithoutACodeIsAnsweredByOneWithoutACode() {
        try (FakePeer peer = FakePeer.open(handler)) {
            peer.arrives(Wire.close());
            peer.settle();

            handler.expect("onOpen", "onPeerClose 1005 by CLIENT", "onClose 1005 by CLIENT");
            assertThat(peer.frames()).hasToString("[close 1005]"); // that is: no payload at all
        }
    }

    @Test
    void theServersCloseWaitsForThePeers() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            session.close(4001, "done");
            assertThat(session.isOpen()).isFalse();
            peer.settle();
            handler.expect("onOpen").expectNothingMore();
            assertThat(peer.frames()).hasToString("[close 4001 done]");
            assertThat(peer.transport.isOutputShut()).isFalse();

            peer.arrives(Wire.close(4001, ""));
            peer.settle();
            handler.expect("onClose 4001 (done) by SERVER").expectNothingMore();
            assertThat(peer.transport.isOutputShut()).isTrue();
            assertThat(peer.frames()).isEmpty();
        }
    }

    @Test
    void bothMayCloseAtOnce() {
        Recorder closing = onGo(session -> session.close(4002, ""));
        try (FakePeer peer = FakePeer.open(closing)) {
            peer.arrives(Wire.text("go"), Wire.close(1001, "leaving"));
            peer.settle();

            closing.expect("onOpen", "onText go", "onClose 4002 by SERVER").expectNothingMore();
            assertThat(peer.frames()).hasToString("[close 4002]");
            assertThat(peer.transport.isOutputShut()).isTrue();
        }
    }

    @Test
    void aHandlerThatClosesHearsNoMoreMessages() {
        Recorder closing = onGo(WsSession::close);
        try (FakePeer peer = FakePeer.open(closing)) {
            peer.arrives(Wire.text("go"), Wire.text("late"), Wire.ping("late"), Wire.binary(new byte[200_000]));
            peer.arrives(Wire.text("later"), Wire.close(1000, ""));
            peer.settle();

            closing.expect("onOpen", "onText go", "onClose 1000 by SERVER").expectNothingMore();
            assertThat(peer.frames()).hasToString("[close 1000]");
        }
    }

    @Test
    void anAbortedSessionSendsNothingAndHearsNothingMore() {
        Recorder aborting = onGo(session -> {
            session.send("before");
            session.abort();
            assertThat(session.isOpen()).isFalse();
            assertThat(session.send("after")).isEqualTo(SendStatus.CLOSED);
        });
        try (FakePeer peer = FakePeer.open(aborting)) {
            peer.arrives(Wire.text("go"), Wire.text("late"), Wire.close(1000, ""));
            peer.settle();

            aborting.expect("onOpen", "onText go", "onClose 1006 by SERVER").expectNothingMore();
            assertThat(peer.transport.isReset()).isTrue();
            assertThat(peer.frames()).noneMatch(each -> each.opcode() == Wire.CLOSE);
        }
    }

    @Test
    void whatIsPendingGoesOutBeforeTheClose() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(10);
            session.send("x".repeat(1000));
            session.send("second");
            session.close(1000, "");
            peer.settle();
            peer.arrives(Wire.close(1000, ""));
            peer.settle();
            handler.expect("onOpen", "onClose 1000 by SERVER");
            assertThat(peer.transport.isOutputShut()).isFalse();

            peer.writable(Long.MAX_VALUE);
            peer.settle();

            assertThat(peer.frames()).hasToString("[text " + "x".repeat(1000) + ", text second, close 1000]");
            assertThat(peer.transport.isOutputShut()).isTrue();
        }
    }

    @Test
    void nothingFollowsTheCloseFrame() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(1);
            session.close();
            peer.settle();
            assertThat(session.send("late")).isEqualTo(SendStatus.CLOSED);
            assertThat(session.sendAsync("late").toCompletableFuture()).isCompletedWithValue(SendStatus.CLOSED);
            peer.arrives(Wire.ping("late"));
            session.close(4000, "again");
            peer.writable(Long.MAX_VALUE);
            peer.settle();

            assertThat(peer.frames()).hasToString("[close 1000]");
        }
    }

    @Test
    void theAnswerWaitsForTheHandlersStage() {
        CompletableFuture<Void> working = new CompletableFuture<>();
        Recorder slow = new Recorder() {
            @Override
            public CompletionStage<?> onPeerClose(WsSession session, CloseStatus status) throws Exception {
                super.onPeerClose(session, status);
                return working;
            }
        };
        try (FakePeer peer = FakePeer.open(slow)) {
            WsSession session = slow.session();
            peer.arrives(Wire.text("question"), Wire.close(1000, ""));
            peer.settle();
            slow.expect("onOpen", "onText question", "onPeerClose 1000 by CLIENT")
                    .expectNothingMore();
            assertThat(session.isOpen()).isTrue();
            assertThat(session.send("answer")).isEqualTo(SendStatus.SENT);

            working.complete(null);

            slow.expect("onClose 1000 by CLIENT");
            peer.settle();
            assertThat(peer.frames()).hasToString("[text answer, close 1000]");
        }
    }

    @Test
    void aStageThatNeverCompletesIsNotWaitedForLongerThanTheCloseTimeout() {
        Recorder slow = new Recorder() {
            @Override
            public CompletionStage<?> onPeerClose(WsSession session, CloseStatus status) {
                return new CompletableFuture<>();
            }
        };
        WsOptions options =
                WsOptions.builder().closeTimeout(Duration.ofMillis(100)).build();
        try (FakePeer peer = FakePeer.open(slow, options)) {
            peer.arrives(Wire.close(1000, ""));

            slow.expect("onOpen", "onClose 1000 by CLIENT");
            peer.settle();
            assertThat(peer.frames()).hasToString("[close 1000]");
        }
    }

    @Test
    void aStageThatFailsAnswersAllTheSame() {
        Recorder failing = new Recorder() {
            @Override
            public CompletionStage<?> onPeerClose(WsSession session, CloseStatus status) {
                return CompletableFuture.failedStage(new IOException("by hand"));
            }
        };
        try (FakePeer peer = FakePeer.open(failing)) {
            peer.arrives(Wire.close(1000, ""));
            peer.settle();

            assertThat(peer.frames()).hasToString("[close 1000]");
        }
    }

    @Test
    void aPeerThatShutItsHalfBehindItsCloseGetsTheAnswer() {
        try (FakePeer peer = FakePeer.open(handler)) {
            peer.transport.room(0);
            peer.arrives(Wire.close(1000, ""));
            peer.arrives(END);
            peer.settle();
            assertThat(peer.transport.isClosed()).isFalse();

            peer.writable(100);
            peer.settle();

            assertThat(peer.frames()).hasToString("[close 1000]");
            assertThat(peer.transport.isClosed()).isTrue();
            assertThat(peer.transport.isReset()).isFalse();
            handler.expect("onOpen", "onPeerClose 1000 by CLIENT", "onClose 1000 by CLIENT");
        }
    }

    @Test
    void aPeerThatDoesNotAnswerIsResetInTime() {
        WsOptions options =
                WsOptions.builder().closeTimeout(Duration.ofMillis(100)).build();
        try (FakePeer peer = FakePeer.open(handler, options)) {
            WsSession session = handler.session();
            session.close(4000, "");

            handler.expect("onOpen", "onClose 4000 by SERVER");
            assertThat(peer.transport.isReset()).isTrue();
        }
    }

    @Test
    void aPeerThatEndsTheStreamIsGone() {
        try (FakePeer peer = FakePeer.open(handler)) {
            peer.arrives(Wire.text("last"));
            peer.arrives(END);

            handler.expect("onOpen", "onText last", "onClose 1006 by NETWORK").expectNothingMore();
            assertThat(peer.transport.isClosed()).isTrue();
        }
    }

    @Test
    void aPeerWhoKeepsTalkingBehindTheEndIsHeardForAWhileHoweverMuchItSays() {
        try (FakePeer peer = FakePeer.open(handler)) {
            peer.arrives(Wire.frame(0x83)); // an opcode without a meaning
            peer.settle();
            handler.expect("onOpen", "onClose 1002 (unknown opcode) by SERVER");
            assertThat(peer.frames()).hasToString("[close 1002 unknown opcode]");
            assertThat(peer.transport.isOutputShut()).isTrue();

            for (int i = 0; i < 8; i++) {
                peer.arrives(new byte[1024 * 1024]);
                assertThat(peer.transport.wantsRead()).isTrue();
            }
            await().until(peer.transport::isClosed);
            handler.expectNothingMore();
        }
    }

    @Test
    void overflowDropsWhatHasNotBegunAndClosesBehindWhatHas() {
        WsOptions options = WsOptions.builder().maxQueueSize(3000).build();
        try (FakePeer peer = FakePeer.open(handler, options)) {
            WsSession session = handler.session();
            peer.transport.room(100);
            assertThat(session.send("1".repeat(1000))).isEqualTo(SendStatus.QUEUED);
            CompletionStage<SendStatus> second = session.sendAsync("2".repeat(1000));
            CompletionStage<SendStatus> third = session.sendAsync("3".repeat(2000));
            peer.settle();

            assertThat(session.send("too much")).isEqualTo(SendStatus.CLOSED);

            peer.settle();
            assertThat(second.toCompletableFuture()).isCompletedWithValue(SendStatus.CLOSED);
            assertThat(third.toCompletableFuture()).isCompletedWithValue(SendStatus.CLOSED);
            peer.writable(Long.MAX_VALUE);
            peer.settle();
            assertThat(peer.frames()).hasToString("[text " + "1".repeat(1000) + ", close 1013 reads too slowly]");
            assertThat(session.queuedBytes()).isZero();
        }
    }

    @Test
    void aSessionMayBeClosedAsSoonAsItIsOpen() {
        Recorder closing = new Recorder() {
            @Override
            public void onOpen(WsSession session, Handshake handshake) throws Exception {
                super.onOpen(session, handshake);
                session.send("sorry");
                session.close(4003, "not today");
            }
        };
        try (FakePeer peer = FakePeer.connected(closing)) {
            peer.arrives(RawClient.request(80, "/"), Wire.text("not heard"));
            peer.settle();
            String written = new String(peer.transport.written(), ISO_8859_1);
            assertThat(written).startsWith("HTTP/1.1 101 ");
            byte[] frames = written.substring(written.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
            assertThat(Wire.parse(frames)).hasToString("[text sorry, close 4003 not today]");
            peer.arrives(Wire.close(4003, ""));
            peer.settle();
            closing.expect("onOpen", "onClose 4003 (not today) by SERVER").expectNothingMore();
        }
    }

    @Test
    void aSessionMayBeAbortedAsSoonAsItIsOpen() {
        Recorder aborting = new Recorder() {
            @Override
            public void onOpen(WsSession session, Handshake handshake) throws Exception {
                super.onOpen(session, handshake);
                session.abort();
            }
        };
        try (FakePeer peer = FakePeer.connected(aborting)) {
            peer.arrives(RawClient.request(80, "/"), Wire.text("not heard"));
            peer.settle();
            aborting.expect("onOpen", "onClose 1006 by SERVER").expectNothingMore();
            assertThat(peer.transport.isReset()).isTrue();
        }
    }

    @Test
    void aBrokenReadEndsTheSession() {
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.failWith(new IOException("Connection reset by peer"));
            peer.onLoop(() -> session.send(ByteBuffer.allocate(100_000)));
            peer.onLoop(() -> {
                peer.connection.ready(SelectionKey.OP_WRITE);
                return null;
            });

            handler.expect("onOpen", "onClose 1006 by NETWORK").expectNothingMore();
        }
    }
}
