package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static dev.wsboot.autoconfigure.Contexts.port;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsServerStartedEvent;
import dev.wsboot.WsServerStoppedEvent;
import dev.wsboot.WsSessionClosedEvent;
import dev.wsboot.WsSessionOpenedEvent;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;

/** What the server publishes to the application, and the server as a bean. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@ExtendWith(OutputCaptureExtension.class)
class ApplicationEventsTest {

    private final Listener listener = new Listener();
    private final ApplicationContextRunner runner =
            Contexts.runner().withBean(Chat.class).withBean(Listener.class, () -> listener);

    @WsEndpoint(path = "/chat", name = "talk")
    static class Chat {

        @OnMessage
        void text(String message, WsSession session) {
            session.send("heard " + message);
        }
    }

    static class Listener {

        final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        final BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        final CountDownLatch release = new CountDownLatch(1);
        volatile boolean blocks;
        final CountDownLatch stop = new CountDownLatch(1);
        volatile boolean fails;
        volatile boolean overtaken;

        @EventListener
        void started(WsServerStartedEvent event) {
            events.add(event);
        }

        @EventListener
        void stopped(WsServerStoppedEvent event) {
            stop.countDown();
            events.add(event);
        }

        @EventListener
        void opened(WsSessionOpenedEvent event) throws InterruptedException {
            threads.add(Thread.currentThread().getName());
            if (blocks) {
                assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
            }
            events.add(event);
            if (fails) {
                throw new IllegalStateException("planned");
            }
        }

        /** At the end of the server it is slow, and would be overtaken by a stop that does not wait for it. */
        @EventListener
        void closed(WsSessionClosedEvent event) throws InterruptedException {
            if (event.status().code() == 1001) {
                overtaken = stop.await(500, TimeUnit.MILLISECONDS);
            }
            events.add(event);
        }

        <T> T next(Class<T> type) throws InterruptedException {
            return type.cast(events.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void startOpeningEndAndStopAreToldInThisOrder() throws InterruptedException {
        runner.run(context -> {
            WsServerStartedEvent started = listener.next(WsServerStartedEvent.class);
            assertThat(started.server().port()).isEqualTo(port(context));
            Client client = connect(context, "/chat");
            WsSessionOpenedEvent opened = listener.next(WsSessionOpenedEvent.class);
            assertThat(opened.endpoint()).isEqualTo("talk");
            opened.session().send("from the listener");
            assertThat(client.nextText()).isEqualTo("from the listener");
            client.close(4001, "bye");
            WsSessionClosedEvent closed = listener.next(WsSessionClosedEvent.class);
            assertThat(closed.session()).isSameAs(opened.session());
            assertThat(closed.endpoint()).isEqualTo("talk");
            assertThat(closed.status().code()).isEqualTo(4001);
            assertThat(listener.events).isEmpty();
            assertThat(listener.threads).allSatisfy(name -> assertThat(name).startsWith("ws-handler-"));
            connect(context, "/chat");
            listener.next(WsSessionOpenedEvent.class);
        });
        // The end of a session that lasts as long as the server is told before the server's own.
        assertThat(listener.next(WsSessionClosedEvent.class).status().code()).isEqualTo(1001);
        assertThat(listener.next(WsServerStoppedEvent.class)).isNotNull();
        assertThat(listener.overtaken).isFalse();
        assertThat(listener.events).isEmpty();
    }

    @Test
    void listenerThatBlocksKeepsNoSessionWaiting() {
        listener.blocks = true;
        runner.run(context -> {
            Client first = connect(context, "/chat");
            Client second = connect(context, "/chat");
            assertThat(first.send("one").nextText()).isEqualTo("heard one");
            assertThat(second.send("two").nextText()).isEqualTo("heard two");
            listener.next(WsServerStartedEvent.class);
            assertThat(listener.events).isEmpty();
            listener.release.countDown();
            assertThat(listener.next(WsSessionOpenedEvent.class)).isNotNull();
            assertThat(listener.next(WsSessionOpenedEvent.class)).isNotNull();
        });
    }

    @Test
    void listenerThatFailsIsLoggedAndLaterEventsComeAllTheSame(CapturedOutput output) {
        listener.fails = true;
        runner.run(context -> {
            listener.next(WsServerStartedEvent.class);
            Client client = connect(context, "/chat");
            assertThat(listener.next(WsSessionOpenedEvent.class)).isNotNull();
            client.close(1000, "");
            assertThat(listener.next(WsSessionClosedEvent.class)).isNotNull();
            assertThat(output).contains("A listener failed on WsSessionOpenedEvent", "planned");
        });
    }

    @Test
    void withoutAnEndpointNothingIsPublished() {
        Contexts.runner().withBean(Listener.class, () -> listener).run(context -> {
            WsServer server = context.getBean(WsServer.class);
            assertThat(server).hasToString("WsServer[not running]");
            assertThatThrownBy(server::port)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("publishes a WsServerStartedEvent");
        });
        assertThat(listener.events).isEmpty();
    }

    @Test
    void runningServerCanBeInjected() {
        runner.run(context -> {
            WsServer server = context.getBean(WsServer.class);
            assertThat(server.port()).isEqualTo(port(context));
            assertThat(server.paths()).containsExactly("/chat");
            connect(context, "/chat").send("hi").nextText();
            assertThat(server.connectionCount()).isEqualTo(1);
            assertThat(server.toString()).contains("/chat");
        });
    }
}
