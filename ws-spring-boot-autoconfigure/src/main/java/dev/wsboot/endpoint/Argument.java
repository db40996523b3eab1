package dev.wsboot.endpoint;

/** The value of one parameter of a handler method, found without any look-up. */
@FunctionalInterface
interface Argument {

    /** The event's subject itself: the message, the error, the close status or the handshake. */
    Argument SUBJECT = (session, subject) -> subject;

    /** The session. */
    Argument SESSION = (session, subject) -> session;

    /** The converted value of a path variable. */
    static Argument pathArgument(int index) {
        return (session, subject) -> session.pathArgument(index);
    }

    /** The value for this event. */
    Object resolve(EndpointSession session, Object subject);
}
