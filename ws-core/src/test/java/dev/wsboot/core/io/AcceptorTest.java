package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptorTest {

    @Test
    void aBurstOfConnectionsIsSharedOutEvenlyAlthoughALoopIsBusy() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (Engine engine = (Engine) TestServers.start(TestServers.builder().handler("/", new Recorder()))) {
            EventLoop accepting = engine.loops().leastLoaded();
            accepting.count(1);
            EventLoop other = engine.loops().leastLoaded();
            accepting.count(-1);
            CountDownLatch connected = new CountDownLatch(1);
            CountDownLatch accepted = new CountDownLatch(1);
            accepting.execute(() -> hold(connected));
            other.execute(() -> hold(accepted));

            for (int i = 0; i < 40; i++) {
                clients.add(RawClient.connect(engine));
            }
            connected.countDown();
            accepting.execute(() -> accepting.execute(accepted::countDown));
            await().until(() -> engine.connectionCount() == 40);
            accepted.countDown();

            clients.forEach(client -> client.handshake("/"));
            assertThat(accepting.connections()).isEqualTo(20);
            assertThat(other.connections()).isEqualTo(20);
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
