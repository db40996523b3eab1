package dev.wsboot.endpoint;

import java.nio.ByteBuffer;

/** How the value that a handler method returned is sent to the client. */
@FunctionalInterface
interface Reply {

    /** For methods that return nothing. */
    Reply NONE = (session, value) -> {};

    /** A text message as it is. */
    Reply TEXT = (session, value) -> Outgoing.sendText(session, (String) value);

    /** A binary message of an array. */
    Reply BYTES = (session, value) -> session.send(ByteBuffer.wrap((byte[]) value));

    /** A binary message of a buffer's remaining bytes. */
    Reply BUFFER = (session, value) -> session.send((ByteBuffer) value);

    /**
     * Sends the value. What becomes of it is not asked: a session that has ended, or whose queue is full, drops it.
     *
     * @param value what was returned, not null
     */
    void send(EndpointSession session, Object value);
}
