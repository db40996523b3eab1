package dev.wsboot.core.io;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.http.PathTemplate;
import dev.wsboot.core.http.RequestHeadReader;
import dev.wsboot.core.http.Router;
import dev.wsboot.core.http.ServerHandshake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** A running server: its event loops, its listening socket, and what all its connections share. */
public final class Engine implements WsServer {

    private static final System.Logger LOGGER = System.getLogger(WsServer.class.getName());

    private final Settings settings;
    private final WsServerEvents events;
    private final Clock clock = Clock.SYSTEM;
    private final List<String> paths;
    private final List<Endpoint> endpoints;
    private final ServerHandshake<Endpoint> handshake;
    private final BufferPool buffers = new BufferPool(ByteBuffer::allocateDirect);
    private final List<EventLoop> loops;
    private final Acceptor acceptor;
    private final Drainer drainer;
    private final long handshakeTimeout;
    private final boolean boundToLoopback;

    private Engine(Settings settings) throws IOException {
        this.settings = settings;
        this.events = new GuardedEvents(settings.events());
        this.endpoints = settings.registrations().stream()
                .map(each -> Endpoint.of(settings.pathPrefix() + each.path(), each.handler(), each.options()))
                .toList();
        this.paths = endpoints.stream().map(Endpoint::path).toList();
        Router.Builder<Endpoint> router = Router.builder();
        endpoints.forEach(endpoint -> router.add(PathTemplate.parse(endpoint.path()), endpoint));
        this.handshake = new ServerHandshake<>(router.build(), endpoint -> settings.originPolicy());
        this.handshakeTimeout = Endpoint.nanos(settings.handshakeTimeout());
        newHeadReader(); // its limits are checked here, not at the first request
        this.loops = openLoops(settings.eventLoops());
        try {
            this.acceptor = new Acceptor(this, loops.get(0), bindAddress(settings));
        } catch (Throwable e) {
            loops.forEach(EventLoop::discard);
            throw e;
        }
        this.boundToLoopback = acceptor.address().getAddress().isLoopbackAddress();
        this.drainer = new Drainer(this, loops, acceptor);
    }

    /**
     * Starts a server.
     *
     * @throws IOException when the port cannot be bound
     */
    public static WsServer start(Settings settings) throws IOException {
        Engine engine = new Engine(settings);
        EventLoop first = engine.loops.get(0);
        first.execute(engine.acceptor::start);
        engine.loops.forEach(EventLoop::start);
        engine.events.started(engine.address(), engine.paths);
        return engine;
    }

    private static InetSocketAddress bindAddress(Settings settings) {
        return settings.address() == null
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.address(), settings.port());
    }

    private List<EventLoop> openLoops(int count) throws IOException {
        List<EventLoop> opened = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                opened.add(new EventLoop("ws-loop-" + i, clock, this::failed));
            }
            return List.copyOf(opened);
        } catch (Throwable e) {
            opened.forEach(EventLoop::discard);
            throw e;
        }
    }

    /** The last connection is gone. */
    void end() {
        loops.forEach(EventLoop::stop);
        endpoints.forEach(Endpoint::close);
        events.stopped(address());
    }

    // ---- what connections share

    WsServerEvents events() {
        return events;
    }

    Clock clock() {
        return clock;
    }

    ServerHandshake<Endpoint> handshake() {
        return handshake;
    }

    RequestHeadReader newHeadReader() {
        return new RequestHeadReader(settings.maxHeaderSize(), settings.maxHeaderCount());
    }

    BufferPool buffers() {
        return buffers;
    }

    /** The compressors of all endpoints that hold memory outside of the heap. */
    int deflaters() {
        return endpoints.stream().mapToInt(Endpoint::deflaters).sum();
    }

    /** The inflaters of all event loops that hold memory outside of the heap. */
    int inflaters() {
        return loops.stream().mapToInt(loop -> loop.inflaters().size()).sum();
    }

    long handshakeTimeout() {
        return handshakeTimeout;
    }

    boolean isBoundToLoopback() {
        return boundToLoopback;
    }

    /** Something failed that must not: a bug of this server, or a machine at its end. */
    void failed(Throwable error) {
        LOGGER.log(
                System.Logger.Level.ERROR,
                "The WebSocket server met an error that it did not expect and goes on",
                error);
    }

    // ---- connections

    EventLoop leastLoaded() {
        EventLoop best = loops.get(0);
        for (int i = 1; i < loops.size(); i++) {
            if (loops.get(i).connections() < best.connections()) {
                best = loops.get(i);
            }
        }
        return best;
    }

    /** Makes a connection of an accepted socket, which is counted already. On its loop. */
    void adopt(EventLoop loop, Transport transport, SelectionKey key) {
        Connection connection = new Connection(this, loop, transport);
        key.attach(connection);
        if (drainer.isDraining()) {
            connection.shutdown();
        }
    }

    /** A connection is gone. On its loop. */
    void gone(EventLoop loop) {
        loop.count(-1);
        drainer.check();
    }

    // ---- the server as its user sees it

    @Override
    public InetSocketAddress address() {
        return acceptor.address();
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public int connectionCount() {
        return loops.stream().mapToInt(EventLoop::connections).sum();
    }

    @Override
    public CompletionStage<Void> shutdown(Duration gracePeriod) {
        return drainer.drain(gracePeriod);
    }

    @Override
    public void close() {
        if (loops.stream().anyMatch(EventLoop::isCurrent)) {
            throw new IllegalStateException(
                    "close() would wait on an event loop for that loop's own end, for ever: call"
                            + " shutdown(Duration) there");
        }
        try {
            drainer.drain(settings.gracePeriod()).toCompletableFuture().get();
            for (EventLoop loop : loops) {
                loop.join();
            }
        } catch (InterruptedException e) {
            drainer.drain(Duration.ZERO);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a shutdown completes in order", e);
        }
    }

    @Override
    public String toString() {
        return "WsServer[" + acceptor.address() + " " + paths + "]";
    }
}
