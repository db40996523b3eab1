package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.WsAdvice;
import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.NoSuchFileException;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.annotation.Order;
import tools.jackson.core.JacksonException;

/** Errors that go from the methods of an endpoint to those of the advices. */
@ExtendWith(OutputCaptureExtension.class)
class AdviceTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    record Job(String kind) {}

    record Problem(String problem) {}

    record Stop() {}

    interface Marked {}

    @WsEndpoint("/jobs/{queue}")
    static class JobEndpoint implements Marked {

        @OnMessage
        String work(Job job) throws Exception {
            return switch (job.kind()) {
                case "io" -> throw new IOException("disk");
                case "missing" -> throw new NoSuchFileException("file");
                case "unchecked" -> throw new UncheckedIOException(new NoSuchFileException("inner"));
                case "deep" -> throw new RuntimeException(new CompletionException(new NoSuchElementException("it")));
                case "stage" -> throw new CompletionException(new IllegalStateException("staged"));
                case "state" -> throw new IllegalStateException("state");
                case "again" -> throw new ArithmeticException("again");
                case "circle" -> throw circle();
                default -> "done " + job.kind();
            };
        }

        @OnMessage
        void stop(Stop stop, WsSession session) {
            session.close();
        }

        @OnError
        Problem io(IOException error) {
            return new Problem("io " + error.getMessage());
        }

        @OnError
        Problem missing(NoSuchFileException error) {
            return new Problem("missing " + error.getMessage());
        }

        @OnError
        Problem again(ArithmeticException error) {
            throw error;
        }

        private static RuntimeException circle() {
            RuntimeException outer = new RuntimeException("outer");
            outer.initCause(new RuntimeException("inner", outer));
            return outer;
        }
    }

    @WsAdvice
    @Order(2)
    static class LastAdvice {

        @OnError
        Problem any(Exception error, @PathParam String queue, WsSession session) {
            return new Problem("last " + queue + " " + error.getMessage() + " " + session.isOpen());
        }
    }

    @WsAdvice
    @Order(1)
    static class FirstAdvice {

        @OnError
        Problem element(NoSuchElementException error) {
            return new Problem("first no " + error.getMessage());
        }

        @OnError
        Problem json(JacksonException error) {
            return new Problem("first json");
        }

        @OnError
        Problem state(IllegalStateException error) {
            if (error.getMessage().equals("state")) {
                throw new IllegalStateException("second", error);
            }
            return new Problem("first " + error.getMessage());
        }
    }

    private void assertAnswer(ApplicationContextRunner runner, String kind, String answer) {
        runner.run(context -> {
            Client client = connect(context, "/jobs/a");
            client.send("{\"type\":\"job\",\"kind\":\"" + kind + "\"}");
            assertThat(client.nextText()).isEqualTo("{\"type\":\"problem\",\"problem\":\"" + answer + "\"}");
            client.send("{\"type\":\"job\",\"kind\":\"next\"}");
            assertThat(client.nextText()).isEqualTo("done next");
        });
    }

    private ApplicationContextRunner withAdvices() {
        return runner.withBean(LastAdvice.class).withBean(FirstAdvice.class).withBean(JobEndpoint.class);
    }

    @Test
    void methodsOfTheEndpointComeFirst() {
        assertAnswer(withAdvices(), "io", "io disk");
        assertAnswer(withAdvices(), "missing", "missing file");
    }

    @Test
    void causeIsLookedForWhereTheErrorItselfIsNotTaken() {
        assertAnswer(withAdvices(), "unchecked", "missing inner");
        assertAnswer(withAdvices(), "deep", "first no it");
        assertAnswer(withAdvices(), "stage", "first staged");
        assertAnswer(withAdvices(), "circle", "last a outer true");
    }

    @Test
    void whatAnErrorMethodThrowsGoesOnToTheNextAdviceAndNeverBack(CapturedOutput output) {
        assertAnswer(withAdvices(), "state", "last a second true");
        assertAnswer(withAdvices(), "again", "last a again true");
        assertThat(output).doesNotContain("ERROR").doesNotContain("Exception");
    }

    @Test
    void errorsOfMessagesGoTheSameWay() {
        withAdvices().run(context -> {
            Client client = connect(context, "/jobs/a");
            assertThat(client.send("{").nextText()).isEqualTo("{\"type\":\"problem\",\"problem\":\"first json\"}");
            assertThat(client.send("{\"type\":\"x\"}").nextText())
                    .startsWith("{\"type\":\"problem\",\"problem\":\"last a The message has a ");
        });
    }

    @Test
    void whatNobodyTakesIsLoggedOnceWithWhatCameBefore(CapturedOutput output) {
        runner.withBean(FirstAdvice.class).withBean(JobEndpoint.class).run(context -> {
            Client client = connect(context, "/jobs/a").send("{\"type\":\"job\",\"kind\":\"state\"}");
            assertThat(client.awaitClosed().code()).isEqualTo(1011);
        });
        assertThat(output)
                .containsOnlyOnce("A handler method failed")
                .containsOnlyOnce("IllegalStateException: second")
                .containsOnlyOnce("IllegalStateException: state");
    }

    @WsAdvice
    static class FailingAdvice {

        @OnError
        void any(IllegalStateException error) {
            throw new ArithmeticException("in the advice");
        }
    }

    @Test
    void whatAnErrorMethodThrowsOfItsOwnKeepsTheErrorThatItWasCalledFor(CapturedOutput output) {
        runner.withBean(FailingAdvice.class)
                .withBean(JobEndpoint.class)
                .run(context -> assertThat(connect(context, "/jobs/a")
                                .send("{\"type\":\"job\",\"kind\":\"state\"}")
                                .awaitClosed()
                                .code())
                        .isEqualTo(1011));
        assertThat(output)
                .containsOnlyOnce("A handler method failed")
                .containsOnlyOnce("ArithmeticException: in the advice")
                .containsOnlyOnce("Suppressed: java.lang.IllegalStateException: state");
    }

    @WsAdvice(endpoints = Marked.class)
    @Order(1)
    static class MarkedAdvice {

        @OnError
        Problem any(Throwable error) {
            return new Problem("marked");
        }
    }

    @WsAdvice("dev.wsboot.auto")
    @Order(2)
    static class ForeignAdvice {

        @OnError
        Problem any(Throwable error) {
            return new Problem("foreign");
        }
    }

    @WsAdvice(basePackageClasses = AdviceTest.class)
    @Order(3)
    static class NearAdvice {

        @OnError
        Problem any(Throwable error) {
            return new Problem("near");
        }
    }

    @WsEndpoint("/other")
    static class OtherEndpoint {

        @OnOpen
        void open() {
            throw new IllegalStateException("opening");
        }
    }

    @Test
    void adviceIsForTheEndpointsThatItNames() {
        runner.withBean(MarkedAdvice.class)
                .withBean(ForeignAdvice.class)
                .withBean(NearAdvice.class)
                .withBean(JobEndpoint.class)
                .withBean(OtherEndpoint.class)
                .run(context -> {
                    Client client = connect(context, "/jobs/a").send("{\"type\":\"job\",\"kind\":\"state\"}");
                    assertThat(client.nextText()).isEqualTo("{\"type\":\"problem\",\"problem\":\"marked\"}");
                    assertThat(connect(context, "/other").nextText()).isEqualTo("{\"problem\":\"near\"}");
                });
    }

    interface Worker {

        @OnMessage
        String work(String message) throws Exception;
    }

    @WsEndpoint("/proxied")
    static class ProxiedEndpoint implements Worker {

        @Override
        public String work(String message) {
            return message;
        }
    }

    @WsAdvice
    static class ProxyAdvice {

        @OnError
        String io(IOException error) {
            return "io " + error.getMessage();
        }
    }

    @Test
    void errorIsTakenOutOfWhatAProxyPutsAroundIt() {
        ProxyFactory factory = new ProxyFactory(new ProxiedEndpoint());
        factory.setProxyTargetClass(true);
        factory.addAdvice((MethodInterceptor) invocation -> {
            throw new UndeclaredThrowableException(new IOException("aspect"));
        });
        runner.withBean("proxied", Object.class, factory::getProxy)
                .withBean(ProxyAdvice.class)
                .run(context -> assertThat(
                                connect(context, "/proxied").send("x").nextText())
                        .isEqualTo("io aspect"));
    }

    @WsAdvice
    static class MistakenAdvice {

        @OnError
        String first(WsDecodeException error, @PathParam String room) {
            return "";
        }

        @OnError
        String second(WsDecodeException error) {
            return "";
        }

        @OnError
        String third(WsDecodeException error) {
            return "";
        }

        @OnMessage
        void message(String message) {}
    }

    @WsAdvice
    static class EmptyAdvice {}

    @Test
    void mistakesOfAnAdviceAreReportedOnceHoweverManyEndpointsThereAre() {
        String report = Analyses.ofStart(runner.withBean(MistakenAdvice.class)
                        .withBean(EmptyAdvice.class)
                        .withBean(JobEndpoint.class)
                        .withBean(OtherEndpoint.class))
                .getDescription();
        assertThat(report)
                .startsWith("There are 5 mistakes")
                .contains("MistakenAdvice.message(String)")
                .contains("@OnMessage has no effect on a @WsAdvice, which is for errors only")
                .contains("EmptyAdvice")
                .contains("the advice has no method for errors")
                .contains("MistakenAdvice.third(WsDecodeException)")
                .contains("is a second method with @OnError for WsDecodeException, beside second")
                .contains("asks for the path variable \"room\", which the path does not have, only [queue]")
                .contains("asks for the path variable \"room\", which the path does not have: it has no variables");
    }
}
