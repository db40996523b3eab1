package dev.wsboot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsboot.OnClose;
import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Handlers at work off the event loop are waited for before it is said that nothing more comes. */
@WsTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SlowHandlerTest {

    private static final BlockingQueue<String> ENDS = new LinkedBlockingQueue<>();

    @Configuration(proxyBeanMethods = false)
    @Import(SlowEndpoint.class)
    static class Application {}

    @WsEndpoint("/slow")
    static class SlowEndpoint {

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);

        @OnMessage
        String slow(String message) throws InterruptedException {
            if (message.equals("wait")) {
                entered.countDown();
                release.await();
            }
            return message;
        }

        @OnClose
        void gone() {
            ENDS.add("gone");
        }
    }

    @Autowired
    WsTestClient.Builder clients;

    @Autowired
    SlowEndpoint endpoint;

    @Test
    @Order(1)
    void answerThatIsOnItsWayIsSomethingMore() throws Exception {
        WsTestClient client = clients.connect("/slow").send("wait");
        assertThat(endpoint.entered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(clients.patience(Duration.ofMillis(50)).connect("/slow")::assertNothingMore)
                .withMessageContaining("handler methods are still at work after 50 ms");

        CompletableFuture<?> asked = CompletableFuture.runAsync(client::assertNothingMore);
        assertThat(asked).isNotDone();
        endpoint.release.countDown();

        assertThat(asked)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("expected no further message, but there is text, wait");
    }

    @Test
    @Order(2)
    void clientsOfTheTestBeforeAreGone() throws Exception {
        assertThat(ENDS.poll(10, TimeUnit.SECONDS)).isEqualTo("gone");
        assertThat(ENDS.poll(10, TimeUnit.SECONDS)).isEqualTo("gone");
    }

    @Test
    void answersOfHandlersAreNeverLateForTheQuestion() {
        WsTestClient client = clients.connect("/slow");
        for (int i = 0; i < 200; i++) {
            client.send("quick");
            assertThatExceptionOfType(AssertionError.class).isThrownBy(client::assertNothingMore);
            client.next(String.class);
        }
        client.assertNothingMore();
    }
}
