package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.Allocations;
import java.nio.channels.SelectionKey;
import org.junit.jupiter.api.Test;

/** Sixteen times as many frames in line cost at most twenty times the work, to put them there and to write them. */
class QueueWorkTest {

    private static final int FRAMES = 40_000;
    private static final int TIMES = 16;
    private static final int BITE = 16 * 1024;

    /**
     * What it took to send frames to a peer that reads a little at a time.
     *
     * @param queueing the bytes allocated to put them in line
     * @param draining the bytes allocated on the loop to write them
     * @param offered the bytes given to the kernel, those that it did not take included
     */
    private record Work(long queueing, long draining, long offered) {}

    @Test
    void theWorkForFramesInLineIsLinear() {
        work(FRAMES / 10); // classes are loaded
        Work few = work(FRAMES);
        Work many = work(TIMES * FRAMES);
        System.out.println(few + " for " + FRAMES + " frames, " + many + " for " + TIMES + " times as many");
        assertThat(few.offered()).isGreaterThan(18L * FRAMES);
        assertThat(many.queueing()).as("queueing: %s", few).isLessThanOrEqualTo(20 * few.queueing());
        assertThat(many.draining()).as("draining: %s", few).isLessThanOrEqualTo(20 * few.draining() + 64 * 1024);
        assertThat(many.offered()).as("offered: %s", few).isLessThanOrEqualTo(20 * few.offered());
    }

    private static Work work(int frames) {
        Recorder handler = new Recorder();
        WsOptions roomy = WsOptions.builder().maxQueueSize(1 << 30).build();
        try (FakePeer peer = FakePeer.open(handler, roomy)) {
            WsSession session = handler.session();
            peer.transport.room(0);
            session.send("the first one finds out that the peer is behind");
            peer.settle();
            long queueing = Allocations.of(() -> {
                for (int i = 0; i < frames; i++) {
                    session.send("0123456789abcdef");
                }
            });
            assertThat(session.queuedBytes()).isGreaterThan(18L * frames);
            peer.transport.forget();
            long draining = peer.onLoop(() -> Allocations.of(() -> drain(peer, session)));
            Work work = new Work(queueing, draining, peer.transport.offered());
            assertThat(peer.frames()).hasSize(frames + 1);
            return work;
        }
    }

    private static void drain(FakePeer peer, WsSession session) {
        while (session.queuedBytes() > 0) {
            peer.transport.room(BITE);
            peer.connection.ready(SelectionKey.OP_WRITE);
        }
    }
}
