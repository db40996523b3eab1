package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static dev.wsboot.autoconfigure.Contexts.port;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.Execution;
import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsEncodeException;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.endpoint.Handling;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.SynchronousSink;

/** Publishers whose items are messages. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StreamsTest {

    record Price(int value) {}

    static class Methods {

        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        final SubmissionPublisher<Price> prices = new SubmissionPublisher<>();
        final Sinks.Many<String> words = Sinks.many().unicast().onBackpressureBuffer();

        @OnOpen
        Flow.Publisher<Price> open() {
            return prices;
        }

        @OnMessage
        Flux<Object> text(String message) {
            return switch (message) {
                case "words" ->
                    words.asFlux().doOnCancel(() -> calls.add("cancelled")).cast(Object.class);
                case "hundreds" -> Flux.range(0, 1_000).map(i -> "n" + i);
                case "endless" ->
                    Flux.generate(() -> 0, (Integer i, SynchronousSink<Object> sink) -> {
                                sink.next("e" + i);
                                return i + 1;
                            })
                            .doOnCancel(() -> calls.add("endless cancelled"));
                case "broken" -> Flux.concat(Flux.just("one"), Flux.error(new IllegalStateException("in the middle")));
                case "unwritable" -> Flux.just("one", new Unwritable("x"), "two");
                default -> Flux.empty();
            };
        }

        @OnMessage
        String binary(byte[] message) {
            return message.length + " bytes";
        }

        @OnError
        String error(IllegalStateException error) {
            return "sorry, " + error.getMessage();
        }

        @OnError
        String unwritable(WsEncodeException error) {
            return "unwritable";
        }

        @OnClose
        void close(CloseStatus status) {
            calls.add("close " + status.code());
        }
    }

    record Unwritable(String value) {

        @Override
        public String value() {
            throw new IllegalArgumentException("no value");
        }
    }

    @WsEndpoint("/auto")
    static class AutoEndpoint extends Methods {}

    @WsEndpoint(value = "/event_loop", execution = Execution.EVENT_LOOP)
    static class LoopEndpoint extends Methods {}

    private final ApplicationContextRunner runner =
            Contexts.runner().withBean(AutoEndpoint.class).withBean(LoopEndpoint.class);

    private interface Conversation {
        void hold(Methods endpoint, Client client) throws Exception;
    }

    private static Methods endpoint(ApplicationContext context, Execution execution) {
        return execution == Execution.AUTO ? context.getBean(AutoEndpoint.class) : context.getBean(LoopEndpoint.class);
    }

    private void converse(Execution execution, Conversation conversation) {
        runner.run(context -> {
            Methods endpoint = endpoint(context, execution);
            Client client = connect(context, "/" + execution.name().toLowerCase(Locale.ROOT));
            await().until(() -> endpoint.prices.getNumberOfSubscribers() == 1);
            conversation.hold(endpoint, client);
            client.abort();
            await().until(() -> context.getBean(Handling.class).openSessions().count() == 0);
            await().until(() -> endpoint.prices.getNumberOfSubscribers() == 0);
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void itemsAreMessagesAndInputGoesOnBesideThem(Execution execution) {
        converse(execution, (endpoint, client) -> {
            endpoint.prices.submit(new Price(1));
            assertThat(client.nextText()).isEqualTo("{\"value\":1}");
            assertThat(client.send("words").send(new byte[2]).nextText()).isEqualTo("2 bytes");
            endpoint.words.tryEmitNext("a").orThrow();
            assertThat(client.nextText()).isEqualTo("a");
            endpoint.prices.submit(new Price(2));
            assertThat(client.nextText()).isEqualTo("{\"value\":2}");
            endpoint.words.tryEmitComplete().orThrow();
            assertThat(client.send("hundreds").nextText()).isEqualTo("n0");
            for (int i = 1; i < 1_000; i++) {
                assertThat(client.nextText()).isEqualTo("n" + i);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void publisherWithAllItemsReadyHoldsUpNoMessage(Execution execution) {
        converse(execution, (endpoint, client) -> {
            client.send("endless").send(new byte[2]);
            String next = client.nextText();
            for (int i = 0; !next.equals("2 bytes"); i++) {
                assertThat(next).isEqualTo("e" + i);
                next = client.nextText();
            }
            client.abort();
            assertThat(endpoint.calls.poll(20, TimeUnit.SECONDS)).isIn("endless cancelled", "close 1006");
            assertThat(endpoint.calls.poll(20, TimeUnit.SECONDS)).isIn("endless cancelled", "close 1006");
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void errorOfThePublisherOrOfAnItemGoesToTheErrorMethod(Execution execution) {
        converse(execution, (endpoint, client) -> {
            assertThat(client.send("broken").nextText()).isEqualTo("one");
            assertThat(client.nextText()).isEqualTo("sorry, in the middle");
            assertThat(client.send("unwritable").nextText()).isEqualTo("one");
            assertThat(client.nextText()).isEqualTo("unwritable");
            assertThat(client.send(new byte[2]).nextText()).isEqualTo("2 bytes");
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void streamsAreCancelledWithTheirSession(Execution execution) {
        converse(execution, (endpoint, client) -> {
            assertThat(client.send("words").send(new byte[2]).nextText()).isEqualTo("2 bytes");
            client.close(1000, "bye");
            assertThat(client.awaitClosed().code()).isEqualTo(1000);
            assertThat(endpoint.calls.poll(20, TimeUnit.SECONDS)).isIn("cancelled", "close 1000");
            assertThat(endpoint.calls.poll(20, TimeUnit.SECONDS)).isIn("cancelled", "close 1000");
        });
    }

    @WsEndpoint("/demand")
    static class DemandEndpoint {

        final AtomicInteger made = new AtomicInteger();
        private volatile WsSession session;

        WsSession session() {
            return session;
        }

        @OnOpen
        Flux<byte[]> open(WsSession session) {
            this.session = session;
            return Flux.range(0, 400).map(i -> {
                made.incrementAndGet();
                byte[] item = new byte[100_000];
                item[0] = i.byteValue();
                return item;
            });
        }
    }

    @Test
    void itemsAreAskedForAsTheClientReadsThem() {
        runner.withBean(DemandEndpoint.class).run(context -> {
            AtomicInteger made = context.getBean(DemandEndpoint.class).made;
            try (Socket slow = new Socket()) {
                slow.setReceiveBufferSize(16 * 1024);
                slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(context)));
                slow.setSoTimeout(20_000);
                slow.getOutputStream().write(Client.request("/demand"));
                InputStream in = slow.getInputStream();
                await().until(() -> isWaiting(context));
                // What is not asked for is not made: all of it is 40 MB, and the sockets' buffers hold some of it.
                assertThat(made.get()).isBetween(1, 200);
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) in.read());
                }
                for (int i = 0; i < 400; i++) {
                    byte[] frame = in.readNBytes(10 + 100_000); // a length of 64 bits (RFC 6455 §5.2)
                    assertThat(frame[0]).isEqualTo((byte) 0x82);
                    assertThat(frame[10]).isEqualTo((byte) i);
                }
                assertThat(made).hasValue(400);
            }
        });
    }

    /** Whether the one session there is has a stream that waits for its client. */
    private static boolean isWaiting(ApplicationContext context) {
        WsSession session = context.getBean(DemandEndpoint.class).session();
        return session != null && session.queuedBytes() > 0;
    }
}
