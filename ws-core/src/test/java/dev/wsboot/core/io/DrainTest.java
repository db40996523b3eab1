package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.junit.jupiter.api.Test;

/** When a peer falls behind and catches up. */
class DrainTest {

    @Test
    void onDrainFollowsWhenTheQueueIsEmptyAgain() {
        Recorder handler = new Recorder();
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(3);
            assertThat(session.send("hello")).isEqualTo(SendStatus.QUEUED);
            assertThat(session.queuedBytes()).isEqualTo(4);
            peer.settle();
            assertThat(peer.transport.wantsWrite()).isTrue();

            peer.writable(2);
            assertThat(session.queuedBytes()).isEqualTo(2);
            peer.writable(100);

            handler.expect("onOpen", "onDrain").expectNothingMore();
            assertThat(session.queuedBytes()).isZero();
            assertThat(peer.transport.wantsWrite()).isFalse();
            assertThat(peer.frames()).hasToString("[text hello]");
        }
    }

    @Test
    void onDrainMaySendAsMuchAsGoesOut() {
        int[] sent = {0};
        byte[] message = new byte[1024];
        Recorder handler = new Recorder() {
            @Override
            public void onDrain(WsSession session) throws Exception {
                while (sent[0] < 4096 && session.send(ByteBuffer.wrap(message)) == SendStatus.SENT) {
                    sent[0]++;
                }
                super.onDrain(session);
            }
        };
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            session.send("hello");
            peer.settle();

            peer.writable(Long.MAX_VALUE);
            peer.settle();

            handler.expect("onOpen", "onDrain").expectNothingMore();
            assertThat(sent[0]).isEqualTo(4096);
            assertThat(peer.frames()).hasSize(4097);
        }
    }

    @Test
    void aBrokenConnectionHasNotDrained() {
        Recorder handler = new Recorder();
        try (FakePeer peer = FakePeer.open(handler)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            session.send("hello");
            peer.settle();

            peer.transport.failWith(new IOException("Broken pipe"));
            peer.onLoop(() -> {
                peer.connection.ready(SelectionKey.OP_WRITE);
                return null;
            });

            handler.expect("onOpen", "onClose 1006 by NETWORK").expectNothingMore();
            assertThat(session.queuedBytes()).isZero();
        }
    }
}
