package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEncodeException;
import dev.wsboot.WsEndpoint;
import dev.wsboot.autoconfigure.Client.Closed;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where errors of handler methods and messages go. */
@ExtendWith(OutputCaptureExtension.class)
class ErrorsTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    record Job(String kind) {}

    record Unwritable(String value) {

        @Override
        public String value() {
            throw new IllegalStateException("no value");
        }
    }

    @WsEndpoint("/jobs/{queue}")
    static class JobEndpoint {

        final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

        @OnMessage
        Object work(Job job) throws IOException {
            return switch (job.kind()) {
                case "io" -> throw new IOException("disk");
                case "missing" -> throw new NoSuchFileException("file");
                case "error" -> throw new AssertionError("broken");
                case "unwritable" -> new Unwritable("x");
                default -> "done " + job.kind();
            };
        }

        @OnError
        String io(IOException error, @PathParam String queue) {
            return queue + " io " + error.getMessage();
        }

        @OnError
        String missing(NoSuchFileException error, WsSession session) {
            return "missing " + error.getMessage() + " " + session.id().length();
        }

        @OnError
        String unreadable(WsDecodeException error) {
            return "unreadable";
        }

        @OnError
        String unwritable(WsEncodeException error) {
            return "unwritable";
        }

        @OnClose
        void close(CloseStatus status) {
            closed.add(status.code() + " " + status.initiator());
        }
    }

    @Test
    void mostSpecificMethodAnswersForEachErrorAndTheSessionGoesOn() {
        runner.withBean(JobEndpoint.class).run(context -> {
            Client client = connect(context, "/jobs/main");
            assertThat(client.send("{\"kind\":\"io\"}").nextText()).isEqualTo("main io disk");
            assertThat(client.send("{\"kind\":\"missing\"}").nextText()).isEqualTo("missing file 32");
            assertThat(client.send("no json").nextText()).isEqualTo("unreadable");
            assertThat(client.send("null").nextText()).isEqualTo("unreadable");
            assertThat(client.send("{\"kind\":\"unwritable\"}").nextText()).isEqualTo("unwritable");
            assertThat(client.send("{\"kind\":\"fine\"}").nextText()).isEqualTo("done fine");
        });
    }

    @Test
    void errorThatNoMethodTakesIsLoggedOnceAndClosesWith1011(CapturedOutput output) {
        runner.withBean(JobEndpoint.class).run(context -> {
            Client client = connect(context, "/jobs/main").send("{\"kind\":\"error\"}");
            assertThat(client.awaitClosed()).isEqualTo(new Closed(1011, "internal error"));
            assertThat(context.getBean(JobEndpoint.class).closed.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("1011 SERVER");
        });
        assertThat(output).containsOnlyOnce("AssertionError: broken");
        assertThat(output).containsPattern("A handler method failed in session [0-9a-f]{32} of endpoint job from ");
        assertThat(output).contains("ws.handler.unhandled-error=log");
    }

    @Test
    void sessionGoesOnAfterAnErrorThatIsOnlyToBeLogged(CapturedOutput output) {
        runner.withBean(JobEndpoint.class)
                .withPropertyValues("ws.handler.unhandled-error=log")
                .run(context -> assertThat(connect(context, "/jobs/main")
                                .send("{\"kind\":\"error\"}")
                                .send("{\"kind\":\"next\"}")
                                .nextText())
                        .isEqualTo("done next"));
        assertThat(output).containsOnlyOnce("AssertionError: broken");
    }

    @WsEndpoint("/numbers")
    static class NumberEndpoint {

        @OnMessage
        int next(int number) {
            return number + 1;
        }
    }

    @Test
    void unreadableMessageClosesWith1007AndShowsUpEscaped(CapturedOutput output) {
        runner.withBean(NumberEndpoint.class).run(context -> {
            Client client = connect(context, "/numbers").send("1");
            assertThat(client.nextText()).isEqualTo("2");
            client.send("\"a\\nb\\u001b[31m\"");
            assertThat(client.awaitClosed()).isEqualTo(new Closed(1007, "the message could not be read"));
        });
        assertThat(output)
                .contains("a message could not be read, and no @OnError method takes a WsDecodeException")
                .doesNotContain("\u001b");
    }

    @Test
    void messageOfAKindThatNoMethodTakesClosesWith1003AndNamesTheMethodToAdd(CapturedOutput output) {
        runner.withBean(NumberEndpoint.class).run(context -> {
            Client client = connect(context, "/numbers").send("1").send(new byte[] {1});
            assertThat(client.nextText()).isEqualTo("2");
            assertThat(client.awaitClosed()).isEqualTo(new Closed(1003, "binary messages are not accepted here"));
        });
        assertThat(output)
                .contains("add an @OnMessage method with a ByteBuffer parameter to " + NumberEndpoint.class.getName());
    }

    @WsEndpoint("/opening")
    static class OpeningEndpoint {

        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        final CountDownLatch sent = new CountDownLatch(1);

        @OnOpen
        void open() throws InterruptedException {
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
            throw new IllegalStateException("not now");
        }

        @OnMessage
        void message(String message) {
            calls.add("message");
        }

        @OnClose
        void close(CloseStatus status) {
            calls.add("close " + status.code());
            throw new IllegalStateException("nor then");
        }
    }

    @Test
    void sessionThatCouldNotBeOpenedGetsNoMessagesButItsEnd(CapturedOutput output) {
        runner.withBean(OpeningEndpoint.class).run(context -> {
            Client client = connect(context, "/opening").send("early");
            context.getBean(OpeningEndpoint.class).sent.countDown();
            assertThat(client.awaitClosed().code()).isEqualTo(1011);
            BlockingQueue<String> calls = context.getBean(OpeningEndpoint.class).calls;
            assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("close 1011");
            assertThat(calls).isEmpty();
        });
        assertThat(output)
                .containsOnlyOnce("IllegalStateException: not now")
                .contains("The @OnClose method failed in session");
    }
}
