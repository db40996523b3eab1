package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.Execution;
import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsEncodeException;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.endpoint.Handling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Mono;

/** Results that come after the method has returned. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AsynchronousResultsTest {

    record Reading(String name, int value) {}

    record Unwritable(String value) {

        @Override
        public String value() {
            throw new IllegalArgumentException("no value");
        }
    }

    static class Methods {

        final Map<String, CompletableFuture<Object>> results = new ConcurrentHashMap<>();
        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

        CompletableFuture<Object> result(String name) {
            return results.computeIfAbsent(name, any -> new CompletableFuture<>());
        }

        @OnOpen
        Mono<String> open() {
            calls.add("open");
            return Mono.fromFuture(result("open")).map(Object::toString);
        }

        @OnMessage
        CompletionStage<Object> text(String message) {
            calls.add(message);
            return switch (message) {
                case "ready" -> CompletableFuture.completedFuture("ready at once");
                case "nothing" -> CompletableFuture.completedFuture(null);
                case "broken" -> CompletableFuture.failedFuture(new IllegalStateException("broken at once"));
                case "view" -> result(message).minimalCompletionStage();
                default -> result(message);
            };
        }

        @OnMessage
        Optional<String> binary(byte[] message) {
            calls.add(message.length + " bytes");
            return message.length == 0 ? Optional.empty() : Optional.of(message.length + " bytes");
        }

        @OnError
        CompletionStage<String> error(IllegalStateException error) {
            return result("error").thenApply(word -> word + " " + error.getMessage());
        }

        @OnError
        String unwritable(WsEncodeException error) {
            return "unwritable";
        }

        @OnClose
        void close(CloseStatus status) {
            calls.add("close " + status.code());
        }

        String next() throws InterruptedException {
            return calls.poll(20, TimeUnit.SECONDS);
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
            conversation.hold(endpoint, client);
            client.abort();
            await().until(() -> context.getBean(Handling.class).openSessions().count() == 0);
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void nextMessageIsHandledWhenTheResultIsThere(Execution execution) {
        converse(execution, (endpoint, client) -> {
            client.send("a").send("ready").send("nothing").send(new byte[3]);
            assertThat(endpoint.next()).isEqualTo("open");
            endpoint.result("open").complete("opened");
            assertThat(client.nextText()).isEqualTo("opened");
            assertThat(endpoint.next()).isEqualTo("a");
            endpoint.result("a").complete(new Reading("a", 1));
            assertThat(client.nextText()).isEqualTo("{\"name\":\"a\",\"value\":1}");
            assertThat(client.nextText()).isEqualTo("ready at once");
            assertThat(client.nextText()).isEqualTo("3 bytes");
            assertThat(client.send(new byte[0]).send("ready").nextText()).isEqualTo("ready at once");
            assertThat(endpoint.calls).containsExactly("ready", "nothing", "3 bytes", "0 bytes", "ready");
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void noMethodIsCalledWhileAResultIsWaitedFor(Execution execution) {
        runner.run(context -> {
            Methods endpoint = endpoint(context, execution);
            endpoint.result("open").complete("opened");
            String path = "/" + execution.name().toLowerCase(Locale.ROOT);
            Client waiting = connect(context, path).send("a").send("ready");
            assertThat(waiting.nextText()).isEqualTo("opened");
            assertThat(List.of(endpoint.next(), endpoint.next())).containsExactly("open", "a");
            // Another session has its messages handled meanwhile: as many as the first has sent, and some more.
            Client other = connect(context, path);
            assertThat(other.nextText()).isEqualTo("opened");
            for (int i = 0; i < 100; i++) {
                assertThat(other.send("ready").nextText()).isEqualTo("ready at once");
            }
            assertThat(endpoint.calls).hasSize(101).endsWith("ready");
            endpoint.result("a").complete("done");
            assertThat(waiting.nextText()).isEqualTo("done");
            assertThat(waiting.nextText()).isEqualTo("ready at once");
            assertThat(endpoint.calls).hasSize(102);
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void errorOfAResultGoesToTheErrorMethodWhichMayAnswerLaterAsWell(Execution execution) {
        converse(execution, (endpoint, client) -> {
            endpoint.result("open").complete("opened");
            assertThat(client.nextText()).isEqualTo("opened");
            client.send("a").send("broken").send("ready");
            endpoint.result("a").completeExceptionally(new IllegalStateException("broken later"));
            endpoint.result("error").complete("sorry,");
            assertThat(client.nextText()).isEqualTo("sorry, broken later");
            assertThat(client.nextText()).isEqualTo("sorry, broken at once");
            assertThat(client.nextText()).isEqualTo("ready at once");
            endpoint.result("c").complete(new Unwritable("x"));
            assertThat(client.send("c").nextText()).isEqualTo("unwritable");
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void closeOfTheClientIsAnsweredWhenTheResultIsThere(Execution execution) {
        converse(execution, (endpoint, client) -> {
            endpoint.result("open").complete("opened");
            assertThat(client.nextText()).isEqualTo("opened");
            client.send("a").close(1000, "bye");
            assertThat(List.of(endpoint.next(), endpoint.next())).containsExactly("open", "a");
            endpoint.result("a").complete("last words");
            assertThat(client.nextText()).isEqualTo("last words");
            assertThat(client.awaitClosed().code()).isEqualTo(1000);
            assertThat(endpoint.next()).isEqualTo("close 1000");
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void resultIsCancelledWithItsSessionAndTheEndIsToldAfterwards(Execution execution) {
        converse(execution, (endpoint, client) -> {
            endpoint.result("open").complete("opened");
            assertThat(client.nextText()).isEqualTo("opened");
            client.send("a").send("never");
            assertThat(List.of(endpoint.next(), endpoint.next())).containsExactly("open", "a");
            client.abort();
            await().until(() -> endpoint.result("a").isCancelled());
            String next = endpoint.next();
            assertThat(next).isIn("never", "close 1006");
            assertThat(next.equals("never") ? endpoint.next() : next).isEqualTo("close 1006");
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void resultThatCannotBeCancelledHoldsUpNoEnd(Execution execution) {
        converse(execution, (endpoint, client) -> {
            endpoint.result("open").complete("opened");
            assertThat(client.send("view").nextText()).isEqualTo("opened");
            assertThat(List.of(endpoint.next(), endpoint.next())).containsExactly("open", "view");
            client.abort();
            assertThat(endpoint.next()).isEqualTo("close 1006");
            endpoint.result("view").complete("too late");
        });
    }

    @ParameterizedTest
    @EnumSource(names = "CONCURRENT", mode = Mode.EXCLUDE)
    void monoThatOpensIsCancelledWithItsSession(Execution execution) {
        converse(execution, (endpoint, client) -> {
            assertThat(endpoint.next()).isEqualTo("open");
            client.abort();
            assertThat(endpoint.next()).isEqualTo("close 1006");
        });
    }
}
