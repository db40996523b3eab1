package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnClose;
import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;

/** When the server starts and stops among the other beans of an application. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@ExtendWith(OutputCaptureExtension.class)
class LifecycleTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @Test
    void phasesAreThoseOfBootsWebServerAndTestsDoNotPauseThem() {
        runner.run(context -> {
            SmartLifecycle startStop = context.getBean(WsServerStartStopLifecycle.class);
            SmartLifecycle drain = context.getBean(WsServerGracefulShutdownLifecycle.class);
            assertThat(drain.getPhase()).isEqualTo(Integer.MAX_VALUE - 1024);
            assertThat(startStop.getPhase()).isEqualTo(drain.getPhase() - 1024);
            assertThat(startStop.isPauseable()).isFalse();
            assertThat(drain.isPauseable()).isFalse();
        });
    }

    @WsEndpoint("/slow")
    static class SlowEndpoint implements DisposableBean {

        final CountDownLatch closing = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final AtomicBoolean closed = new AtomicBoolean();
        final AtomicBoolean destroyedBefore = new AtomicBoolean();

        @OnMessage
        String text(String message) {
            return message;
        }

        @OnClose
        void close() throws InterruptedException {
            closing.countDown();
            assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
            closed.set(true);
        }

        @Override
        public void destroy() {
            destroyedBefore.set(!closed.get());
        }
    }

    @Test
    void beansStayUntilTheLastHandlerHasReturned() throws InterruptedException {
        SlowEndpoint endpoint = new SlowEndpoint();
        Thread releaser = new Thread(() -> {
            try {
                assertThat(endpoint.closing.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            endpoint.release.countDown();
        });
        releaser.start();
        runner.withBean(SlowEndpoint.class, () -> endpoint)
                .run(context -> assertThat(connect(context, "/slow").send("hi").nextText())
                        .isEqualTo("hi"));
        releaser.join(Duration.ofSeconds(60).toMillis());
        assertThat(endpoint.closed).isTrue();
        assertThat(endpoint.destroyedBefore).isFalse();
    }

    @Test
    void handlerThatDoesNotReturnIsLeftBehindAfterTheGracePeriodAndNamed(CapturedOutput output) {
        SlowEndpoint endpoint = new SlowEndpoint();
        runner.withBean(SlowEndpoint.class, () -> endpoint)
                .withPropertyValues("ws.shutdown.grace-period=100ms")
                .run(context -> assertThat(connect(context, "/slow").send("hi").nextText())
                        .isEqualTo("hi"));
        assertThat(endpoint.destroyedBefore).isTrue();
        endpoint.release.countDown();
        assertThat(output)
                .contains("Handlers of 1 WebSocket sessions have not returned within ws.shutdown.grace-period");
    }
}
