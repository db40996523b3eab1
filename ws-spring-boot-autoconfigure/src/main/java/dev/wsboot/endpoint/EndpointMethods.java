package dev.wsboot.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint does with each event.
 *
 * @param admission what is done about handshakes
 * @param open the {@code @OnOpen} method, or null
 * @param text what is done with a text message, a {@code String}
 * @param binary what is done with a binary message, a {@code byte[]}
 * @param pong the {@code @OnPong} method, or null
 * @param drain the {@code @OnDrain} method, or null
 * @param outgoing how objects are sent
 * @param errors the methods that are asked for an error, those of the endpoint before those of advices; each list of them
 *     also for what the ones before it throw
 * @param close the {@code @OnClose} method, or null
 * @param isAsynchronous whether any of them has results that come after its return, or runs beside others
 */
record EndpointMethods(
        Admission admission,
        @Nullable Step open,
        Step text,
        Step binary,
        Outgoing outgoing,
        @Nullable Step pong,
        @Nullable Step drain,
        List<ErrorMethods> errors,
        @Nullable Step close,
        boolean isAsynchronous) {

    EndpointMethods {
        errors = List.copyOf(errors);
    }

    /** These with interceptors around what is done with messages. */
    EndpointMethods intercepted(Interceptors interceptors) {
        return new EndpointMethods(
                admission,
                open,
                interceptors.around(text, Interceptors.Before.TEXT),
                interceptors.around(binary, Interceptors.Before.BINARY),
                outgoing,
                pong,
                drain,
                errors,
                close,
                isAsynchronous);
    }
}
