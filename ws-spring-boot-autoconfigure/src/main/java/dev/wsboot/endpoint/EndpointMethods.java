package dev.wsboot.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint does with each event.
 *
 * @param open the {@code @OnOpen} method, or null
 * @param text what is done with a text message, a {@code String}
 * @param binary what is done with a binary message, a {@code byte[]}
 * @param close the {@code @OnClose} method, or null
 */
record EndpointMethods(
        PathArguments pathArguments,
        @Nullable Step open,
        Step text,
        Step binary,
        ErrorMethods errors,
        @Nullable Step close) {

    /** Whether nothing needs to run when a session opens. */
    boolean opensSilently() {
        return open == null && pathArguments.isEmpty();
    }
}
