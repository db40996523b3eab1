package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.OnClose;
import dev.wsboot.OnHandshake;
import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.protocol.CloseStatus;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Sessions whose handlers' executor takes no more work. */
@ExtendWith(OutputCaptureExtension.class)
class ExecutorRefusalTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @WsEndpoint("/calls")
    static class CallsEndpoint {

        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

        @OnMessage
        String text(String message) {
            calls.add("text");
            return message;
        }

        @OnClose
        void close(CloseStatus status) {
            calls.add("close " + status.code() + " on "
                    + Thread.currentThread().getName().replaceAll("\\d", ""));
        }

        String next() throws InterruptedException {
            return calls.poll(20, TimeUnit.SECONDS);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Refusing {

        @Bean
        Executor wsHandlerExecutor() {
            return task -> {
                throw new RejectedExecutionException("full");
            };
        }
    }

    @Test
    void sessionIsClosedWith1011AndItsEndIsToldOffTheEventLoop(CapturedOutput output) {
        runner.withBean(CallsEndpoint.class)
                .withConfiguration(UserConfigurations.of(Refusing.class))
                .run(context -> {
                    Client client = connect(context, "/calls").send("hi");
                    assertThat(client.awaitClosed().code()).isEqualTo(1011);
                    CallsEndpoint endpoint = context.getBean(CallsEndpoint.class);
                    assertThat(endpoint.next()).isEqualTo("close 1011 on ws-handler-spare-");
                    assertThat(endpoint.calls).isEmpty();
                });
        assertThat(output).containsOnlyOnce("wsHandlerExecutor does not take the work of session");
    }

    @WsEndpoint("/gate")
    static class GateEndpoint {

        @OnHandshake
        void admit() {}

        @OnMessage
        void text(String message) {}
    }

    @Test
    void handshakeThatNobodyDecidesAboutIsAnsweredWith503(CapturedOutput output) {
        runner.withBean(GateEndpoint.class)
                .withConfiguration(UserConfigurations.of(Refusing.class))
                .run(context -> assertThat(Client.refused(Contexts.port(context), "/gate"))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("\r\nRetry-After: "));
        assertThat(output).contains("wsHandlerExecutor does not take the handshakes of endpoint gate");
    }

    @Configuration(proxyBeanMethods = false)
    static class StopsFirst {

        /** Takes no more tasks from the moment that the context begins to close. */
        @Bean
        ThreadPoolTaskExecutor wsHandlerExecutor() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setStrictEarlyShutdown(true);
            return executor;
        }
    }

    @Test
    void endIsToldThoughTheApplicationsExecutorStopsBeforeTheServer() throws InterruptedException {
        CallsEndpoint endpoint = new CallsEndpoint();
        runner.withBean(CallsEndpoint.class, () -> endpoint)
                .withConfiguration(UserConfigurations.of(StopsFirst.class))
                .run(context -> {
                    assertThat(connect(context, "/calls").send("hi").nextText()).isEqualTo("hi");
                    // A thread that has answered and not yet left the mailbox would take the end along.
                    ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
                    await().until(executor::getActiveCount, isIdle -> isIdle == 0);
                });
        assertThat(endpoint.next()).isEqualTo("text");
        assertThat(endpoint.next()).startsWith("close 1001 on ws-handler-spare-");
    }
}
