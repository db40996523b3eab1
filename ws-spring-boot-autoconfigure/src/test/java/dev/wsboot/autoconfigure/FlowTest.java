package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.OnClose;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.WsEndpoint;
import dev.wsboot.autoconfigure.Client.Closed;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.endpoint.Handling;
import java.lang.ref.WeakReference;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Order, back-pressure and the end of sessions whose handlers run off the event loop. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FlowTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @WsEndpoint("/order/{client}")
    static class OrderEndpoint {

        final AtomicInteger faults = new AtomicInteger();
        final ConcurrentHashMap<String, List<String>> calls = new ConcurrentHashMap<>();
        final ConcurrentHashMap<String, AtomicInteger> inside = new ConcurrentHashMap<>();

        @OnOpen
        void open(@PathParam String client) {
            call(client, "open");
        }

        @OnMessage
        String text(String message, @PathParam String client) {
            call(client, message);
            return message;
        }

        @OnClose
        void close(@PathParam String client, CloseStatus status) {
            call(client, "close " + status.code());
        }

        private void call(String client, String event) {
            AtomicInteger depth = inside.computeIfAbsent(client, key -> new AtomicInteger());
            if (depth.incrementAndGet() != 1) {
                faults.incrementAndGet();
            }
            calls.computeIfAbsent(client, key -> new ArrayList<>()).add(event);
            depth.decrementAndGet();
        }
    }

    @Test
    void eachSessionIsServedInOrderAndItsLastReplyLeavesBeforeTheCloseIsAnswered() {
        int clients = 20;
        int messages = 300;
        runner.withBean(OrderEndpoint.class).run(context -> {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String path = "/order/" + i;
                all.add(CompletableFuture.runAsync(() -> {
                    Client client = connect(context, path);
                    for (int m = 0; m < messages; m++) {
                        client.send("m" + m);
                    }
                    client.close(1000, "bye");
                    for (int m = 0; m < messages; m++) {
                        assertThat(client.nextText()).isEqualTo("m" + m);
                    }
                    assertThat(client.awaitClosed().code()).isEqualTo(1000);
                }));
            }
            all.forEach(done -> done.orTimeout(60, TimeUnit.SECONDS).join());
            await().until(() -> context.getBean(Handling.class).openSessions().count() == 0);
            OrderEndpoint endpoint = context.getBean(OrderEndpoint.class);
            assertThat(endpoint.faults).hasValue(0);
            assertThat(endpoint.calls).hasSize(clients);
            endpoint.calls.values().forEach(calls -> {
                assertThat(calls).hasSize(messages + 2).startsWith("open", "m0").endsWith("close 1000");
            });
        });
    }

    @WsEndpoint("/gates")
    static class GatesEndpoint {

        final CountDownLatch first = new CountDownLatch(1);
        final CountDownLatch second = new CountDownLatch(1);

        @OnMessage
        String text(String message) throws InterruptedException {
            if (message.equals("first")) {
                first.await();
            } else if (message.equals("second")) {
                second.await();
            }
            return message + " is done";
        }
    }

    @Test
    void repliesDoNotWaitForTheHandlerBehindThem() {
        runner.withBean(GatesEndpoint.class).run(context -> {
            GatesEndpoint endpoint = context.getBean(GatesEndpoint.class);
            Client client = connect(context, "/gates");
            client.send("first").send("a").send("b").send("second").untilRead();

            endpoint.first.countDown();

            assertThat(client.nextText()).isEqualTo("first is done");
            assertThat(client.nextText()).isEqualTo("a is done");
            assertThat(client.nextText()).isEqualTo("b is done");
            endpoint.second.countDown();
            assertThat(client.nextText()).isEqualTo("second is done");
        });
    }

    @WsEndpoint("/gate")
    static class GateEndpoint {

        final CountDownLatch gate = new CountDownLatch(1);
        final AtomicInteger received = new AtomicInteger();

        @OnMessage
        void binary(byte[] message) throws InterruptedException {
            assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(message[0]).isEqualTo((byte) received.getAndIncrement());
        }

        @OnMessage
        String text(String message) {
            return message + " after " + received;
        }
    }

    @Test
    void blockedHandlerMakesTheClientWaitAndNothingIsLost() {
        runner.withBean(GateEndpoint.class).run(context -> {
            Client client = connect(context, "/gate");
            byte[] message = new byte[200_000];
            int sent = 0;
            WebSocketSend pending = null;
            // More than the mailbox, both sockets' buffers and the loop can hold, unless reading has stopped.
            for (; sent < 500 && pending == null; sent++) {
                message[0] = (byte) sent;
                WebSocketSend send = new WebSocketSend(client.sendAsync(message.clone()));
                pending = send.isDoneWithin(2) ? null : send;
            }
            assertThat(pending).as("a send of " + sent + " that has to wait").isNotNull();
            assertThat(context.getBean(GateEndpoint.class).received).hasValue(0);
            context.getBean(GateEndpoint.class).gate.countDown();
            pending.await();
            assertThat(client.send("all").nextText()).isEqualTo("all after " + sent);
        });
    }

    private record WebSocketSend(CompletableFuture<WebSocket> stage) {

        boolean isDoneWithin(int seconds) throws Exception {
            try {
                stage.get(seconds, TimeUnit.SECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            }
        }

        void await() {
            stage.orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    @WsEndpoint("/pause")
    static class PauseEndpoint {

        final BlockingQueue<WsSession> paused = new LinkedBlockingQueue<>();

        @OnMessage
        String text(String message, WsSession session) {
            if (message.equals("pause")) {
                session.pauseReading();
                paused.add(session);
            }
            return message;
        }
    }

    @Test
    void pauseHoldsWhatWaitsAndTheEndOfTheSessionEndsIt() {
        runner.withBean(PauseEndpoint.class).run(context -> {
            PauseEndpoint endpoint = context.getBean(PauseEndpoint.class);
            Client client = connect(context, "/pause").send("pause").send("held");
            assertThat(client.nextText()).isEqualTo("pause");
            WsSession session = endpoint.paused.poll(20, TimeUnit.SECONDS);
            session.send("still paused");
            assertThat(client.nextText()).isEqualTo("still paused");
            session.resumeReading();
            assertThat(client.nextText()).isEqualTo("held");

            client.send("pause");
            assertThat(client.nextText()).isEqualTo("pause");
            endpoint.paused.poll(20, TimeUnit.SECONDS).close();
            assertThat(client.awaitClosed().code()).isEqualTo(1000);
            await().until(() -> context.getBean(Handling.class).openSessions().count() == 0);
        });
    }

    @WsEndpoint("/quit")
    static class QuitEndpoint {

        final CountDownLatch sent = new CountDownLatch(1);
        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

        @OnMessage
        void text(String message, WsSession session) throws InterruptedException {
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
            calls.add(message);
            session.close(4000, "enough");
        }

        @OnClose
        void close(CloseStatus status) {
            calls.add("close " + status.code());
        }
    }

    @Test
    void applicationThatClosesGetsNoMoreMessages() {
        runner.withBean(QuitEndpoint.class).run(context -> {
            QuitEndpoint endpoint = context.getBean(QuitEndpoint.class);
            Client client = connect(context, "/quit").send("first").send("waiting");
            endpoint.sent.countDown();
            assertThat(client.awaitClosed()).isEqualTo(new Closed(4000, "enough"));
            assertThat(endpoint.calls.poll(20, TimeUnit.SECONDS)).isEqualTo("first");
            assertThat(endpoint.calls.poll(20, TimeUnit.SECONDS)).isEqualTo("close 4000");
        });
    }

    @WsEndpoint("/traffic")
    static class TrafficEndpoint {

        final BlockingQueue<CloseStatus> closed = new LinkedBlockingQueue<>();

        @OnMessage
        String text(String message) {
            return message;
        }

        @OnClose
        void close(WsSession session, CloseStatus status) {
            assertThat(session.isOpen()).isFalse();
            closed.add(status);
        }
    }

    @Test
    void stopDuringTrafficClosesEverySessionWith1001AndTellsEachHandler() {
        int count = 10;
        List<Client> clients = new ArrayList<>();
        BlockingQueue<CloseStatus> closed = new LinkedBlockingQueue<>();
        runner.withBean(TrafficEndpoint.class).run(context -> {
            for (int i = 0; i < count; i++) {
                Client client = connect(context, "/traffic").send("first");
                assertThat(client.nextText()).isEqualTo("first");
                clients.add(client);
            }
            assertThat(clients)
                    .allSatisfy(client ->
                            assertThat(client.sendAsync("x".repeat(50_000))).isNotNull());
            TrafficEndpoint endpoint = context.getBean(TrafficEndpoint.class);
            context.getSourceApplicationContext().close();
            closed.addAll(endpoint.closed);
        });
        for (Client client : clients) {
            assertThat(client.awaitClosed()).extracting(Closed::code).isEqualTo(1001);
        }
        assertThat(closed).hasSize(count).allSatisfy(status -> {
            assertThat(status.code()).isEqualTo(1001);
            assertThat(status.initiator()).isEqualTo(CloseStatus.Initiator.SHUTDOWN);
        });
    }

    @WsEndpoint("/leak")
    static class LeakEndpoint {

        static final List<WeakReference<Object>> SESSIONS = new CopyOnWriteArrayList<>();

        @OnOpen
        void open(WsSession session) {
            SESSIONS.add(new WeakReference<>(session));
        }

        @OnMessage
        String text(String message, WsSession session) {
            session.attach(new byte[1_000]);
            return message;
        }

        @OnClose
        void close() {}
    }

    @Test
    void nothingOfASessionStaysWhenItIsOver() {
        runner.withBean(LeakEndpoint.class).run(context -> {
            for (int i = 0; i < 20; i++) {
                Client client = connect(context, "/leak").send("hi");
                assertThat(client.nextText()).isEqualTo("hi");
                if (i % 2 == 0) {
                    client.close(1000, "");
                } else {
                    client.abort();
                }
            }
            await().until(() -> context.getBean(Handling.class).openSessions().count() == 0);
            await().untilAsserted(() -> {
                System.gc();
                assertThat(LeakEndpoint.SESSIONS)
                        .hasSize(20)
                        .allSatisfy(session -> assertThat(session.get()).isNull());
            });
        });
    }
}
