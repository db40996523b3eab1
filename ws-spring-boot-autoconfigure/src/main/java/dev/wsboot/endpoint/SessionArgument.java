package dev.wsboot.endpoint;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;

/**
 * A value that the session has, looked up at each call: an attribute, or who the client is.
 *
 * @param what the value in words
 * @param type the type that it must have
 */
record SessionArgument(
        String what,
        Class<?> type,
        boolean inOptional,
        boolean mayBeMissing,
        Function<EndpointSession, @Nullable Object> source)
        implements Argument {

    /** The attribute of that name. */
    static SessionArgument attribute(String name, MethodParameter parameter) {
        return new SessionArgument(
                "the session attribute \"" + name + "\"",
                type(parameter),
                Parameters.isOptional(parameter),
                Parameters.isNullable(parameter),
                session -> session.attribute(name));
    }

    /** Who the client is; null when nobody has said it. */
    static SessionArgument principal(MethodParameter parameter) {
        return new SessionArgument(
                "the principal", type(parameter), Parameters.isOptional(parameter), true, EndpointSession::principal);
    }

    private static Class<?> type(MethodParameter parameter) {
        return ClassUtils.resolvePrimitiveIfNecessary(
                parameter.nestedIfOptional().getNestedParameterType());
    }

    @Override
    public @Nullable Object resolve(EndpointSession session, Object subject) {
        Object value = source.apply(session);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalStateException(
                    what + " is a " + value.getClass().getName() + ", but the parameter is a " + type.getName());
        }
        if (inOptional) {
            return Optional.ofNullable(value);
        }
        if (value == null && !mayBeMissing) {
            throw new IllegalStateException(
                    what + " is missing: set it in @OnHandshake or with WsSession.attribute, or take an Optional");
        }
        return value;
    }
}
