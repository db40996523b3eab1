package dev.wsboot.endpoint;

import dev.wsboot.WsInterceptor;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.http.HandshakeDecision.Accept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who decides about the opening handshakes of one endpoint: its interceptors in their order, then the endpoint.
 *
 * @param executor runs what may block; null where everything runs on the event loop
 */
record HandshakeChain(
        List<WsInterceptor> interceptors, @Nullable Executor executor) {

    private static final Log LOG = LogFactory.getLog(WsInterceptor.class);

    /** The stage of the decision. */
    CompletionStage<HandshakeDecision> decide(Handshake handshake, WsHandler inner) {
        if (executor == null) {
            return decideHere(handshake, inner);
        }
        CompletableFuture<HandshakeDecision> decision = new CompletableFuture<>();
        try {
            executor.execute(() -> decideHere(handshake, inner).whenComplete((decided, error) -> {
                if (error == null) {
                    decision.complete(decided);
                } else {
                    decision.completeExceptionally(unwrapped(error));
                }
            }));
        } catch (Throwable refusal) {
            LOG.error("wsHandlerExecutor does not take an opening handshake: it is answered with 503", refusal);
            return CompletableFuture.completedStage(
                    HandshakeDecision.reject(503).header("Retry-After", "5"));
        }
        return decision;
    }

    private CompletionStage<HandshakeDecision> decideHere(Handshake handshake, WsHandler inner) {
        List<WsInterceptor> asked = new ArrayList<>();
        return ask(handshake, inner, asked).whenComplete((decision, error) -> {
            HandshakeDecision told = decision != null ? decision : HandshakeDecision.reject(500);
            for (int i = asked.size() - 1; i >= 0; i--) {
                after(asked.get(i), handshake, told);
            }
        });
    }

    private CompletionStage<HandshakeDecision> ask(Handshake handshake, WsHandler inner, List<WsInterceptor> asked) {
        try {
            List<Accept> accepted = new ArrayList<>();
            for (WsInterceptor interceptor : interceptors) {
                asked.add(interceptor);
                HandshakeDecision decision =
                        Objects.requireNonNull(interceptor.beforeHandshake(handshake), "beforeHandshake returned null");
                if (!(decision instanceof Accept accept)) {
                    return CompletableFuture.completedStage(decision);
                }
                accepted.add(0, accept);
            }
            return inner.onHandshake(handshake)
                    .thenApply(decision -> decision instanceof Accept last ? joined(last, accepted) : decision);
        } catch (Throwable e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * What all accepted with.
     *
     * @param last what counts first
     * @param others what counts after that, in this order
     */
    private static Accept joined(Accept last, List<Accept> others) {
        Accept all = last;
        for (Accept other : others) {
            if (all.subprotocol() == null && other.subprotocol() != null) {
                all = all.subprotocol(other.subprotocol());
            }
            for (Map.Entry<String, Object> attribute : other.attributes().entrySet()) {
                if (!all.attributes().containsKey(attribute.getKey())) {
                    all = all.attribute(attribute.getKey(), attribute.getValue());
                }
            }
            all = withHeaders(all, other);
        }
        return all;
    }

    private static Accept withHeaders(Accept all, Accept other) {
        Accept joined = all;
        for (String name : other.headers().names()) {
            if (!all.headers().contains(name)) {
                for (String value : other.headers().all(name)) {
                    joined = joined.header(name, value);
                }
            }
        }
        return joined;
    }

    private static void after(WsInterceptor interceptor, Handshake handshake, HandshakeDecision decision) {
        try {
            interceptor.afterHandshake(handshake, decision);
        } catch (Throwable error) {
            Interceptors.failed(interceptor, error);
        }
    }

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
