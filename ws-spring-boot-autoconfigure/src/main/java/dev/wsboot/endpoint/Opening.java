package dev.wsboot.endpoint;

import org.jspecify.annotations.Nullable;

/** The opening of a session, what an {@code @OnOpen} method is about. */
final class Opening {

    private final @Nullable Object[] arguments;

    /**
     * An opening.
     *
     * @param arguments what the method takes from the handshake
     */
    Opening(@Nullable Object[] arguments) {
        this.arguments = arguments;
    }

    @Nullable
    Object argument(int index) {
        return arguments[index];
    }
}
