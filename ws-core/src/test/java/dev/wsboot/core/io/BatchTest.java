package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsSession;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one read brings is answered with one write, counted on a network in memory. */
class BatchTest {

    @Test
    void pipelinedMessagesAreAnsweredInOneWrite() {
        try (FakePeer peer = FakePeer.open(new Echo())) {
            byte[][] messages = new byte[1000][];
            for (int i = 0; i < messages.length; i++) {
                messages[i] = i % 2 == 0 ? Wire.text("message " + i) : Wire.binary((byte) i);
            }
            peer.arrives(messages);
            assertThat(peer.transport.writes()).isEqualTo(1);

            List<Wire.Frame> frames = peer.frames();
            assertThat(frames).hasSize(1000);
            assertThat(frames.get(998)).hasToString("text message 998");
        }
    }

    @Test
    void pingsAreAnsweredInOrderAmongTheMessagesOfTheSameRead() {
        try (FakePeer peer = FakePeer.open(new Echo())) {
            peer.arrives(Wire.ping("1"), Wire.text("2"), Wire.ping("3"), Wire.ping("4"), Wire.text("5"));
            assertThat(peer.transport.writes()).isEqualTo(1);
            assertThat(peer.frames()).hasToString("[pong 1, text 2, pong 3, pong 4, text 5]");
        }
    }

    @Test
    void aRequestAndItsFirstMessagesAreAnsweredInOneWrite() {
        try (FakePeer peer = FakePeer.connected(new Echo())) {
            peer.arrives(RawClient.request(80, "/"), Wire.text("1"), Wire.text("2"));
            assertThat(peer.transport.writes()).isEqualTo(1);
        }
    }

    @Test
    void closingIsPartOfTheBatch() {
        Recorder handler = new Recorder() {
            @Override
            public void onText(WsSession session, String message) {
                session.send(message);
                session.close(4000, "");
            }
        };
        try (FakePeer peer = FakePeer.open(handler)) {
            peer.arrives(Wire.text("bye"));
            assertThat(peer.transport.writes()).isEqualTo(1);
            assertThat(peer.frames()).hasToString("[text bye, close 4000]");
        }
    }

    @Test
    void aLargeBatchIsWrittenInLargePieces() {
        try (FakePeer peer = FakePeer.open(new Echo())) {
            byte[] message = Wire.binary(new byte[1000]);
            peer.arrives(Wire.repeat(message, 250)); // just under what one read takes
            int bytes = 250 * 1004;
            assertThat(peer.transport.writes()).isBetween(2, bytes / (64 * 1024) + 1);
            assertThat(peer.frames()).hasSize(250);
        }
    }

    @Test
    void messagesForAnotherSessionLeaveInOneWriteAtTheEndOfTheTurn() {
        List<WsSession> sessions = new ArrayList<>();
        Recorder handler = new Recorder() {
            @Override
            public void onOpen(WsSession session, dev.wsboot.core.http.Handshake handshake) {
                sessions.add(session);
            }

            @Override
            public void onText(WsSession session, String message) {
                sessions.forEach(each -> each.send(message));
            }
        };
        try (FakePeer peer = FakePeer.open(handler);
                FakePeer other = peer.another()) {
            peer.arrives(Wire.text("1"), Wire.text("2"), Wire.text("3"));
            other.settle();
            assertThat(other.transport.writes()).isEqualTo(1);
            assertThat(other.frames()).hasToString("[text 1, text 2, text 3]");
            assertThat(peer.transport.writes()).isEqualTo(1);
        }
    }

    @Test
    void aSendOfAnotherThreadIsOneWriteAndNoTask() {
        Recorder handler = new Recorder();
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.whileWriting(() -> assertThat(peer.loop.isCurrent()).isFalse());
            for (int i = 0; i < 10; i++) {
                assertThat(session.send("message " + i)).isEqualTo(SendStatus.SENT);
            }
            assertThat(peer.transport.writes()).isEqualTo(10);
        }
    }

    @Test
    void aShortWriteAtAnyPointOfABatchLosesNothing() {
        byte[][] messages = new byte[40][];
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < messages.length; i++) {
            String text = "x".repeat(i * 7 % 40) + i;
            messages[i] = i % 5 == 0 ? Wire.ping(text) : Wire.text(text);
            expected.append(i % 5 == 0 ? "pong " : "text ").append(text).append('\n');
        }
        for (int room = 0; room < 900; room += 13) {
            try (FakePeer peer = FakePeer.open(new Echo())) {
                peer.transport.room(room);
                peer.arrives(messages);
                peer.settle();
                while (peer.transport.wantsWrite()) {
                    peer.writable(17);
                }
                StringBuilder frames = new StringBuilder();
                peer.frames().forEach(each -> frames.append(each).append('\n'));
                assertThat(frames).as("room for %s bytes", room).hasToString(expected.toString());
            }
        }
    }

    @Test
    void aLentSliceIsReadOnlyAndShowsNothingButTheMessage() {
        List<String> seen = new ArrayList<>();
        Recorder handler = new Recorder() {
            @Override
            public void onBinary(WsSession session, ByteBuffer message) {
                assertThat(message.isReadOnly()).isTrue();
                assertThat(message.position()).isZero();
                assertThat(message.capacity()).isEqualTo(message.limit());
                try {
                    message.put(0, (byte) 9);
                    seen.add("written");
                } catch (ReadOnlyBufferException e) {
                    seen.add("read-only " + message.remaining());
                }
            }
        };
        try (FakePeer peer = FakePeer.open(handler)) {
            byte[] whole = Wire.binary(new byte[300]);
            peer.arrives(Wire.binary(new byte[3]), whole);
            peer.arrives(java.util.Arrays.copyOf(whole, 100));
            peer.arrives(java.util.Arrays.copyOfRange(whole, 100, whole.length));
            assertThat(seen).containsExactly("read-only 3", "read-only 300", "read-only 300");
            handler.expect("onOpen").expectNothingMore();
        }
    }

    @Test
    void pongsForAPeerThatDoesNotReadAreBounded() {
        Recorder handler = new Echo() {
            @Override
            public void onPing(WsSession session, ByteBuffer payload) {}
        };
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(100_000);
            byte[] pings = Wire.repeat(Wire.ping("0123456789"), 1000);
            for (int i = 0; i < 100; i++) {
                peer.arrives(pings);
                peer.settle();
                assertThat(session.queuedBytes()).isLessThan(256 * 1024);
            }
            peer.arrives(Wire.ping("the last one"));

            peer.writable(Long.MAX_VALUE);

            List<Wire.Frame> pongs = peer.frames();
            assertThat(pongs).hasSizeLessThan(30_000).allMatch(each -> each.opcode() == Wire.PONG);
            assertThat(pongs.get(pongs.size() - 1)).hasToString("pong the last one");
            assertThat(session.queuedBytes()).isZero();
        }
    }
}
