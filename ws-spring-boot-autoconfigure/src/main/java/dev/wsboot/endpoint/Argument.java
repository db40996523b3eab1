package dev.wsboot.endpoint;

import dev.wsboot.WsArgument;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The value of one parameter of a handler method, found without any look-up. */
@FunctionalInterface
interface Argument {

    /** The event's subject itself: the message, the error, or the close status. */
    Argument SUBJECT = (session, subject) -> subject;

    /** The event's subject, an array of bytes, as a buffer. */
    Argument BUFFER = (session, subject) -> ByteBuffer.wrap((byte[]) subject);

    /** The session. */
    Argument SESSION = (session, subject) -> session;

    /** A value that was found in the handshake and is kept with the session. */
    static Argument ofSession(int index) {
        return (session, subject) -> session.argument(index);
    }

    /** A value that was found in the handshake for the {@code @OnOpen} method alone. */
    static Argument ofOpening(int index) {
        return (session, subject) -> ((Opening) subject).argument(index);
    }

    /** What the application's own resolver finds in the session. */
    static Argument resolved(WsArgument.OfSession source) {
        return (session, subject) -> source.resolve(session);
    }

    /** The value for this event. */
    @Nullable
    Object resolve(EndpointSession session, Object subject) throws Exception;
}
