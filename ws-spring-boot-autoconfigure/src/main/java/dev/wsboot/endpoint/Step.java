package dev.wsboot.endpoint;

/** What is done with one event of a session, prepared at start-up and shared by all sessions. */
@FunctionalInterface
interface Step {

    /**
     * Does it, on a thread of the handlers' executor.
     *
     * @param subject what the event is about: the handshake, the message, the error, the close status
     */
    void run(EndpointSession session, Object subject) throws Throwable;
}
