package dev.wsboot.endpoint;

import dev.wsboot.WsSessions;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions with an index for each question. There is no lock for all of them: opening and closing touches the places
 * of one identity, one user and one endpoint.
 */
public final class RegisteredSessions implements WsSessions {

    private static final Log LOG = LogFactory.getLog(RegisteredSessions.class);

    /** An endpoint with its sessions. */
    private record Group(Endpoint endpoint, Set<Registered> sessions) {}

    private final ConcurrentHashMap<String, Registered> byId = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Set<Registered>> byUser = new ConcurrentHashMap<>();

    /** By the name of the endpoint. Set when the server starts, and not changed from then on. */
    private volatile ConcurrentHashMap<String, Group> groups = new ConcurrentHashMap<>();

    private volatile @Nullable SessionEvents events;

    RegisteredSessions() {}

    /**
     * Gets ready for the sessions of these endpoints. Called before the server is started.
     *
     * @param events who is told of sessions
     */
    public void begin(Collection<Endpoint> endpoints, SessionEvents events) {
        ConcurrentHashMap<String, Group> made = new ConcurrentHashMap<>();
        endpoints.forEach(endpoint -> made.put(endpoint.name(), new Group(endpoint, ConcurrentHashMap.newKeySet())));
        this.groups = made;
        this.events = events;
    }

    // Called on event loops

    /** A session was opened. */
    void opened(WsSession session, Endpoint endpoint) {
        Registered registered = new Registered(session.id(), session, endpoint, userOf(session));
        byId.put(registered.id(), registered);
        groupOf(endpoint).add(registered);
        if (registered.user() != null) {
            byUser.compute(registered.user(), (user, sessions) -> {
                Set<Registered> all = sessions == null ? ConcurrentHashMap.newKeySet(2) : sessions;
                all.add(registered);
                return all;
            });
        }
        SessionEvents told = events;
        if (told != null) {
            told.opened(session, endpoint);
        }
    }

    /** A session is over. */
    void closed(WsSession session, CloseStatus status) {
        Registered registered = byId.remove(session.id());
        if (registered == null) {
            return;
        }
        groupOf(registered.endpoint()).remove(registered);
        if (registered.user() != null) {
            byUser.computeIfPresent(registered.user(), (user, sessions) -> {
                sessions.remove(registered);
                return sessions.isEmpty() ? null : sessions;
            });
        }
        SessionEvents told = events;
        if (told != null) {
            told.closed(registered.session(), registered.endpoint(), status);
        }
    }

    private Set<Registered> groupOf(Endpoint endpoint) {
        return Objects.requireNonNull(groups.get(endpoint.name()), "begun with its endpoint").sessions;
    }

    private static @Nullable String userOf(WsSession session) {
        try {
            Principal principal = session.principal();
            return principal == null ? null : principal.getName();
        } catch (RuntimeException e) { // the application's own class; its session is one of nobody
            LOG.error("The principal of " + session + " has no name", e);
            return null;
        }
    }

    // What is asked

    @Nullable
    Registered registered(String id) {
        return byId.get(id);
    }

    Collection<Registered> registered() {
        return byId.values();
    }

    Set<Registered> ofUser(String name) {
        return byUser.getOrDefault(name, Set.of());
    }

    /** The sessions of the endpoint; empty before the server was started, when no endpoint is known. */
    Set<Registered> ofEndpoint(String name) {
        Group group = groups.get(name);
        if (group == null && !groups.isEmpty()) {
            throw new IllegalArgumentException("there is no endpoint \"" + name + "\", only " + shown());
        }
        return group == null ? Set.of() : group.sessions;
    }

    /** The sessions of each endpoint of the type; none before the server was started, when no endpoint is known. */
    List<Set<Registered>> ofEndpoint(Class<?> type) {
        List<Set<Registered>> found = groups.values().stream()
                .filter(group -> type.isAssignableFrom(group.endpoint.type()))
                .map(Group::sessions)
                .toList();
        if (found.isEmpty() && !groups.isEmpty()) {
            throw new IllegalArgumentException("there is no endpoint of the " + type + ", only " + shown());
        }
        return found;
    }

    private String shown() {
        return groups.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    @Override
    public Optional<WsSession> session(String id) {
        return Optional.ofNullable(byId.get(id)).map(Registered::session);
    }

    @Override
    public Stream<WsSession> all() {
        return byId.values().stream().map(Registered::session);
    }

    @Override
    public Stream<WsSession> user(String name) {
        return ofUser(name).stream().map(Registered::session);
    }

    @Override
    public Stream<WsSession> endpoint(String name) {
        return ofEndpoint(name).stream().map(Registered::session);
    }

    @Override
    public Stream<WsSession> endpoint(Class<?> type) {
        return ofEndpoint(type).stream().flatMap(Set::stream).map(Registered::session);
    }

    @Override
    public int count() {
        return byId.size();
    }

    @Override
    public int countOfUser(String name) {
        return ofUser(name).size();
    }

    @Override
    public int countOfEndpoint(String name) {
        return ofEndpoint(name).size();
    }

    @Override
    public int countOfEndpoint(Class<?> type) {
        return ofEndpoint(type).stream().mapToInt(Set::size).sum();
    }

    @Override
    public Set<String> users() {
        return Collections.unmodifiableSet(byUser.keySet());
    }
}
