package dev.wsboot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** An application's own executor for handlers is waited for, too, and stays what it is. */
@WsTest
class OwnExecutorTest {

    @Configuration(proxyBeanMethods = false)
    @Import(NameEndpoint.class)
    static class Application {

        @Bean(defaultCandidate = false)
        ThreadPoolTaskExecutor wsHandlerExecutor() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setThreadNamePrefix("own-");
            return executor;
        }
    }

    @WsEndpoint("/name")
    static class NameEndpoint {

        @OnMessage
        String name(String message) {
            return Thread.currentThread().getName();
        }
    }

    @Autowired
    WsTestClient.Builder clients;

    @Autowired
    @Qualifier("wsHandlerExecutor")
    ThreadPoolTaskExecutor executor;

    @Test
    void handlersRunOnItAndAreWaitedFor() throws Exception {
        WsTestClient client = clients.connect("/name");
        CountDownLatch release = new CountDownLatch(1);
        executor.getThreadPoolExecutor()
                .execute(
                        () -> { // its only thread, so that the handler has to wait
                            try {
                                release.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        client.send("?");

        new Thread(release::countDown).start();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(client::assertNothingMore)
                .withMessageContaining("expected no further message, but there is text, own-1");
        assertThat(client.next(String.class)).isEqualTo("own-1");
    }
}
