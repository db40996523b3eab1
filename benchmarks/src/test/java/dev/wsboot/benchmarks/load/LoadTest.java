package dev.wsboot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load generator against servers on ws-core in the same process, good and bad ones. */
class LoadTest {

    private static class Echo implements WsHandler {

        @Override
        public void onText(WsSession session, String message) {
            session.send(message);
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) {
            session.send(message);
        }
    }

    private WsServer server;

    private int serve(String path, WsHandler handler) throws IOException {
        server = WsServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .handler(path, handler)
                .start();
        return server.port();
    }

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO).toCompletableFuture().join();
    }

    private Latencies run(Scenario scenario, int port, int units) throws Exception {
        try (Load load = new Load(scenario, port, 2, false)) {
            load.start();
            load.record();
            long before = load.units();
            Awaitility.await().until(() -> {
                load.check();
                return load.units() - before >= units;
            });
            return load.finish();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo-small", "echo-pipelined", "echo-utf8", "echo-large", "churn"})
    void echoesAreCountedAndAllConnectionsAreClosed(String name) throws Exception {
        run(Scenario.named(name).withConnections(5), serve("/echo", new Echo()), 100);
        Awaitility.await().until(() -> server.connectionCount() == 0);
    }

    @Test
    void aFanOutWaitsUntilEverybodyIsSubscribed() throws Exception {
        Set<WsSession> sessions = ConcurrentHashMap.newKeySet();
        int port = serve("/broadcast", new WsHandler() {
            private final AtomicInteger published = new AtomicInteger();

            @Override
            public void onText(WsSession session, String message) {
                if (published.incrementAndGet() <= 5) { // for the publisher alone, as if the others came later
                    session.send(message);
                    return;
                }
                sessions.forEach(subscriber -> subscriber.send(message));
            }

            @Override
            public void onOpen(WsSession session, Handshake handshake) {
                sessions.add(session);
            }
        });
        run(Scenario.named("fanout").withConnections(20), port, 2000);
    }

    @Test
    void latenciesOfAStalledServerAreThoseOfAllThatWasDueMeanwhile() throws Exception {
        AtomicInteger messages = new AtomicInteger();
        int port = serve("/echo", new Echo() {
            @Override
            public void onText(WsSession session, String message) {
                if (messages.incrementAndGet() == 20) {
                    LockSupport.parkNanos(300_000_000L);
                }
                super.onText(session, message);
            }
        });
        // One connection, so that all wait. A client that waited for replies would see one slow message in the 600.
        Scenario scenario = Scenario.named("rate").withConnections(1).withRate(1000);
        Latencies latencies = run(scenario, port, 600);
        assertThat(latencies.count()).isGreaterThanOrEqualTo(600);
        assertThat(latencies.percentile(0.9)).isGreaterThan(50_000_000L);
    }

    @Test
    void whatNeverCameBackIsAmongTheLatencies() throws Exception {
        AtomicInteger messages = new AtomicInteger();
        int port = serve("/echo", new Echo() {
            @Override
            public void onText(WsSession session, String message) {
                if (messages.incrementAndGet() <= 100) {
                    super.onText(session, message);
                }
            }
        });
        Latencies latencies = run(Scenario.named("rate").withConnections(4).withRate(1000), port, 100);
        assertThat(latencies.count()).isGreaterThan(100);
        assertThat(latencies.max()).isGreaterThan(4_000_000_000L);
    }

    @Test
    void aServerThatAnswersWithSomethingElseIsFoundOut() throws Exception {
        int port = serve("/echo", new WsHandler() {
            @Override
            public void onText(WsSession session, String message) {
                session.send(message.replace('q', 'k'));
            }
        });
        assertThatIOException()
                .isThrownBy(() -> run(Scenario.named("echo-small").withConnections(3), port, 1))
                .withMessageContaining("other bytes than were sent");
    }

    @Test
    void aServerThatClosesIsFoundOut() throws Exception {
        int port = serve("/echo", new WsHandler() {
            @Override
            public void onText(WsSession session, String message) {
                session.close();
            }
        });
        assertThatIOException()
                .isThrownBy(() -> run(Scenario.named("echo-small").withConnections(3), port, 1))
                .withMessageContaining("closed a session");
    }

    @Test
    void aServerWithoutThePathIsFoundOut() throws Exception {
        int port = serve("/other", new Echo());
        assertThatIOException()
                .isThrownBy(() -> run(Scenario.named("echo-small").withConnections(3), port, 1))
                .withMessageContaining("404");
    }
}
