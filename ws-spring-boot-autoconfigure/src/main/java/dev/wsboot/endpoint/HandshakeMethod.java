package dev.wsboot.endpoint;

import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The {@code @OnHandshake} method of an endpoint, made ready to be called. */
final class HandshakeMethod {

    /** Makes a stage of what the method returned. */
    @FunctionalInterface
    interface Deciding {
        CompletionStage<HandshakeDecision> decision(@Nullable Object returned);
    }

    /**
     * What the method has done.
     *
     * @param decision what it decided, or will
     * @param context the thread locals that it set
     */
    record Decided(CompletionStage<HandshakeDecision> decision, ThreadContext context) {}

    private final MethodHandle target;
    private final HandshakeArguments arguments;
    private final Deciding deciding;

    /**
     * A method.
     *
     * @param target takes the arguments as an array and returns null for {@code void}
     * @param arguments its arguments, in their order
     */
    HandshakeMethod(MethodHandle target, HandshakeArguments arguments, Deciding deciding) {
        this.target = target;
        this.arguments = arguments;
        this.deciding = deciding;
    }

    /**
     * Calls the method.
     *
     * @throws InvalidArgumentException when the peer did not send what it must
     */
    Decided call(Handshake handshake) throws Exception {
        @Nullable Object[] values = arguments.resolve(handshake);
        ThreadContext.Captured captured = ThreadContext.capture(() -> deciding.decision(invoke(values)));
        @SuppressWarnings("unchecked") // as the line above says
        CompletionStage<HandshakeDecision> decision = (CompletionStage<HandshakeDecision>) captured.value();
        if (decision == null) {
            throw new IllegalStateException("the method with @OnHandshake returned null in place of its decision");
        }
        return new Decided(decision, captured.context());
    }

    private @Nullable Object invoke(@Nullable Object[] values) throws Exception {
        try {
            return (Object) target.invokeExact(values);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
