package dev.wsboot.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint does with each event.
 *
 * @param open the {@code @OnOpen} method, or null
 * @param text what is done with a text message, a {@code String}
 * @param binary what is done with a binary message, a {@code byte[]}
 * @param outgoing how objects are sent
 * @param errors the methods that are asked for an error, those of the endpoint before those of advices; each list of them
 *     also for what the ones before it throw
 * @param close the {@code @OnClose} method, or null
 */
record EndpointMethods(
        PathArguments pathArguments,
        @Nullable Step open,
        Step text,
        Step binary,
        Outgoing outgoing,
        List<ErrorMethods> errors,
        @Nullable Step close) {

    EndpointMethods {
        errors = List.copyOf(errors);
    }

    /** These with interceptors around what is done with messages. */
    EndpointMethods intercepted(Interceptors interceptors) {
        return new EndpointMethods(
                pathArguments,
                open,
                interceptors.around(text, Interceptors.Before.TEXT),
                interceptors.around(binary, Interceptors.Before.BINARY),
                outgoing,
                errors,
                close);
    }

    /** Whether nothing needs to run when a session opens. */
    boolean opensSilently() {
        return open == null && pathArguments.isEmpty();
    }
}
