package dev.wsboot.core.io;

import java.nio.ByteBuffer;

/** The opening handshake of one connection. Exists no longer than that, and belongs to the connection's event loop. */
interface Opening {

    /** Takes bytes of the peer's part, and none of what comes behind it. */
    void receive(ByteBuffer in);

    /** Whether nothing may be read now. */
    boolean isDeciding();

    /** The time-out has passed. */
    void timedOut();

    /** The connection ended before the handshake did. */
    void lost();
}
