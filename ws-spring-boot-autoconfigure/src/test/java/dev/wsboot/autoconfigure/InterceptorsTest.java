package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsEndpointRegistration;
import dev.wsboot.WsInterceptor;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.Ordered;

/** What is done before and after handshakes and messages. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InterceptorsTest {

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final ApplicationContextRunner runner = Contexts.runner()
            .withBean(EchoEndpoint.class)
            .withBean("last", Recording.class, () -> new Recording("b", 2, calls))
            .withBean("first", Recording.class, () -> new Recording("a", 1, calls));

    @WsEndpoint(path = "/echo", subprotocols = "v1")
    static class EchoEndpoint {

        @OnOpen
        String open(WsSession session) {
            return session.attribute("who") + " " + session.attribute("a") + " " + session.attribute("b");
        }

        @OnMessage
        String text(String message) {
            if (message.contains("fail")) {
                throw new IllegalStateException(message);
            }
            return message;
        }

        @OnMessage
        byte[] binary(byte[] message) {
            return message;
        }

        @OnError
        String error(IllegalStateException error) {
            return "error " + error.getMessage();
        }
    }

    record Recording(String name, int rank, BlockingQueue<String> calls) implements WsInterceptor, Ordered {

        @Override
        public int getOrder() {
            return rank;
        }

        private void call(String what) {
            calls.add(name + " " + what);
        }

        @Override
        public HandshakeDecision beforeHandshake(Handshake handshake) {
            call("handshake");
            String refuser = handshake.queryParam("refuse");
            if (name.equals(refuser)) {
                return HandshakeDecision.reject(403).body("refused by " + name);
            }
            if (name.equals(handshake.queryParam("throw"))) {
                throw new IllegalStateException("planned");
            }
            return HandshakeDecision.accept()
                    .attribute("who", name)
                    .attribute(name, Thread.currentThread().getName().replaceAll("\\d+$", ""))
                    .header("X-" + name, "yes")
                    .header("X-Both", name);
        }

        @Override
        public void afterHandshake(Handshake handshake, HandshakeDecision decision) {
            call(decision instanceof HandshakeDecision.Reject reject ? "rejected " + reject.status() : "accepted");
            throw new IllegalStateException("concerns nobody");
        }

        @Override
        public @Nullable String beforeText(WsSession session, String message) {
            call(message);
            if (message.contains("drop " + name)) {
                return null;
            }
            if (message.contains("throw " + name)) {
                throw new IllegalStateException("in " + name);
            }
            return message + name;
        }

        @Override
        public byte @Nullable [] beforeBinary(WsSession session, byte[] message) {
            message[0]++;
            return message[0] == 100 ? null : message;
        }

        @Override
        public void afterMessage(WsSession session, Object message, @Nullable Throwable error) {
            if (message instanceof String) {
                call("after " + message + (error == null ? "" : " " + error.getMessage()));
            }
            throw new IllegalStateException("concerns nobody");
        }
    }

    private void assertCalls(String... expected) throws InterruptedException {
        for (String each : expected) {
            assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo(each);
        }
        assertThat(calls).isEmpty();
    }

    @Test
    void handshakesAreAcceptedByAllInTheirOrderOffTheEventLoop() {
        runner.run(context -> {
            Client client = connect(context, "/echo", "v1");
            assertThat(client.nextText()).isEqualTo("b ws-handler- ws-handler-");
            assertThat(client.subprotocol()).isEqualTo("v1");
            assertCalls("a handshake", "b handshake", "b accepted", "a accepted");
        });
    }

    private static int refusal(Throwable error) {
        return ((WebSocketHandshakeException) error.getCause()).getResponse().statusCode();
    }

    @Test
    void interceptorThatRefusesIsTheLastOneThatIsAsked() {
        runner.run(context -> {
            assertThatThrownBy(() -> connect(context, "/echo?refuse=a"))
                    .satisfies(error -> assertThat(refusal(error)).isEqualTo(403));
            assertCalls("a handshake", "a rejected 403");
            assertThatThrownBy(() -> connect(context, "/echo?refuse=b"))
                    .satisfies(error -> assertThat(refusal(error)).isEqualTo(403));
            assertCalls("a handshake", "b handshake", "b rejected 403", "a rejected 403");
        });
    }

    @Test
    void interceptorThatThrowsInAHandshakeIsAnsweredWith500() {
        runner.run(context -> {
            assertThatThrownBy(() -> connect(context, "/echo?throw=b"))
                    .satisfies(error -> assertThat(refusal(error)).isEqualTo(500));
            assertCalls("a handshake", "b handshake", "b rejected 500", "a rejected 500");
        });
    }

    @Test
    void messagesAreReplacedOnTheWayInAndLookedAtOnTheWayBack() {
        runner.run(context -> {
            Client client = connect(context, "/echo");
            client.nextText();
            assertCalls("a handshake", "b handshake", "b accepted", "a accepted");
            assertThat(client.send("m").nextText()).isEqualTo("mab");
            assertCalls("a m", "b ma", "b after ma", "a after m");
            assertThat(client.send(new byte[] {1}).nextBytes()).containsExactly(3);
        });
    }

    @Test
    void messageThatAnInterceptorDropsReachesNobodyBehindIt() {
        runner.run(context -> {
            Client client = connect(context, "/echo");
            client.nextText();
            assertCalls("a handshake", "b handshake", "b accepted", "a accepted");
            client.send("drop a");
            client.send("drop b");
            client.send(new byte[] {98});
            assertThat(client.send("next").nextText()).isEqualTo("nextab");
            assertCalls(
                    "a drop a",
                    "a after drop a",
                    "a drop b",
                    "b drop ba",
                    "b after drop ba",
                    "a after drop b",
                    "a next",
                    "b nexta",
                    "b after nexta",
                    "a after next");
        });
    }

    @Test
    void errorsOfInterceptorsAndHandlersGoBackThroughThoseThatWereCalled() {
        runner.run(context -> {
            Client client = connect(context, "/echo");
            client.nextText();
            assertCalls("a handshake", "b handshake", "b accepted", "a accepted");
            assertThat(client.send("throw b").nextText()).isEqualTo("error in b");
            assertCalls("a throw b", "b throw ba", "a after throw b in b");
            assertThat(client.send("fail").nextText()).isEqualTo("error failab");
            assertCalls("a fail", "b faila", "b after faila failab", "a after fail failab");
        });
    }

    @Test
    void interceptorIsForTheEndpointsThatItSays() {
        WsInterceptor shouting = new WsInterceptor() {
            @Override
            public boolean isFor(String endpoint) {
                return endpoint.equals("loud");
            }

            @Override
            public String beforeText(WsSession session, String message) {
                return message.toUpperCase(Locale.ROOT);
            }
        };
        WsHandler core = new WsHandler() {
            @Override
            public void onText(WsSession session, String message) {
                session.send(message);
            }

            @Override
            public void onBinary(WsSession session, ByteBuffer message) {
                session.send(message);
            }
        };
        Contexts.runner()
                .withBean(WsInterceptor.class, () -> shouting)
                .withBean(
                        "quiet",
                        WsEndpointRegistration.class,
                        () -> WsEndpointRegistration.at("/quiet").onText((session, text) -> session.send(text)))
                .withBean(
                        "loud",
                        WsEndpointRegistration.class,
                        () -> WsEndpointRegistration.at("/loud").handler(core))
                .run(context -> {
                    assertThat(connect(context, "/quiet").send("hello").nextText())
                            .isEqualTo("hello");
                    Client loud = connect(context, "/loud");
                    assertThat(loud.send("hello").nextText()).isEqualTo("HELLO");
                    assertThat(loud.send(new byte[] {1, 2}).nextBytes()).containsExactly(1, 2);
                });
    }
}
