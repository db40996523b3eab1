package dev.wsboot.endpoint;

import dev.wsboot.WsArgument;
import dev.wsboot.core.http.HandshakeDecision;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/** Reads the parameters and the return type of an {@code @OnHandshake} method. */
final class HandshakeReader {

    private final Class<?> type;
    private final Method method;
    private final HandshakeParameters handshake;
    private final Problems problems;

    HandshakeReader(Class<?> type, Method method, HandshakeParameters handshake, Problems problems) {
        this.type = type;
        this.method = method;
        this.handshake = handshake;
        this.problems = problems;
    }

    /** What the method takes, in its order; incomplete when there are mistakes, which are reported. */
    HandshakeArguments arguments(MethodParameter[] parameters) {
        HandshakeArguments arguments = new HandshakeArguments();
        for (MethodParameter parameter : parameters) {
            int before = problems.count();
            HandshakeArgument argument = handshake.read(method, parameter);
            if (argument == null && problems.count() == before) {
                argument = resolved(parameter);
            }
            if (argument != null) {
                arguments.add(argument);
            }
        }
        return arguments;
    }

    private @Nullable HandshakeArgument resolved(MethodParameter parameter) {
        if (handshake.resolve(parameter) instanceof WsArgument.OfHandshake source) {
            return source::resolve;
        }
        String name = parameter.getParameterType().getName();
        problems.add(
                type,
                method,
                Parameters.shown(parameter)
                        + " is not supported in a method with @OnHandshake: there is no session yet",
                (name.equals("java.security.Principal")
                                ? "Find out who the client is, and say it with HandshakeDecision.accept().principal(...). "
                                : "Give the session what it shall have with HandshakeDecision.accept().attribute(...). ")
                        + "A method with @OnHandshake may take " + HandlerKind.HANDSHAKE.parameters() + ".");
        return null;
    }

    /** How what the method returns decides; null, and reported, when it does not. */
    HandshakeMethod.@Nullable Deciding deciding() {
        ResolvableType returned = ResolvableType.forMethodReturnType(method, type);
        Class<?> raw = returned.resolve(Object.class);
        if (isNothing(raw)) {
            return value -> CompletableFuture.completedFuture(HandshakeDecision.accept());
        }
        if (HandshakeDecision.class.isAssignableFrom(raw)) {
            return value -> CompletableFuture.completedFuture(checked(value));
        }
        Function<Object, CompletionStage<?>> stage = null;
        Class<?> element = returned.getGeneric(0).resolve(Object.class);
        if (CompletionStage.class.isAssignableFrom(raw)) {
            stage = value -> (CompletionStage<?>) value;
            element = returned.as(CompletionStage.class).getGeneric(0).resolve(Object.class);
        } else {
            ReactiveTypes.Kind kind = ReactiveTypes.kind(raw);
            if (kind != null && !kind.isMany()) {
                stage = kind.stage();
                element = kind.isNone() ? Void.class : element;
            }
        }
        if (stage != null && isNothing(element)) {
            return later(stage, value -> HandshakeDecision.accept());
        }
        if (stage != null && HandshakeDecision.class.isAssignableFrom(element)) {
            return later(stage, HandshakeReader::checked);
        }
        problems.add(
                type,
                method,
                "a method with @OnHandshake returns " + returned + ", which decides nothing",
                "Return HandshakeDecision.accept() or reject(401), a CompletionStage or a Mono of that, or void,"
                        + " which accepts.");
        return null;
    }

    private static HandshakeMethod.Deciding later(
            Function<Object, CompletionStage<?>> stage, Function<@Nullable Object, HandshakeDecision> decision) {
        return value -> stage.apply(Objects.requireNonNull(value, "the method with @OnHandshake returned null"))
                .thenApply(decision);
    }

    private static boolean isNothing(Class<?> type) {
        return type == void.class || type == Void.class;
    }

    private static HandshakeDecision checked(@Nullable Object value) {
        return (HandshakeDecision)
                Objects.requireNonNull(value, "the method with @OnHandshake returned null in place of its decision");
    }
}
