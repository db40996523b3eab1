package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static dev.wsboot.autoconfigure.Contexts.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.Execution;
import dev.wsboot.OnHandshake;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.QueryParam;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import java.net.InetAddress;
import java.net.Socket;
import java.security.Principal;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

/** Methods that decide about opening handshakes. */
@ExtendWith(OutputCaptureExtension.class)
class HandshakeMethodTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @WsEndpoint(
            path = "/gate/{how}",
            subprotocols = {"v2", "v1"})
    static class GateEndpoint {

        @OnHandshake
        HandshakeDecision admit(@PathParam String how, Handshake handshake) throws Exception {
            return switch (how) {
                case "plain" -> HandshakeDecision.accept();
                case "rich" ->
                    HandshakeDecision.accept()
                            .header("X-Seen", handshake.path())
                            .attribute("room", "lobby")
                            .principal(() -> "ann")
                            .attachment("state")
                            .subprotocol("v1");
                case "thread" ->
                    HandshakeDecision.accept().attachment(Thread.currentThread().getName());
                case "reject" ->
                    HandshakeDecision.reject(401)
                            .header("WWW-Authenticate", "Bearer")
                            .body("who are you?");
                case "null" -> null;
                case "foreign" -> HandshakeDecision.accept().subprotocol("v3");
                default -> throw new Exception("secret " + how);
            };
        }

        @OnOpen
        String open(WsSession session, Principal principal) {
            String who = principal == null ? "nobody" : principal.getName();
            return who + " " + session.attachment() + " " + session.attribute("room");
        }
    }

    @Test
    void whatIsAcceptedBringsWhatTheDecisionSays() {
        runner.withBean(GateEndpoint.class).run(context -> {
            assertThat(connect(context, "/gate/plain", "v1", "v2").nextText()).isEqualTo("nobody null null");
            Client rich = connect(context, "/gate/rich", "v2", "v1");
            assertThat(rich.nextText()).isEqualTo("ann state lobby");
            assertThat(rich.subprotocol()).isEqualTo("v1");
            assertThat(connect(context, "/gate/thread").nextText()).startsWith("nobody ws-handler-");
        });
    }

    @Test
    void whatIsRejectedIsAnsweredAsTheDecisionSays() {
        runner.withBean(GateEndpoint.class)
                .run(context -> assertThat(Client.refused(port(context), "/gate/reject"))
                        .startsWith("HTTP/1.1 401 ")
                        .contains("\r\nWWW-Authenticate: Bearer\r\n")
                        .endsWith("\r\n\r\nwho are you?"));
    }

    @Test
    void whatFailsIsAnsweredWith500AndToldToTheLogAlone(CapturedOutput output) {
        runner.withBean(GateEndpoint.class).run(context -> {
            assertThat(Client.refused(port(context), "/gate/broken"))
                    .startsWith("HTTP/1.1 500 ")
                    .doesNotContain("secret");
            assertThat(Client.refused(port(context), "/gate/null")).startsWith("HTTP/1.1 500 ");
            assertThat(Client.refused(port(context), "/gate/foreign")).startsWith("HTTP/1.1 500 ");
            assertThat(connect(context, "/gate/plain").nextText()).isEqualTo("nobody null null");
        });
        assertThat(output)
                .contains("The handler of /gate/{how} failed in an opening handshake")
                .contains("java.lang.Exception: secret broken")
                .contains("the method with @OnHandshake returned null in place of its decision");
    }

    @WsEndpoint("/later/{how}")
    static class LaterEndpoint {

        final BlockingQueue<CompletableFuture<HandshakeDecision>> waiting = new LinkedBlockingQueue<>();

        @OnHandshake
        CompletionStage<HandshakeDecision> admit(@PathParam String how) {
            CompletableFuture<HandshakeDecision> decision = new CompletableFuture<>();
            waiting.add(decision);
            return decision;
        }

        @OnMessage
        String text(String message, @QueryParam(defaultValue = "1") int times) {
            return message.repeat(times);
        }
    }

    @Test
    void decisionMayComeLater() {
        runner.withBean(LaterEndpoint.class).run(context -> {
            LaterEndpoint endpoint = context.getBean(LaterEndpoint.class);
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                    () -> connect(context, "/later/a?times=2").send("hi").nextText());
            CompletableFuture<HandshakeDecision> decision = endpoint.waiting.poll(20, TimeUnit.SECONDS);
            assertThat(answer).isNotDone();
            decision.complete(HandshakeDecision.accept());
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("hihi");

            CompletableFuture<String> refusal =
                    CompletableFuture.supplyAsync(() -> Client.refused(port(context), "/later/b?times=x"));
            decision = endpoint.waiting.poll(20, TimeUnit.SECONDS);
            decision.complete(HandshakeDecision.reject(403));
            assertThat(refusal.get(20, TimeUnit.SECONDS)).startsWith("HTTP/1.1 403 ");

            CompletableFuture<String> failure =
                    CompletableFuture.supplyAsync(() -> Client.refused(port(context), "/later/c"));
            decision = endpoint.waiting.poll(20, TimeUnit.SECONDS);
            decision.completeExceptionally(new IllegalStateException("no database"));
            assertThat(failure.get(20, TimeUnit.SECONDS)).startsWith("HTTP/1.1 500 ");
        });
    }

    @WsEndpoint("/mono")
    static class MonoEndpoint {

        @OnHandshake
        Mono<HandshakeDecision> admit(@QueryParam boolean yes) {
            return Mono.fromSupplier(() -> yes ? HandshakeDecision.accept() : HandshakeDecision.reject(402));
        }

        @OnMessage
        String text(String message) {
            return message;
        }
    }

    @WsEndpoint("/nothing")
    static class NothingEndpoint {

        @OnHandshake
        void admit(@QueryParam boolean yes) {
            if (!yes) {
                throw new IllegalArgumentException("no");
            }
        }

        @OnMessage
        String text(String message) {
            return message;
        }
    }

    @WsEndpoint("/stage")
    static class NothingLaterEndpoint {

        @OnHandshake
        CompletionStage<Void> admit(@QueryParam boolean yes) {
            return yes
                    ? CompletableFuture.completedStage(null)
                    : CompletableFuture.failedStage(new IllegalArgumentException("no"));
        }

        @OnMessage
        String text(String message) {
            return message;
        }
    }

    @Test
    void decisionMayComeOfAMonoAndNothingThrownAccepts() {
        runner.withBean(MonoEndpoint.class)
                .withBean(NothingEndpoint.class)
                .withBean(NothingLaterEndpoint.class)
                .run(context -> {
                    for (String path : new String[] {"/mono", "/nothing", "/stage"}) {
                        assertThat(connect(context, path + "?yes=true")
                                        .send("hi")
                                        .nextText())
                                .isEqualTo("hi");
                        assertThat(Client.refused(port(context), path + "?yes=false"))
                                .startsWith(path.equals("/mono") ? "HTTP/1.1 402 " : "HTTP/1.1 500 ");
                    }
                });
    }

    @WsEndpoint(value = "/loop", execution = Execution.EVENT_LOOP)
    static class LoopEndpoint {

        @OnHandshake
        HandshakeDecision admit(@QueryParam int number) {
            return HandshakeDecision.accept()
                    .attachment(number + " on " + Thread.currentThread().getName());
        }

        @OnOpen
        String open(WsSession session) {
            return String.valueOf(session.attachment());
        }
    }

    @Test
    void methodOfAnEndpointOnTheEventLoopIsCalledThere() {
        runner.withBean(LoopEndpoint.class).run(context -> {
            assertThat(connect(context, "/loop?number=7").nextText()).startsWith("7 on ws-loop-");
            assertThat(Client.refused(port(context), "/loop?number=seven")).startsWith("HTTP/1.1 400 ");
        });
    }

    @WsEndpoint("/strict/{id}")
    static class StrictEndpoint {

        final BlockingQueue<Integer> asked = new LinkedBlockingQueue<>();

        @OnHandshake
        HandshakeDecision admit(@PathParam int id) {
            asked.add(id);
            return id < 0 ? HandshakeDecision.reject(401) : HandshakeDecision.accept();
        }

        @OnMessage
        String text(String message, @QueryParam int last) {
            return message + last;
        }
    }

    @Test
    void argumentsOfTheMethodItselfAreLookedAtBeforeItAndThoseOfOthersBehindIt(CapturedOutput output) {
        runner.withBean(StrictEndpoint.class).run(context -> {
            StrictEndpoint endpoint = context.getBean(StrictEndpoint.class);
            assertThat(Client.refused(port(context), "/strict/x?last=1"))
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith("\r\n\r\nThe path variable id is not valid.\n");
            assertThat(endpoint.asked).isEmpty();
            assertThat(Client.refused(port(context), "/strict/-1")).startsWith("HTTP/1.1 401 ");
            assertThat(Client.refused(port(context), "/strict/1"))
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith("\r\n\r\nThe query parameter last is missing.\n");
            assertThat(Client.refused(port(context), "/strict/2?last=%1b[31m")).startsWith("HTTP/1.1 400 ");
            assertThat(endpoint.asked).containsExactly(-1, 1, 2);
            assertThat(connect(context, "/strict/1?last=2").send("hi").nextText())
                    .isEqualTo("hi2");
        });
        assertThat(output)
                .contains("for endpoint strict: the query parameter last is missing")
                .contains("the query parameter last is \"\\x1b[31m\", which is no int")
                .doesNotContain("\u001b[");
    }

    @Test
    void headersOfTheAnswerAreThoseOfTheDecision() {
        runner.withBean(GateEndpoint.class).run(context -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(context))) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(Client.request("/gate/rich", "Sec-WebSocket-Protocol: v1"));
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) socket.getInputStream().read());
                }
                assertThat(head)
                        .startsWith("HTTP/1.1 101 ")
                        .contains("\r\nX-Seen: /gate/rich\r\n")
                        .contains("\r\nSec-WebSocket-Protocol: v1\r\n");
            }
        });
    }
}
