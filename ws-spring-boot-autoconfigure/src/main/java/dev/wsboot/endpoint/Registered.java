package dev.wsboot.endpoint;

import dev.wsboot.core.WsSession;
import org.jspecify.annotations.Nullable;

/**
 * An open session in the registry.
 *
 * @param session as the application sees it
 * @param user the name of its user when it was opened, or null
 */
record Registered(
        String id,
        WsSession session,
        Endpoint endpoint,
        @Nullable String user) {

    /** Each session is itself: nothing else is compared. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
