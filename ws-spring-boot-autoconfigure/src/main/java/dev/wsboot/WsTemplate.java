package dev.wsboot;

/**
 * Sends to sessions from anywhere in the application. A bean; thread-safe.
 *
 * <pre>{@code
 * template.endpoint(ChatEndpoint.class).except(session).send(new Said("anna", "hello"));
 * }</pre>
 *
 * <p>Each method says who receives; {@link WsRecipients} sends. Who that is, is found out at each sending anew, so recipients may
 * be kept.
 *
 * @see WsSessions
 */
public interface WsTemplate {

    /** The session with this identity; nobody when it is gone. */
    WsRecipients session(String id);

    /**
     * All sessions of a user.
     *
     * @param name the name of the {@link java.security.Principal} that the handshake was accepted with
     */
    WsRecipients user(String name);

    /**
     * All sessions of an endpoint.
     *
     * @param name the name of the endpoint; sending throws an IllegalArgumentException when there is none of that name
     */
    WsRecipients endpoint(String name);

    /**
     * All sessions of an endpoint.
     *
     * @param type the class with {@code @WsEndpoint}, or a superclass or an interface of several ones; sending throws an
     *     IllegalArgumentException when there is no such endpoint
     */
    WsRecipients endpoint(Class<?> type);

    /** All sessions of this server. */
    WsRecipients all();
}
