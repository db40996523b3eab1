package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static dev.wsboot.autoconfigure.Contexts.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.CookieParam;
import dev.wsboot.HeaderParam;
import dev.wsboot.OnClose;
import dev.wsboot.OnDrain;
import dev.wsboot.OnError;
import dev.wsboot.OnHandshake;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.OnPong;
import dev.wsboot.QueryParam;
import dev.wsboot.SessionAttribute;
import dev.wsboot.WsArgument;
import dev.wsboot.WsArgumentResolver;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What handler methods take besides the message. */
class ParametersTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @WsEndpoint("/request")
    static class RequestEndpoint {

        @OnMessage
        String values(
                String message,
                @QueryParam(defaultValue = "${chat.last}") int last,
                @QueryParam("tag") List<String> tags,
                @QueryParam Optional<Duration> pause,
                @QueryParam @Nullable Long since,
                @HeaderParam String userAgent,
                @HeaderParam("X-Trace") @Nullable String trace,
                @CookieParam(defaultValue = "light") String theme,
                Handshake handshake) {
            return String.join(
                    "|",
                    message,
                    last + "",
                    tags + "",
                    pause + "",
                    since + "",
                    userAgent,
                    trace + "",
                    theme,
                    handshake.path());
        }
    }

    @Test
    void valuesOfTheRequestAreThereForEveryMessage() {
        runner.withBean(RequestEndpoint.class)
                .withPropertyValues("chat.last=20")
                .run(context -> {
                    Map<String, String> fields =
                            Map.of("User-Agent", "test", "X-Trace", "abc", "Cookie", "a=1; theme=dark");
                    Client client =
                            Client.connect(port(context), "/request?tag=a&tag=b%2Cc&pause=5s&since=7&last=3", fields);
                    for (String message : List.of("first", "second")) {
                        assertThat(client.send(message).nextText())
                                .isEqualTo(message + "|3|[a, b,c]|Optional[PT5S]|7|test|abc|dark|/request");
                    }
                });
    }

    @Test
    void valuesThatMayBeMissingAreNullOrEmptyOrTheirDefault() {
        runner.withBean(RequestEndpoint.class)
                .withPropertyValues("chat.last=20")
                .run(context -> {
                    Client client =
                            Client.connect(port(context), "/request?tag=a,b&last=&since=", Map.of("User-Agent", "x"));
                    assertThat(client.send("hi").nextText())
                            .isEqualTo("hi|20|[a, b]|Optional.empty|null|x|null|light|/request");
                });
    }

    @Test
    void valueThatMustBeThereOrIsNotValidRefusesTheHandshakeAndIsNotEchoed() {
        runner.withBean(RequestEndpoint.class)
                .withPropertyValues("chat.last=20")
                .run(context -> {
                    assertThat(Client.refused(port(context), "/request", "User-Agent: x"))
                            .startsWith("HTTP/1.1 400 ")
                            .endsWith("\r\n\r\nThe query parameter tag is missing.\n");
                    assertThat(Client.refused(port(context), "/request?tag=a"))
                            .endsWith("\r\n\r\nThe header field user-agent is missing.\n");
                    assertThat(Client.refused(port(context), "/request?tag=a&pause=%3Cb%3E", "User-Agent: x"))
                            .startsWith("HTTP/1.1 400 ")
                            .endsWith("\r\n\r\nThe query parameter pause is not valid.\n");
                });
    }

    @WsEndpoint("/attributes")
    static class AttributeEndpoint {

        @OnHandshake
        HandshakeDecision admit(@QueryParam @Nullable String name) {
            HandshakeDecision.Accept accept = HandshakeDecision.accept().attribute("count", 1);
            return name == null ? accept : accept.principal(() -> name);
        }

        @OnMessage
        String text(
                String message,
                @SessionAttribute Integer count,
                @SessionAttribute("other") Optional<String> other,
                Principal principal,
                Optional<Principal> same,
                WsSession session) {
            session.attribute("count", message.equals("spoil") ? "two" : message.equals("remove") ? null : count + 1);
            return count + " " + other.orElse("none") + " " + (principal == null ? "nobody" : principal.getName()) + " "
                    + same.map(Principal::getName).orElse("nobody");
        }

        @OnError
        String error(IllegalStateException error) {
            return error.getMessage();
        }
    }

    @Test
    void attributesOfTheSessionAndWhoTheClientIs() {
        runner.withBean(AttributeEndpoint.class).run(context -> {
            Client client = connect(context, "/attributes");
            assertThat(client.send("a").nextText()).isEqualTo("1 none nobody nobody");
            assertThat(client.send("b").nextText()).isEqualTo("2 none nobody nobody");
            assertThat(connect(context, "/attributes?name=ann").send("a").nextText())
                    .isEqualTo("1 none ann ann");
        });
    }

    @Test
    void attributeThatIsMissingOrOfAnotherTypeIsAnErrorThatSaysSo() {
        runner.withBean(AttributeEndpoint.class).run(context -> {
            Client spoilt = connect(context, "/attributes").send("spoil").send("a");
            assertThat(spoilt.nextText()).startsWith("1 ");
            assertThat(spoilt.nextText())
                    .isEqualTo("the session attribute \"count\" is a java.lang.String, but the parameter is a"
                            + " java.lang.Integer");
            Client removed = connect(context, "/attributes").send("remove").send("a");
            assertThat(removed.nextText()).startsWith("1 ");
            assertThat(removed.nextText())
                    .startsWith("the session attribute \"count\" is missing: set it in @OnHandshake");
        });
    }

    record Tenant(String name) {}

    record Clock(int ticks) {}

    @WsEndpoint("/own")
    static class OwnEndpoint {

        @OnHandshake
        HandshakeDecision admit(Tenant tenant) {
            return tenant.name().equals("evil") ? HandshakeDecision.reject(403) : HandshakeDecision.accept();
        }

        @OnOpen
        String open(Tenant tenant, Clock clock) {
            return "open " + tenant.name() + clock.ticks();
        }

        @OnMessage
        String text(String message, Clock clock, Tenant tenant) {
            return message + " " + tenant.name() + clock.ticks();
        }
    }

    @Test
    void resolversOfTheApplicationGiveValuesOfTheHandshakeOnceAndOfTheSessionAtEachCall() {
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        WsArgumentResolver tenants = parameter -> parameter.getParameterType() == Tenant.class
                ? WsArgument.ofHandshake(handshake -> {
                    asked.add("tenant");
                    return new Tenant(String.valueOf(handshake.headers().first("X-Tenant")));
                })
                : null;
        WsArgumentResolver clocks = parameter -> parameter.getParameterType() == Clock.class
                ? WsArgument.ofSession(session -> {
                    Clock last = (Clock) session.attribute("clock");
                    Clock next = new Clock(last == null ? 1 : last.ticks() + 1);
                    session.attribute("clock", next);
                    return next;
                })
                : null;
        runner.withBean(OwnEndpoint.class)
                .withBean("tenants", WsArgumentResolver.class, () -> tenants)
                .withBean("clocks", WsArgumentResolver.class, () -> clocks)
                .run(context -> {
                    Client client = Client.connect(port(context), "/own", Map.of("X-Tenant", "acme"));
                    assertThat(client.nextText()).isEqualTo("open acme1");
                    assertThat(client.send("hi").nextText()).isEqualTo("hi acme2");
                    assertThat(client.send("hi").nextText()).isEqualTo("hi acme3");
                    // For the method itself, for @OnOpen, and for all others together.
                    assertThat(asked).hasSize(3);
                    assertThat(Client.refused(port(context), "/own", "X-Tenant: evil"))
                            .startsWith("HTTP/1.1 403 ");
                });
    }

    @WsEndpoint("/events")
    static class EventEndpoint {

        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

        @OnMessage
        void text(String message) {
            calls.add(message);
        }

        @OnMessage
        void flood(ByteBuffer message, WsSession session) {
            byte[] much = new byte[message.getInt()];
            while (!SendStatus.QUEUED.equals(session.send(ByteBuffer.wrap(much)))) {
                Thread.onSpinWait();
            }
            calls.add("queued");
        }

        @OnPong
        String pong(byte[] payload, @QueryParam String name, WsSession session) {
            return name + " pong " + payload.length + " " + session.isOpen();
        }

        @OnDrain
        void drain(@QueryParam String name) {
            calls.add(name + " drained");
        }

        @OnClose
        void close(CloseStatus status, @QueryParam String name, Handshake handshake) {
            calls.add(name + " closed " + status.code() + " " + handshake.path());
        }
    }

    @Test
    void pongsAndDrainsAreHandedToTheirMethodsInTheirTurn() {
        runner.withBean(EventEndpoint.class).run(context -> {
            BlockingQueue<String> calls = context.getBean(EventEndpoint.class).calls;
            Client client = connect(context, "/events?name=n");
            assertThat(client.pong(new byte[3]).nextText()).isEqualTo("n pong 3 true");
            client.send("text").send(ByteBuffer.allocate(4).putInt(200_000).array());
            assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("text");
            assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("queued");
            assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("n drained");
            client.close(1000, "");
            String call = calls.poll(20, TimeUnit.SECONDS);
            while (call.contains("drained")) {
                call = calls.poll(20, TimeUnit.SECONDS);
            }
            assertThat(call).isEqualTo("n closed 1000 /events");
        });
    }
}
