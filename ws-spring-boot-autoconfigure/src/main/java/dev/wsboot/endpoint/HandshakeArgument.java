package dev.wsboot.endpoint;

import dev.wsboot.core.http.Handshake;
import org.jspecify.annotations.Nullable;

/** A value of a handler method's parameter that is found in the handshake, once for each session. */
@FunctionalInterface
interface HandshakeArgument {

    /** The handshake itself. */
    HandshakeArgument HANDSHAKE = handshake -> handshake;

    /**
     * The value for one session.
     *
     * @throws InvalidArgumentException when the peer did not send what it must
     */
    @Nullable
    Object resolve(Handshake handshake) throws Exception;

    /** Whether finding it runs nobody else's code, which might block. */
    default boolean isImmediate() {
        return false;
    }
}
