package dev.wsboot.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * What was found out while a handshake was decided, for the session that it becomes.
 *
 * @param opening what the {@code @OnOpen} method takes from the handshake
 * @param arguments what other methods take from it
 * @param attachment what the application attached
 * @param context the thread locals of its calls
 */
record Admitted(
        @Nullable Object[] opening,
        @Nullable Object[] arguments,
        @Nullable Object attachment,
        ThreadContext context) {

    /** For endpoints that take nothing from the handshake. */
    static final Admitted PLAIN = new Admitted(new Object[0], new Object[0], null, ThreadContext.PLAIN);
}
