package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.Execution;
import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

/** Endpoints whose methods are called on the event loop. */
class EventLoopExecutionTest {

    /** Answers with the name of the thread that calls. */
    static class Methods {

        final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

        private static String thread() {
            return Thread.currentThread().getName().replaceAll("\\d", "");
        }

        @OnOpen
        String open(WsSession session) {
            return "open on " + thread();
        }

        @OnMessage
        String text(String message, WsSession session) {
            switch (message) {
                case "fail" -> throw new IllegalStateException("by hand");
                case "pause" -> {
                    session.pauseReading();
                    session.send("paused");
                    session.resumeReading();
                }
                default -> {}
            }
            return message + " on " + thread();
        }

        @OnMessage
        String binary(ByteBuffer message) {
            return message.remaining() + " bytes on " + thread();
        }

        @OnError
        String error(IllegalStateException error) {
            return "error on " + thread();
        }

        @OnClose
        void close(CloseStatus status) {
            calls.add("close " + status.code() + " on " + thread());
        }
    }

    @WsEndpoint(value = "/loop", execution = Execution.EVENT_LOOP)
    static class LoopEndpoint extends Methods {}

    @WsEndpoint("/auto")
    static class AutoEndpoint extends Methods {}

    @Test
    void everyMethodOfTheEndpointIsCalledThere() {
        Contexts.runner()
                .withBean(LoopEndpoint.class)
                .run(context -> converse(context, "/loop", context.getBean(LoopEndpoint.class)));
    }

    @Test
    void thePropertySaysItForEndpointsThatSayNothing() {
        Contexts.runner()
                .withBean(AutoEndpoint.class)
                .withPropertyValues("ws.handler.execution=event-loop")
                .run(context -> converse(context, "/auto", context.getBean(AutoEndpoint.class)));
    }

    private static void converse(ApplicationContext context, String path, Methods endpoint)
            throws InterruptedException {
        Client client = connect(context, path).send("hi");
        assertThat(client.nextText()).isEqualTo("open on ws-loop-");
        assertThat(client.nextText()).isEqualTo("hi on ws-loop-");
        assertThat(client.send(new byte[3]).nextText()).isEqualTo("3 bytes on ws-loop-");
        assertThat(client.send("fail").nextText()).isEqualTo("error on ws-loop-");
        assertThat(client.send("pause").nextText()).isEqualTo("paused");
        assertThat(client.nextText()).isEqualTo("pause on ws-loop-");
        assertThat(client.send("last").nextText()).isEqualTo("last on ws-loop-");
        client.close(4000, "bye");
        assertThat(endpoint.calls.poll(10, TimeUnit.SECONDS)).isEqualTo("close 4000 on ws-loop-");
    }
}
