package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.Execution;
import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.endpoint.Handling;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Messages of one session that are handled at once, where the code allows it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConcurrentExecutionTest {

    static class Methods {

        final CountDownLatch opened = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        final CompletableFuture<String> later = new CompletableFuture<>();
        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();

        @OnOpen
        void open() throws InterruptedException {
            assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
            calls.add("open");
        }

        CompletionStage<String> handle(String message) throws InterruptedException {
            calls.add(message);
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                switch (message) {
                    case "wait" -> assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
                    case "fail" -> throw new IllegalStateException("by hand");
                    case "later" -> {
                        return later;
                    }
                    default -> {}
                }
                return CompletableFuture.completedFuture(message);
            } finally {
                inside.decrementAndGet();
            }
        }

        @OnError
        String error(IllegalStateException error) {
            return "error " + error.getMessage();
        }

        @OnClose
        void close(CloseStatus status) {
            calls.add("close " + status.code() + " with " + inside + " inside");
        }

        String next() throws InterruptedException {
            return calls.poll(20, TimeUnit.SECONDS);
        }
    }

    @WsEndpoint(value = "/all", execution = Execution.CONCURRENT)
    static class AllEndpoint extends Methods {

        @OnMessage
        CompletionStage<String> text(String message) throws InterruptedException {
            return handle(message);
        }
    }

    @WsEndpoint("/one")
    static class OneEndpoint extends Methods {

        @OnMessage(execution = Execution.CONCURRENT)
        CompletionStage<String> text(String message) throws InterruptedException {
            return handle(message);
        }

        @OnMessage
        String binary(byte[] message) {
            return message.length + " bytes in order";
        }
    }

    @WsEndpoint(value = "/loop", execution = Execution.EVENT_LOOP)
    static class LoopEndpoint extends Methods {

        @Override
        void open() {
            calls.add("open");
        }

        @OnMessage(execution = Execution.CONCURRENT)
        CompletionStage<String> text(String message) throws InterruptedException {
            return handle(message);
        }

        @OnMessage
        String binary(byte[] message) {
            return message.length + " bytes on "
                    + Thread.currentThread().getName().replaceAll("\\d", "");
        }
    }

    private final ApplicationContextRunner runner = Contexts.runner()
            .withBean(AllEndpoint.class)
            .withBean(OneEndpoint.class)
            .withBean(LoopEndpoint.class)
            .withPropertyValues("ws.handler.max-concurrent-messages=3");

    @Test
    void messagesAreBegunInOrderBehindTheOpeningAndDoNotWaitForEachOther() {
        for (Class<? extends Methods> type : List.of(AllEndpoint.class, OneEndpoint.class, LoopEndpoint.class)) {
            runner.run(context -> {
                Methods endpoint = context.getBean(type);
                String path = "/" + type.getSimpleName().replace("Endpoint", "").toLowerCase(Locale.ROOT);
                Client client = connect(context, path).send("wait").send("a");
                endpoint.opened.countDown();
                assertThat(endpoint.next()).isEqualTo("open");
                assertThat(client.nextText()).isEqualTo("a");
                assertThat(client.send("fail").nextText()).isEqualTo("error by hand");
                endpoint.gate.countDown();
                assertThat(client.nextText()).isEqualTo("wait");
            });
        }
    }

    @Test
    void onlySoManyAreHandledAtOnceAndTheRestWaits() {
        runner.run(context -> {
            Methods endpoint = context.getBean(AllEndpoint.class);
            endpoint.opened.countDown();
            Client client = connect(context, "/all");
            for (int i = 0; i < 10; i++) {
                client.send("wait");
            }
            await().until(() -> endpoint.inside.get() == 3);
            assertThat(endpoint.calls).hasSize(4);
            endpoint.gate.countDown();
            for (int i = 0; i < 10; i++) {
                assertThat(client.nextText()).isEqualTo("wait");
            }
            assertThat(endpoint.most).hasValue(3);
        });
    }

    @Test
    void resultThatIsToComeCountsAsOneThatIsHandled() {
        runner.run(context -> {
            Methods endpoint = context.getBean(AllEndpoint.class);
            endpoint.opened.countDown();
            Client client = connect(context, "/all");
            client.send("later").send("a").send("later").send("later").send("b");
            assertThat(client.nextText()).isEqualTo("a");
            await().until(() -> endpoint.calls.size() == 5);
            assertThat(endpoint.calls).doesNotContain("b");
            endpoint.later.complete("done");
            assertThat(List.of(client.nextText(), client.nextText(), client.nextText(), client.nextText()))
                    .containsExactlyInAnyOrder("done", "done", "done", "b");
        });
    }

    @Test
    void endIsToldWhenTheLastHasReturned() {
        for (Class<? extends Methods> type : List.of(AllEndpoint.class, OneEndpoint.class, LoopEndpoint.class)) {
            runner.run(context -> {
                Methods endpoint = context.getBean(type);
                endpoint.opened.countDown();
                String path = "/" + type.getSimpleName().replace("Endpoint", "").toLowerCase(Locale.ROOT);
                Client client = connect(context, path).send("wait").send("wait");
                await().until(() -> endpoint.inside.get() == 2);
                client.abort();
                // The end of a session that came later has been told.
                Client later = connect(context, path).send("a");
                assertThat(later.nextText()).isEqualTo("a");
                later.close(1000, "");
                await().until(() -> endpoint.calls.contains("close 1000 with 2 inside"));
                assertThat(endpoint.calls).noneMatch(call -> call.startsWith("close 1006"));
                endpoint.gate.countDown();
                await().until(() -> endpoint.calls.contains("close 1006 with 0 inside"));
                await().until(() ->
                        context.getBean(Handling.class).openSessions().count() == 0);
            });
        }
    }

    @Test
    void closeOfTheClientIsAnsweredWhenAllIsDone() {
        runner.run(context -> {
            Methods endpoint = context.getBean(AllEndpoint.class);
            endpoint.opened.countDown();
            Client client = connect(context, "/all").send("wait").send("later");
            await().until(() -> endpoint.calls.size() == 3);
            client.close(1000, "bye");
            endpoint.gate.countDown();
            assertThat(client.nextText()).isEqualTo("wait");
            endpoint.later.complete("last words");
            assertThat(client.nextText()).isEqualTo("last words");
            assertThat(client.awaitClosed().code()).isEqualTo(1000);
            assertThat(List.of(endpoint.next(), endpoint.next(), endpoint.next(), endpoint.next()))
                    .endsWith("close 1000 with 0 inside");
        });
    }

    @Test
    void otherMethodsKeepTheirOrder() {
        runner.run(context -> {
            Methods endpoint = context.getBean(OneEndpoint.class);
            endpoint.opened.countDown();
            Client client =
                    connect(context, "/one").send("wait").send(new byte[1]).send(new byte[2]);
            assertThat(client.nextText()).isEqualTo("1 bytes in order");
            assertThat(client.nextText()).isEqualTo("2 bytes in order");
            endpoint.gate.countDown();
            assertThat(client.nextText()).isEqualTo("wait");
            assertThat(connect(context, "/loop").send(new byte[1]).nextText()).isEqualTo("1 bytes on ws-loop-");
        });
    }
}
