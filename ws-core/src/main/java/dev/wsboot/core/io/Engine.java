package dev.wsboot.core.io;

import dev.wsboot.core.WsClient;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.http.PathTemplate;
import dev.wsboot.core.http.RequestHeadReader;
import dev.wsboot.core.http.Router;
import dev.wsboot.core.http.ServerHandshake;
import dev.wsboot.core.protocol.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** A running server: its event loops, its listening socket, and what all its connections share. */
public final class Engine implements WsServer, Owner {

    private final Settings settings;
    private final WsServerEvents events;
    private final List<String> paths;
    private final List<Endpoint> endpoints;
    private final ServerHandshake<Endpoint> handshake;
    private final EventLoops loops;
    private final Listener listener;
    private final Drainer drainer;
    private final long handshakeTimeout;
    private final boolean boundToLoopback;

    private Engine(Settings settings, boolean withPort) throws IOException {
        this.settings = settings;
        this.events = new GuardedEvents(settings.events());
        this.endpoints = settings.registrations().stream()
                .map(each ->
                        Endpoint.of(Role.SERVER, settings.pathPrefix() + each.path(), each.handler(), each.options()))
                .toList();
        this.paths = endpoints.stream().map(Endpoint::path).toList();
        Router.Builder<Endpoint> router = Router.builder();
        endpoints.forEach(endpoint -> router.add(PathTemplate.parse(endpoint.path()), endpoint));
        this.handshake = new ServerHandshake<>(router.build(), endpoint -> settings.originPolicy());
        this.handshakeTimeout = Endpoint.nanos(settings.handshakeTimeout());
        newHeadReader(); // its limits are checked here, not at the first request
        this.loops = EventLoops.open("ws-loop-", settings.eventLoops(), Clock.SYSTEM);
        try {
            this.listener = withPort ? new Acceptor(this, loops.first(), bindAddress(settings)) : new NoPort();
        } catch (Throwable e) {
            loops.discard();
            throw e;
        }
        this.boundToLoopback = listener.address().getAddress().isLoopbackAddress();
        this.drainer = new Drainer(this, loops, listener);
        loops.whenGone(drainer::check);
    }

    /**
     * Starts a server.
     *
     * @throws IOException when the port cannot be bound
     */
    public static WsServer start(Settings settings) throws IOException {
        return started(new Engine(settings, true));
    }

    /**
     * Starts a server that listens nowhere and has the connections that {@link #adopt(SelfWatchingTransport)} gives it.
     *
     * @throws IOException when the system has no selector left
     */
    public static Engine startWithoutPort(Settings settings) throws IOException {
        return started(new Engine(settings, false));
    }

    private static Engine started(Engine engine) {
        engine.loops.first().execute(engine.listener::start);
        engine.loops.start();
        engine.events.started(engine.address(), engine.paths);
        return engine;
    }

    /**
     * Begins to connect a client.
     *
     * @throws IllegalStateException when it is to use the event loops of a server that is stopping
     */
    public static WsClient connect(WsClient.Settings settings) {
        WsServer server = settings.server();
        if (server == null) {
            return start(settings, ClientLoops.acquire(), ClientLoops::release);
        }
        if (!(server instanceof Engine engine)) {
            throw new IllegalArgumentException(
                    "eventLoopsOf() takes a server that WsServer.builder() has started, not " + server);
        }
        if (engine.drainer.isDraining()) {
            throw new IllegalStateException("the server whose event loops the client is to use is stopping");
        }
        Client client = start(settings, engine.loops, () -> {});
        if (engine.drainer.isDraining()) { // and may have missed this client
            client.shutdown();
        }
        return client;
    }

    private static Client start(WsClient.Settings settings, EventLoops loops, Runnable whenOver) {
        try {
            Client client = new Client(settings, loops, whenOver);
            client.start();
            return client;
        } catch (Throwable e) {
            whenOver.run();
            throw e;
        }
    }

    private static InetSocketAddress bindAddress(Settings settings) {
        return settings.address() == null
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.address(), settings.port());
    }

    /** The last connection is gone. */
    void end() {
        loops.stop();
        endpoints.forEach(Endpoint::close);
        events.stopped(address());
    }

    // ---- what connections share

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
        return new ServerOpening(connection, handshake, boundToLoopback, newHeadReader());
    }

    private RequestHeadReader newHeadReader() {
        return new RequestHeadReader(settings.maxHeaderSize(), settings.maxHeaderCount());
    }

    /** The compressors of all endpoints that hold memory outside of the heap. */
    int deflaters() {
        return endpoints.stream().mapToInt(Endpoint::deflaters).sum();
    }

    // ---- connections

    /** Makes a connection of an accepted socket, which is counted already. On its loop. */
    void adopt(EventLoop loop, Transport transport, SelectionKey key) {
        Connection connection = new Connection(this, loop, transport);
        key.attach(connection);
        if (drainer.isDraining()) {
            connection.shutdown();
        }
    }

    /**
     * Makes a connection of a transport that no selector watches. Any thread.
     *
     * @return false when the server is stopping, which takes nothing on any more
     */
    public boolean adopt(SelfWatchingTransport transport) {
        EventLoop loop = loops.leastLoaded();
        loop.count(1); // before the look at the drainer, which does not end while there is a connection
        if (drainer.isDraining()) {
            loops.gone(loop);
            return false;
        }
        loop.execute(() -> {
            Connection connection = new Connection(this, loop, transport);
            loop.add(connection);
            transport.watch(new Watch(connection, transport));
            if (drainer.isDraining()) {
                connection.shutdown();
            }
        });
        return true;
    }

    @Override
    public void gone(Connection connection) {
        connection.loop().remove(connection);
        loops.gone(connection.loop());
    }

    // ---- the server as its user sees it

    @Override
    public InetSocketAddress address() {
        return listener.address();
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public int connectionCount() {
        return loops.connections()
                - (int) loops.clients().stream().filter(Client::isConnected).count();
    }

    @Override
    public CompletionStage<Void> shutdown(Duration gracePeriod) {
        return drainer.drain(gracePeriod);
    }

    @Override
    public void close() {
        if (loops.isCurrent()) {
            throw new IllegalStateException(
                    "close() would wait on an event loop for that loop's own end, for ever: call"
                            + " shutdown(Duration) there");
        }
        try {
            drainer.drain(settings.gracePeriod()).toCompletableFuture().get();
            loops.join();
        } catch (InterruptedException e) {
            drainer.drain(Duration.ZERO);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a shutdown completes in order", e);
        }
    }

    @Override
    public String toString() {
        return "WsServer[" + listener.address() + " " + paths + "]";
    }
}
