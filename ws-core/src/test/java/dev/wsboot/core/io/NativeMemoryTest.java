package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What large messages leave behind outside of the heap. The JDK keeps a direct buffer for each thread, as large as the largest
 * buffer of the heap that the thread ever handed to a socket.
 */
class NativeMemoryTest {

    private static final int MIB = 1024 * 1024;
    private static final int LARGE = 8 * MIB;
    private static final int THREADS = 4;

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void largeMessagesLeaveNoLargeBuffersWithTheThreadsThatSentThem() throws Exception {
        Echo handler = new Echo();
        WsOptions options = WsOptions.builder()
                .maxMessageSize(2 * LARGE)
                .maxQueueSize(64 * MIB)
                .build();
        try (WsServer server = TestServers.start(handler, options);
                RawClient client = RawClient.open(server, "/")) {
            WsSession session = handler.session();
            client.send(Wire.text("warm up")).expect("text warm up");
            long before = direct();

            client.send(Wire.frame(Wire.FIN | Wire.BINARY, new byte[LARGE]));
            client.expect("binary " + LARGE);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> session.send(ByteBuffer.wrap(new byte[LARGE])));
                thread.start();
                threads.add(thread);
            }
            for (int i = 0; i < THREADS; i++) {
                client.expect("binary " + LARGE);
            }
            assertThat(direct() - before).isLessThan(2 * MIB);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
