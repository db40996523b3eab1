package dev.wsboot.endpoint;

import org.jspecify.annotations.Nullable;

/** What was found out while a handshake was decided, for the session that it becomes. */
final class Admitted {

    /** For endpoints that take nothing from the handshake. */
    static final Admitted PLAIN = new Admitted(new Object[0], new Object[0], null, ThreadContext.PLAIN);

    private final @Nullable Object[] opening;
    private final @Nullable Object[] arguments;
    private final @Nullable Object attachment;
    private final ThreadContext context;

    /**
     * What was found out.
     *
     * @param opening what the {@code @OnOpen} method takes from the handshake
     * @param arguments what other methods take from it
     * @param attachment what the application attached
     * @param context the thread locals of the session's calls
     */
    Admitted(
            @Nullable Object[] opening,
            @Nullable Object[] arguments,
            @Nullable Object attachment,
            ThreadContext context) {
        this.opening = opening;
        this.arguments = arguments;
        this.attachment = attachment;
        this.context = context;
    }

    @Nullable
    Object[] opening() {
        return opening;
    }

    @Nullable
    Object[] arguments() {
        return arguments;
    }

    @Nullable
    Object attachment() {
        return attachment;
    }

    ThreadContext context() {
        return context;
    }
}
