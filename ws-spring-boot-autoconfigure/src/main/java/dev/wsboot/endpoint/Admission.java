package dev.wsboot.endpoint;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.http.HandshakeDecision.Accept;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint decides about opening handshakes: by its {@code @OnHandshake} method, and by what its other methods take
 * from the handshake, which is looked at after that: who is not let in is not told what else is wrong.
 */
final class Admission {

    private final @Nullable HandshakeMethod method;
    private final HandshakeArguments opening;
    private final HandshakeArguments arguments;
    private final boolean isImmediate;

    /**
     * A way to decide.
     *
     * @param opening what the {@code @OnOpen} method takes
     * @param arguments what other methods take
     */
    Admission(@Nullable HandshakeMethod method, HandshakeArguments opening, HandshakeArguments arguments) {
        this.method = method;
        this.opening = opening;
        this.arguments = arguments;
        this.isImmediate = opening.areImmediate() && arguments.areImmediate();
    }

    /**
     * The decision about a handshake.
     *
     * @param executor runs what may block; null where everything runs on the event loop
     */
    CompletionStage<HandshakeDecision> decide(Endpoint endpoint, Handshake handshake, @Nullable Executor executor) {
        if (method == null && opening.isEmpty() && arguments.isEmpty()) {
            return WsHandler.ACCEPT;
        }
        if (executor == null || (method == null && isImmediate)) {
            return decideHere(endpoint, handshake, Runnable::run);
        }
        CompletableFuture<HandshakeDecision> decision = new CompletableFuture<>();
        try {
            executor.execute(() -> decideHere(endpoint, handshake, executor)
                    .whenComplete((decided, error) -> settle(decision, decided, error)));
        } catch (Throwable refusal) {
            Failures.handshakeNotTaken(endpoint, refusal);
            return CompletableFuture.completedStage(
                    HandshakeDecision.reject(503).header("Retry-After", "5"));
        }
        return decision;
    }

    private CompletionStage<HandshakeDecision> decideHere(Endpoint endpoint, Handshake handshake, Executor executor) {
        try {
            if (method == null) {
                return CompletableFuture.completedStage(
                        admit(endpoint, handshake, HandshakeDecision.accept(), ThreadContext.PLAIN));
            }
            HandshakeMethod.Decided decided = method.call(handshake);
            boolean isThere = StageReply.isDone(decided.decision());
            return decided.decision()
                    .thenApplyAsync(
                            decision -> admit(endpoint, handshake, decision, decided.context()),
                            isThere || isImmediate ? Runnable::run : executor);
        } catch (InvalidArgumentException e) {
            return CompletableFuture.completedStage(rejected(endpoint, handshake, e));
        } catch (Throwable e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Finds what the methods take from the handshake, if it was accepted. */
    private HandshakeDecision admit(
            Endpoint endpoint, Handshake handshake, @Nullable HandshakeDecision decision, ThreadContext context) {
        if (decision == null) {
            throw new IllegalStateException("the method with @OnHandshake decided null");
        }
        if (!(decision instanceof Accept accept)) {
            return decision;
        }
        try {
            return accept.attachment(new Admitted(
                    opening.resolve(handshake), arguments.resolve(handshake), accept.attachment(), context));
        } catch (InvalidArgumentException e) {
            return rejected(endpoint, handshake, e);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static HandshakeDecision rejected(Endpoint endpoint, Handshake handshake, InvalidArgumentException e) {
        Failures.handshakeInvalid(endpoint, handshake, e);
        return HandshakeDecision.reject(400).body(e.answer() + "\n");
    }

    private static void settle(
            CompletableFuture<HandshakeDecision> decision,
            @Nullable HandshakeDecision decided,
            @Nullable Throwable error) {
        if (error == null) {
            decision.complete(decided);
        } else {
            boolean isWrapped = error instanceof CompletionException && error.getCause() != null;
            decision.completeExceptionally(isWrapped ? error.getCause() : error);
        }
    }
}
