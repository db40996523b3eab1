package dev.wsboot.endpoint;

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
 * @param close the {@code @OnClose} method, or null
 * @param isAsynchronous whether any of them has results that come after its return, or runs beside others
 */
record EndpointMethods(
        Admission admission,
        @Nullable Step open,
        Step text,
        Step binary,
        @Nullable Step pong,
        @Nullable Step drain,
        ErrorMethods errors,
        @Nullable Step close,
        boolean isAsynchronous) {}
