package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wsboot.core.WsSession;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Holding messages back and letting them go again. */
class PauseTest {

    @Test
    void whatFollowsThePauseInTheSameReadIsKept() {
        Recorder handler = new Recorder() {
            @Override
            public void onText(WsSession session, String message) throws Exception {
                super.onText(session, message);
                if (message.equals("pause")) {
                    session.pauseReading();
                }
            }
        };
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.arrives(Wire.text("pause"), Wire.text("kept"), Wire.ping("kept"));
            handler.expect("onOpen", "onText pause").expectNothingMore();
            assertThat(peer.transport.wantsRead()).isFalse();
            peer.arrives(Wire.text("not read"));
            handler.expectNothingMore();

            session.resumeReading();
            peer.settle();
            peer.readable();

            handler.expect("onText kept", "onPing kept", "onText not read").expectNothingMore();
            assertThat(peer.frames()).hasToString("[pong kept]");
        }
    }

    @Test
    void aPauseInOnOpenHoldsEvenTheFirstMessage() {
        Recorder handler = new Recorder() {
            @Override
            public void onOpen(WsSession session, dev.wsboot.core.http.Handshake handshake) throws Exception {
                super.onOpen(session, handshake);
                session.pauseReading();
            }
        };
        try (FakePeer peer = FakePeer.connected(handler)) {
            peer.arrives(RawClient.request(80, "/"), Wire.text("first"));
            handler.expect("onOpen").expectNothingMore();

            handler.session().resumeReading();
            handler.expect("onText first");
        }
    }

    @Test
    void theLastWordCountsWithinACallback() {
        Recorder handler = new Recorder() {
            @Override
            public void onText(WsSession session, String message) throws Exception {
                super.onText(session, message);
                session.pauseReading();
                session.resumeReading();
                if (message.equals("hold")) {
                    session.pauseReading();
                }
            }
        };
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.arrives(Wire.text("go on"), Wire.text("hold"), Wire.text("held"));
            peer.settle();
            handler.expect("onOpen", "onText go on", "onText hold").expectNothingMore();

            session.resumeReading();
            handler.expect("onText held");
        }
    }

    @Test
    void aSecondPauseBeforeTheKeptMessagesWereDeliveredHolds() {
        Recorder handler = new Recorder() {
            @Override
            public void onText(WsSession session, String message) throws Exception {
                super.onText(session, message);
                session.pauseReading();
            }
        };
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.arrives(Wire.text("1"), Wire.text("2"));
            handler.expect("onOpen", "onText 1");

            peer.onLoop(() -> {
                session.resumeReading();
                session.pauseReading();
                return null;
            });
            peer.settle();
            handler.expectNothingMore();

            session.resumeReading();
            handler.expect("onText 2");
        }
    }

    @Test
    void otherThreadsPauseAndResume() {
        Recorder handler = new Recorder();
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            session.pauseReading();
            peer.settle();
            assertThat(peer.transport.wantsRead()).isFalse();

            session.resumeReading();
            peer.settle();
            assertThat(peer.transport.wantsRead()).isTrue();
            session.resumeReading();
            peer.arrives(Wire.text("on"));
            handler.expect("onOpen", "onText on").expectNothingMore();
        }
    }

    @Test
    void thePeersCloseWaitsForTheEndOfThePause() {
        Recorder handler = new Recorder();
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            session.pauseReading();
            peer.settle();
            peer.arrives(Wire.text("last"), Wire.close(1000, "bye"));
            handler.expect("onOpen").expectNothingMore();

            session.resumeReading();
            peer.settle();
            peer.readable();

            handler.expect("onText last", "onPeerClose 1000 (bye) by CLIENT", "onClose 1000 (bye) by CLIENT");
            assertThat(peer.frames()).hasToString("[close 1000]");
        }
    }

    @Test
    void aPausedSessionCanBeClosedAndHearsNoMoreMessages() {
        Recorder handler = new Recorder() {
            @Override
            public void onText(WsSession session, String message) throws Exception {
                super.onText(session, message);
                session.pauseReading();
            }
        };
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.arrives(Wire.text("1"), Wire.text("2"), Wire.close(1000, ""));
            handler.expect("onOpen", "onText 1");

            session.close(4000, "enough");
            session.pauseReading();
            peer.settle();

            handler.expect("onClose 4000 (enough) by SERVER").expectNothingMore();
            assertThat(peer.frames()).hasToString("[close 4000 enough]");
            assertThat(peer.transport.isOutputShut()).isTrue();
        }
    }

    @Test
    void takingKeptMessagesOneByOneCostsNoCopyEach() {
        Recorder handler = new Recorder() {
            @Override
            public void onBinary(WsSession session, ByteBuffer message) {
                session.pauseReading();
                session.resumeReading();
                session.pauseReading();
                note("");
            }
        };
        int count = 20_000;
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long loopThread = peer.onLoop(() -> Thread.currentThread().getId());
            long before = threads.getThreadAllocatedBytes(loopThread);

            peer.arrives(Wire.repeat(Wire.binary((byte) 1, (byte) 2), count));
            handler.expect("onOpen");
            for (int i = 0; i < count; i++) {
                handler.expect("");
                session.resumeReading();
            }

            long bytes = threads.getThreadAllocatedBytes(loopThread) - before;
            assertThat(bytes).as("bytes that the loop allocated").isLessThan(64L * 1024 * 1024);
        }
    }
}
