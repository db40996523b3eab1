package dev.wsboot;

import dev.wsboot.core.WsSession;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The open sessions of this server, found by identity, by user and by endpoint. A bean; thread-safe.
 *
 * <p>A session is here before its {@code @OnOpen} method is called, and no longer when its {@code @OnClose} method is.
 * Finding a session, or the sessions of a user, costs the same however many there are. Streams and counts follow what goes on
 * meanwhile: sessions that open or close during a stream may be in it or not.
 *
 * @see WsTemplate
 */
public interface WsSessions {

    /** The session with this {@link WsSession#id()}; empty when there is none, or no longer. */
    Optional<WsSession> session(String id);

    /** All sessions. */
    Stream<WsSession> all();

    /**
     * The sessions of a user, one for each of his tabs and devices.
     *
     * @param name the name of the {@link java.security.Principal} that the handshake was accepted with
     */
    Stream<WsSession> user(String name);

    /**
     * The sessions of an endpoint.
     *
     * @throws IllegalArgumentException when there is no endpoint of that name
     */
    Stream<WsSession> endpoint(String name);

    /**
     * The sessions of an endpoint.
     *
     * @param type the class with {@code @WsEndpoint}, or a superclass or an interface of several ones
     * @throws IllegalArgumentException when there is no such endpoint
     */
    Stream<WsSession> endpoint(Class<?> type);

    /** The number of all sessions. */
    int count();

    /** The number of sessions of a {@linkplain #user user}. */
    int countOfUser(String name);

    /** The number of sessions of an {@linkplain #endpoint(String) endpoint}. */
    int countOfEndpoint(String name);

    /** The number of sessions of an {@linkplain #endpoint(Class) endpoint}. */
    int countOfEndpoint(Class<?> type);

    /** The names of the users that have sessions: a view that cannot be changed, and that follows what goes on. */
    Set<String> users();
}
