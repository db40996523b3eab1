package dev.wsboot;

import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a handler method's parameter comes from: the session, at each call, or the handshake, once.
 *
 * @see WsArgumentResolver
 */
public sealed interface WsArgument {

    /** A value that is asked for at each call; not for {@link OnHandshake} methods, which have no session yet. */
    static WsArgument ofSession(OfSession source) {
        return source;
    }

    /**
     * A value that is found once for each session, before the handshake is accepted, and kept as long as the session. What it
     * throws answers the handshake with 500.
     */
    static WsArgument ofHandshake(OfHandshake source) {
        return source;
    }

    /** A value of the session. */
    @FunctionalInterface
    non-sealed interface OfSession extends WsArgument {

        /** The value for this call, on the thread of the call. */
        @Nullable
        Object resolve(WsSession session) throws Exception;
    }

    /** A value of the handshake. */
    @FunctionalInterface
    non-sealed interface OfHandshake extends WsArgument {

        /** The value for the session that this handshake may become. */
        @Nullable
        Object resolve(Handshake handshake) throws Exception;
    }
}
