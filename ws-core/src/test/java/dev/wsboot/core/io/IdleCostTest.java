package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.WsOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What connections hold while they do nothing, in bytes of heap after a collection. */
class IdleCostTest {

    private static final int PEERS = 1000;
    private static final int MIB = 1024 * 1024;

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void peersThatDeclareMuchAndSendNothingCostNothing() {
        Echo echo = new Echo();
        List<FakePeer> peers = new ArrayList<>();
        try (FakePeer first =
                FakePeer.open(echo, WsOptions.builder().maxMessageSize(16 * MIB).build())) {
            first.arrives(Wire.text("warm up"));
            heap();
            long before = heap();
            for (int i = 0; i < PEERS; i++) {
                FakePeer peer = first.another();
                peer.arrives(Wire.header(Wire.FIN | Wire.BINARY, 16 * MIB));
                peers.add(peer);
            }
            assertThat(Wire.header(Wire.FIN | Wire.BINARY, 16 * MIB)).hasSize(14);
            await().untilAsserted(() -> assertThat(heap() - before).isLessThan(8 * MIB));

            // They were heard all the same: the message goes on where it stopped.
            peers.get(0).arrives(new byte[16 * MIB]);
            assertThat(peers.get(0).frames()).hasToString("[binary " + 16 * MIB + "]");
            peers.forEach(FakePeer::close);
        }
    }
}
