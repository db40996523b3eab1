package dev.wsboot.core.io;

import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.http.OriginPolicy;
import dev.wsboot.core.http.PathTemplate;
import dev.wsboot.core.http.RequestHeadReader;
import dev.wsboot.core.http.Router;
import dev.wsboot.core.http.ServerHandshake;
import dev.wsboot.core.protocol.Role;
import java.util.concurrent.TimeUnit;

/** A server with one path and no listening socket. */
final class SimulationOwner implements Owner {

    private static final OriginPolicy SAME_HOST = OriginPolicy.sameHost(() -> -1);

    private final SimulationSide side;
    private final EventLoops loops;
    private final WsServerEvents events;
    private final long handshakeTimeout;
    private final Endpoint endpoint;
    private final ServerHandshake<Endpoint> handshake;

    SimulationOwner(SimulationSide side, EventLoops loops, int handshakeTimeout) {
        this.side = side;
        this.loops = loops;
        this.events = new GuardedEvents(side.application);
        this.handshakeTimeout = TimeUnit.MILLISECONDS.toNanos(handshakeTimeout);
        this.endpoint = Endpoint.of(Role.SERVER, "/", side.application, side.options);
        Router.Builder<Endpoint> router = Router.builder();
        router.add(PathTemplate.parse("/"), endpoint);
        this.handshake = new ServerHandshake<>(router.build(), each -> SAME_HOST);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Role role() {
        return Role.SERVER;
    }

    @Override
    public EventLoops loops() {
        return loops;
    }

    @Override
    public WsServerEvents events() {
        return events;
    }

    @Override
    public long handshakeTimeout() {
        return handshakeTimeout;
    }

    @Override
    public Opening opening(Connection connection) {
        return new ServerOpening(connection, handshake, true, new RequestHeadReader(SimulationScript.MAX_HEAD, 20));
    }

    @Override
    public void gone(Connection connection) {
        side.gone();
        loops.gone(connection.loop());
    }
}
