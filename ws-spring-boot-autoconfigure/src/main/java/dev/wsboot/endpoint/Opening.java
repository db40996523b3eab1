package dev.wsboot.endpoint;

import dev.wsboot.core.http.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * The opening of a session, what an {@code @OnOpen} method is about.
 *
 * @param arguments what the method takes from the handshake
 */
record Opening(Handshake handshake, @Nullable Object[] arguments) {}
