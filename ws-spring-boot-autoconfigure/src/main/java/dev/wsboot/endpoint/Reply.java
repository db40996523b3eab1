package dev.wsboot.endpoint;

import dev.wsboot.core.SendStatus;
import java.nio.ByteBuffer;

/** How the value that a handler method returned is sent to the client. */
@FunctionalInterface
interface Reply {

    /** For methods that return nothing. */
    Reply NONE = (session, value) -> SendStatus.SENT;

    /** A text message as it is. */
    Reply TEXT = (session, value) -> Outgoing.sendText(session, (String) value);

    /** A binary message of an array. */
    Reply BYTES = (session, value) -> session.send(ByteBuffer.wrap((byte[]) value));

    /** A binary message of a buffer's remaining bytes. */
    Reply BUFFER = (session, value) -> session.send((ByteBuffer) value);

    /**
     * Sends the value, or sees to it that it is sent when it is there. A session that has ended, or whose queue is full, drops
     * it.
     *
     * @param value what was returned, not null
     * @return what became of it, {@link SendStatus#SENT} as well when there is nothing to send yet
     */
    SendStatus send(EndpointSession session, Object value);
}
