package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.Execution;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.WsAdvice;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsEndpointRegistration;
import dev.wsboot.WsInterceptor;
import dev.wsboot.WsServerCustomizer;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.http.HandshakeDecision;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/** Endpoints without annotations, and what customizers change. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RegistrationTest {

    private static ApplicationContextRunner with(String bean, WsEndpointRegistration registration) {
        return with(Contexts.runner(), bean, registration);
    }

    private static ApplicationContextRunner with(
            ApplicationContextRunner runner, String bean, WsEndpointRegistration registration) {
        return runner.withBean(bean, WsEndpointRegistration.class, () -> registration);
    }

    record Say(String text) {}

    record Move(int x) {}

    @Test
    void actionsAreCalledOffTheEventLoopInTheirOrder() {
        BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        WsEndpointRegistration registration = WsEndpointRegistration.at("/rooms/{room}")
                .subprotocols("v2", "v1")
                .onOpen((session, handshake) ->
                        session.send("welcome to " + handshake.pathParams().get("room")))
                .onText((session, text) -> session.send(
                        text + " on " + Thread.currentThread().getName().replaceAll("\\d+$", "")))
                .onBinary((session, bytes) -> session.send(bytes))
                .onClose((session, status) -> calls.add("close " + status.code()));
        with("rooms", registration).run(context -> {
            Client client = connect(context, "/rooms/red", "v1");
            assertThat(client.subprotocol()).isEqualTo("v1");
            assertThat(client.nextText()).isEqualTo("welcome to red");
            assertThat(client.send("hi").nextText()).isEqualTo("hi on ws-handler-");
            assertThat(client.send(new byte[] {1, 2}).nextBytes()).containsExactly(1, 2);
            client.close(4000, "bye");
            assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("close 4000");
        });
    }

    @Test
    void executionOnTheEventLoopIsSaidAsInTheAnnotation() {
        WsEndpointRegistration registration = WsEndpointRegistration.at("/loop")
                .execution(Execution.EVENT_LOOP)
                .onText((session, text) -> session.send(Thread.currentThread().getName()));
        with("loop", registration)
                .run(context -> assertThat(connect(context, "/loop").send("hi").nextText())
                        .startsWith("ws-loop-"));
    }

    @Test
    void typesOfMessagesAreToldApartAsAmongMethods() {
        WsEndpointRegistration registration = WsEndpointRegistration.at("/game")
                .onMessage(Say.class, (session, say) -> session.send(new Say("you said " + say.text())))
                .onMessage(Move.class, (session, move) -> session.send(new Move(move.x() + 1)))
                .onText((session, text) -> session.send("what is " + text));
        with("game", registration).run(context -> {
            Client client = connect(context, "/game");
            assertThat(client.send("{\"type\":\"say\",\"text\":\"hi\"}").nextText())
                    .isEqualTo("{\"type\":\"say\",\"text\":\"you said hi\"}");
            assertThat(client.send("{\"x\":1,\"type\":\"move\"}").nextText()).isEqualTo("{\"type\":\"move\",\"x\":2}");
            assertThat(client.send("[]").nextText()).isEqualTo("what is []");
        });
    }

    @WsAdvice
    static class Advice {

        @OnError
        String any(IOException error) {
            return "advice " + error.getMessage();
        }
    }

    @Test
    void errorsGoToTheMostSpecificActionThenToAdvices() {
        WsEndpointRegistration registration = WsEndpointRegistration.at("/errors")
                .onText((session, text) -> {
                    switch (text) {
                        case "number" -> throw new NumberFormatException("n");
                        case "argument" -> throw new IllegalArgumentException("a");
                        default -> throw new IOException(text);
                    }
                })
                .onError(IllegalArgumentException.class, (session, error) -> session.send("argument"))
                .onError(NumberFormatException.class, (session, error) -> session.send("number"));
        with("errors", registration).withBean(Advice.class).run(context -> {
            Client client = connect(context, "/errors");
            assertThat(client.send("number").nextText()).isEqualTo("number");
            assertThat(client.send("argument").nextText()).isEqualTo("argument");
            assertThat(client.send("other").nextText()).isEqualTo("advice other");
        });
    }

    @Test
    void handshakesAreDecidedAndAttributesKept() {
        WsEndpointRegistration registration = WsEndpointRegistration.at("/door")
                .onHandshake(handshake -> {
                    String key = handshake.queryParam("key");
                    return key == null
                            ? HandshakeDecision.reject(401)
                            : HandshakeDecision.accept().attribute("key", key);
                })
                .onOpen((session, handshake) -> session.send(String.valueOf(session.attribute("key"))));
        with("door", registration).run(context -> {
            assertThat(connect(context, "/door?key=7").nextText()).isEqualTo("7");
            assertThatThrownBy(() -> connect(context, "/door"))
                    .satisfies(error -> assertThat(((WebSocketHandshakeException) error.getCause())
                                    .getResponse()
                                    .statusCode())
                            .isEqualTo(401));
        });
    }

    @Test
    void settingsAreFoundByTheNameOfTheBeanOrTheOneThatIsSaid() {
        WsEndpointRegistration small =
                WsEndpointRegistration.at("${small.path}").onText((session, text) -> session.send(text));
        WsEndpointRegistration named =
                WsEndpointRegistration.at("/named").name("own").onText((session, text) -> session.send(text));
        with(with("smallMessages", small), "named", named)
                .withPropertyValues(
                        "small.path=/small",
                        "ws.endpoints.small-messages.inbound.max-message-size=10B",
                        "ws.endpoints.own.inbound.max-message-size=20B")
                .run(context -> {
                    Client client = connect(context, "/small");
                    client.send("more than ten bytes");
                    assertThat(client.awaitClosed().code()).isEqualTo(1009);
                    assertThat(connect(context, "/named")
                                    .send("more than ten bytes")
                                    .nextText())
                            .isEqualTo("more than ten bytes");
                });
    }

    @Test
    void messageThatNothingIsSaidAboutClosesTheSession() {
        WsEndpointRegistration registration = WsEndpointRegistration.at("/text").onText((session, text) -> {});
        with("text", registration).run(context -> {
            Client client = connect(context, "/text");
            client.send(new byte[1]);
            assertThat(client.awaitClosed().code()).isEqualTo(1003);
        });
    }

    private static void assertReported(ApplicationContextRunner runner, String bean, String what, String action) {
        FailureAnalysis report = Analyses.ofStart(runner);
        assertThat(report.getDescription())
                .startsWith("There is a mistake in the WebSocket endpoints:")
                .contains(" 1. the bean \"" + bean + "\"" + System.lineSeparator())
                .contains(what);
        assertThat(report.getAction()).contains(action);
    }

    private static void assertReported(UnaryOperator<WsEndpointRegistration> mistake, String what, String action) {
        assertReported(with("wrong", mistake.apply(WsEndpointRegistration.at("/wrong"))), "wrong", what, action);
    }

    @Test
    void mistakesAreReportedWithTheNameOfTheBean() {
        assertReported(
                wrong -> wrong, "the endpoint does nothing", "Call onText, onMessage or another method of its kind.");
        assertReported(
                wrong -> wrong.onText((session, text) -> {}).onText((session, text) -> {}),
                "onMessage is called twice for String",
                "Make one action of both.");
        assertReported(
                wrong -> wrong.onClose((session, status) -> {})
                        .onError(IOException.class, (session, error) -> {})
                        .onError(IOException.class, (session, error) -> {}),
                "onError is called twice for IOException",
                "Make one action of both.");
        assertReported(
                wrong -> wrong.onText((session, text) -> {}).handler(new WsHandler() {}),
                "the endpoint has actions beside a WsHandler, which does it all",
                "Keep the one or the other.");
        assertReported(
                wrong -> wrong.onBinary((session, bytes) -> {}).onMessage(byte[].class, (session, bytes) -> {}),
                "is a second method for binary messages",
                "Make one method of both");
        assertReported(
                with("path", WsEndpointRegistration.at("/a/{").onText((session, text) -> {})),
                "path",
                "/a/{",
                "Write a path as /chat/{room}.");
        assertReported(
                with("json", WsEndpointRegistration.at("/json").onMessage(Say.class, (session, say) -> {}))
                        .withClassLoader(new FilteredClassLoader(JsonMapper.class)),
                "json",
                "the message is JSON, but there is no JsonMapper",
                "Add the dependency spring-boot-starter-jackson");
    }

    @WsEndpoint(path = "/rooms/{name}", name = "rooms")
    static class RoomsEndpoint {

        @OnMessage
        void text(String message) {}
    }

    @Test
    void pathsAndNamesAreCheckedAgainstThoseOfAllEndpoints() {
        WsEndpointRegistration registration =
                WsEndpointRegistration.at("/rooms/{room}").onText((session, text) -> {});
        FailureAnalysis report = Analyses.ofStart(with("rooms", registration)
                .withBean(RoomsEndpoint.class)
                .withPropertyValues("ws.endpoints.room.inbound.max-message-size=10B"));
        assertThat(report.getDescription())
                .startsWith("There are 3 mistakes in the WebSocket endpoints:")
                .contains("the path /rooms/{room} is taken: " + RoomsEndpoint.class.getName() + " serves /rooms/{name}")
                .contains("the name \"rooms\" is taken by " + RoomsEndpoint.class.getName())
                .contains("ws.endpoints.room" + System.lineSeparator());
        assertThat(report.getAction()).contains("Use one of the names that there are: rooms.");
    }

    @Order(1)
    static class First implements WsServerCustomizer {

        @Override
        public void customize(WsServer.Builder builder) {
            builder.pathPrefix("/first").maxHeaderCount(1);
        }
    }

    @Order(2)
    static class Second implements WsServerCustomizer {

        @Override
        public void customize(WsServer.Builder builder) {
            builder.maxHeaderCount(64);
        }
    }

    @Test
    void customizersChangeWhatPropertiesSaidInTheirOrder() {
        with("echo", WsEndpointRegistration.at("/echo").onText((session, text) -> session.send(text)))
                .withBean(Second.class)
                .withBean(First.class)
                .withPropertyValues("ws.path-prefix=/property")
                .run(context -> assertThat(
                                connect(context, "/first/echo").send("hi").nextText())
                        .isEqualTo("hi"));
    }

    @Test
    void customizersAndInterceptorsMayAskForTheServer() {
        with("echo", WsEndpointRegistration.at("/echo").onText((session, text) -> session.send(text)))
                .withBean(NeedsServer.class)
                .run(context -> assertThat(connect(context, "/echo").send("hi").nextText())
                        .isEqualTo("hi"));
    }

    static class NeedsServer implements WsServerCustomizer, WsInterceptor {

        NeedsServer(WsServer server) {
            assertThat(server).isNotNull();
        }

        @Override
        public void customize(WsServer.Builder builder) {
            builder.eventLoops(1);
        }
    }
}
