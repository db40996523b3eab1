package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static dev.wsboot.autoconfigure.Contexts.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A handler that takes longer than {@code ws.keepalive.pong-timeout} does not cost its client the connection. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SlowHandlerTest {

    @WsEndpoint("/blocking")
    static class BlockingEndpoint {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);

        @OnMessage
        String text(String message) throws InterruptedException {
            begun.countDown();
            assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
            return message;
        }
    }

    @WsEndpoint("/waiting")
    static class WaitingEndpoint {

        final CountDownLatch begun = new CountDownLatch(1);
        final CompletableFuture<String> gate = new CompletableFuture<>();

        @OnMessage
        CompletionStage<String> text(String message) {
            begun.countDown();
            return gate.thenApply(any -> message);
        }
    }

    @WsEndpoint("/silent")
    static class SilentEndpoint {

        @OnOpen
        void open() {}
    }

    private final ApplicationContextRunner runner = Contexts.runner()
            .withBean(BlockingEndpoint.class)
            .withBean(WaitingEndpoint.class)
            .withBean(SilentEndpoint.class)
            .withPropertyValues("ws.keepalive.ping-interval=100ms", "ws.keepalive.pong-timeout=100ms");

    @ParameterizedTest
    @CsvSource({"256, false", "1, false", "256, true", "1, true"})
    void clientThatAnswersItsPingsStays(int maxPendingMessages, boolean asynchronous) {
        runner.withPropertyValues("ws.inbound.max-pending-messages=" + maxPendingMessages)
                .run(context -> {
                    Client client = connect(context, asynchronous ? "/waiting" : "/blocking");
                    client.send("a").send("b").send("c");
                    WaitingEndpoint waiting = context.getBean(WaitingEndpoint.class);
                    BlockingEndpoint blocking = context.getBean(BlockingEndpoint.class);
                    assertThat((asynchronous ? waiting.begun : blocking.begun).await(20, TimeUnit.SECONDS))
                            .isTrue();
                    for (int i = 0; i < 3; i++) {
                        untilASilentClientIsCutOff(port(context));
                    }
                    blocking.gate.countDown();
                    waiting.gate.complete("");
                    assertThat(client.nextText()).isEqualTo("a");
                    assertThat(client.nextText()).isEqualTo("b");
                    assertThat(client.nextText()).isEqualTo("c");
                    untilASilentClientIsCutOff(port(context));
                    assertThat(client.send("d").nextText()).isEqualTo("d");
                });
    }

    /** Takes as long as ping interval and pong time-out, by the server's own clock. */
    private static void untilASilentClientIsCutOff(int port) throws IOException {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.setSoTimeout(20_000);
            silent.getOutputStream().write(Client.request("/silent"));
            InputStream in = silent.getInputStream();
            int octets = 0;
            try {
                while (in.read() >= 0) {
                    octets++;
                }
            } catch (IOException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
            assertThat(octets).as("the answer to the handshake and a ping").isGreaterThan(100);
        }
    }
}
