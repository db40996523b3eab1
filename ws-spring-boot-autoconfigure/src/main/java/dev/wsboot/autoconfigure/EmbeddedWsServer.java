package dev.wsboot.autoconfigure;

import dev.wsboot.WsServerStartedEvent;
import dev.wsboot.WsServerStoppedEvent;
import dev.wsboot.core.WsServer;
import dev.wsboot.endpoint.Endpoint;
import dev.wsboot.endpoint.EndpointScanner;
import dev.wsboot.endpoint.Handling;
import dev.wsboot.endpoint.SessionEvents;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The application's WebSocket server: none until it is started, and none ever when there is no endpoint. As a {@link WsServer} it
 * is what applications inject, and stands for the one that runs.
 */
final class EmbeddedWsServer implements WsServer {

    /** The property that has the port in use. */
    static final String PORT_PROPERTY = "local.ws.port";

    private static final Log LOG = LogFactory.getLog(EmbeddedWsServer.class);

    /** What handlers get to finish when connections took the whole grace period. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(2);

    private final EndpointScanner scanner;
    private final WsServerFactory factory;
    private final Handling handling;
    private final ApplicationEventPublisher publisher;
    private final SessionEvents events;
    private final WsProperties properties;
    private final ConfigurableEnvironment environment;

    private volatile @Nullable WsServer server;

    EmbeddedWsServer(
            EndpointScanner scanner,
            WsServerFactory factory,
            Handling handling,
            ApplicationEventPublisher publisher,
            WsProperties properties,
            ConfigurableEnvironment environment) {
        this.scanner = scanner;
        this.factory = factory;
        this.handling = handling;
        this.publisher = publisher;
        this.events = new SessionEvents(handling, publisher::publishEvent);
        this.properties = properties;
        this.environment = environment;
    }

    /** Starts the server if there is an endpoint, and publishes its port, if it has one. */
    void start() {
        List<Endpoint> endpoints = scanner.scan(properties.getEndpoints().keySet());
        if (!endpoints.isEmpty()) {
            handling.sessions().begin(endpoints, events);
            WsServer started = factory.start(endpoints);
            server = started;
            if (started.port() > 0) {
                publish(started.port());
            }
            publisher.publishEvent(new WsServerStartedEvent(started));
        }
    }

    boolean isRunning() {
        return server != null;
    }

    /** Closes all sessions, within the grace period. Completes when they are gone and their handlers have returned. */
    CompletionStage<Void> drain() {
        WsServer running = server;
        if (running == null) {
            return CompletableFuture.completedStage(null);
        }
        Duration gracePeriod = properties.getShutdown().getGracePeriod();
        long deadline = System.nanoTime() + gracePeriod.toNanos();
        return running.shutdown(gracePeriod).thenCompose(closed -> {
            long left = Math.max(deadline - System.nanoTime(), LAST_CALLS.toNanos());
            return bounded(handling.openSessions().whenNone(), left)
                    .thenRun(this::warnOfHandlers)
                    .thenCompose(returned -> bounded(events.whenPublished(), LAST_CALLS.toNanos()));
        });
    }

    private static CompletionStage<Void> bounded(CompletionStage<Void> stage, long nanos) {
        return stage.toCompletableFuture().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
    }

    private void warnOfHandlers() {
        int count = handling.openSessions().count();
        if (count > 0) {
            LOG.warn("Handlers of " + count + " WebSocket sessions have not returned within ws.shutdown.grace-period");
        }
    }

    /** Stops the server at once, if it runs, and waits until it has. */
    void stop() {
        WsServer running = server;
        if (running != null) {
            running.shutdown(Duration.ZERO).toCompletableFuture().join();
            server = null;
            publisher.publishEvent(new WsServerStoppedEvent(running));
        }
    }

    // The server as the application sees it

    private WsServer running() {
        WsServer running = server;
        if (running == null) {
            throw new IllegalStateException(
                    "the WebSocket server does not run: it is started after all beans were made,"
                            + " if there is an endpoint, and publishes a WsServerStartedEvent then");
        }
        return running;
    }

    @Override
    public InetSocketAddress address() {
        return running().address();
    }

    @Override
    public List<String> paths() {
        return running().paths();
    }

    @Override
    public int connectionCount() {
        return running().connectionCount();
    }

    @Override
    public CompletionStage<Void> shutdown(Duration gracePeriod) {
        return running().shutdown(gracePeriod);
    }

    @Override
    public void close() {
        running().close();
    }

    @Override
    public String toString() {
        WsServer running = server;
        return running == null ? "WsServer[not running]" : running.toString();
    }

    private void publish(int port) {
        Map<String, Object> ports = new HashMap<>();
        ports.put(PORT_PROPERTY, port);
        // A source of the same name is replaced.
        environment.getPropertySources().addFirst(new MapPropertySource("ws.ports", ports));
    }
}
