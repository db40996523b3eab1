package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.Execution;
import dev.wsboot.OnClose;
import dev.wsboot.OnHandshake;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.QueryParam;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.HandshakeDecision;
import io.micrometer.context.ContextRegistry;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the threads of handler methods know of the session: the log's context, and thread locals of the handshake. */
class ContextPropagationTest {

    private static final String KEY = "tenant";
    private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    @BeforeEach
    void register() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, TENANT);
    }

    @AfterEach
    void unregister() {
        ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
    }

    /** One thread for all, so that whatever is left there shows. */
    private final ApplicationContextRunner runner = Contexts.runner()
            .withBean(AutoEndpoint.class)
            .withBean(LoopEndpoint.class)
            .withPropertyValues("ws.handler.max-threads=1", "ws.event-loops=1");

    static class Methods {

        final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

        @OnHandshake
        HandshakeDecision admit(@QueryParam @Nullable String tenant) {
            String left = MDC.get("ws.session") + " " + TENANT.get();
            if (tenant != null) {
                TENANT.set(tenant);
            }
            return HandshakeDecision.accept().attachment(left);
        }

        @OnOpen
        String open(WsSession session) {
            return session.attachment() + " " + is(session, MDC.get("ws.session")) + " " + TENANT.get();
        }

        @OnMessage
        Mono<String> text(String message, WsSession session) {
            String here = is(session, MDC.get("ws.session")) + " " + TENANT.get();
            if (message.equals("clear")) {
                MDC.clear();
            }
            return Mono.deferContextual(context -> Mono.just(here + " " + context.getOrDefault(KEY, "none")));
        }

        @OnMessage
        Flux<String> binary(byte[] message) {
            return Flux.deferContextual(context -> Flux.just("stream " + context.getOrDefault(KEY, "none")));
        }

        @OnClose
        void close(WsSession session) {
            closed.add(is(session, MDC.get("ws.session")) + " " + TENANT.get());
        }

        private static String is(WsSession session, @Nullable String id) {
            return session.id().equals(id) ? "itself" : String.valueOf(id);
        }
    }

    @WsEndpoint("/auto")
    static class AutoEndpoint extends Methods {}

    @WsEndpoint(value = "/loop", execution = Execution.EVENT_LOOP)
    static class LoopEndpoint extends Methods {}

    @Test
    void sessionsIdAndThreadLocalsOfItsHandshakeAreThereInEveryCallAndNowhereElse() {
        runner.run(context -> {
            converse(context, "/auto", context.getBean(AutoEndpoint.class));
            converse(context, "/loop", context.getBean(LoopEndpoint.class));
            BlockingQueue<String> left = new LinkedBlockingQueue<>();
            context.getBean("wsHandlerExecutor", Executor.class)
                    .execute(() -> left.add(MDC.get("ws.session") + " " + TENANT.get()));
            assertThat(left.poll(20, TimeUnit.SECONDS)).isEqualTo("null null");
        });
    }

    private static void converse(ApplicationContext context, String path, Methods endpoint)
            throws InterruptedException {
        Client acme = connect(context, path + "?tenant=acme");
        assertThat(acme.nextText()).isEqualTo("null null itself acme");
        Client nobody = connect(context, path);
        assertThat(nobody.nextText()).isEqualTo("null null itself null");
        for (String message : new String[] {"clear", "again"}) {
            assertThat(acme.send(message).nextText()).isEqualTo("itself acme acme");
            assertThat(nobody.send(message).nextText()).isEqualTo("itself null none");
        }
        assertThat(acme.send(new byte[1]).nextText()).isEqualTo("stream acme");
        assertThat(nobody.send(new byte[1]).nextText()).isEqualTo("stream none");
        acme.close(1000, "");
        assertThat(endpoint.closed.poll(20, TimeUnit.SECONDS)).isEqualTo("itself acme");
        nobody.close(1000, "");
        assertThat(endpoint.closed.poll(20, TimeUnit.SECONDS)).isEqualTo("itself null");
    }

    @Test
    void logMayDoWithoutTheId() {
        runner.withPropertyValues("ws.handler.mdc=false")
                .run(context -> assertThat(connect(context, "/auto").nextText()).isEqualTo("null null null null"));
    }
}
