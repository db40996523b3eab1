package dev.wsboot.autoconfigure;

import dev.wsboot.core.WsServer;
import dev.wsboot.endpoint.Endpoint;
import dev.wsboot.endpoint.EndpointScanner;
import dev.wsboot.endpoint.OpenSessions;
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
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The application's WebSocket server: none until it is started, and none ever when there is no endpoint. */
final class EmbeddedWsServer {

    /** The property that has the port in use. */
    static final String PORT_PROPERTY = "local.ws.port";

    private static final Log LOG = LogFactory.getLog(EmbeddedWsServer.class);

    /** What handlers get to finish when connections took the whole grace period. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(2);

    private final EndpointScanner scanner;
    private final WsServerFactory factory;
    private final OpenSessions openSessions;
    private final WsProperties properties;
    private final ConfigurableEnvironment environment;

    private volatile @Nullable WsServer server;

    EmbeddedWsServer(
            EndpointScanner scanner,
            WsServerFactory factory,
            OpenSessions openSessions,
            WsProperties properties,
            ConfigurableEnvironment environment) {
        this.scanner = scanner;
        this.factory = factory;
        this.openSessions = openSessions;
        this.properties = properties;
        this.environment = environment;
    }

    /** Starts the server if there is an endpoint, and publishes its port, if it has one. */
    void start() {
        List<Endpoint> endpoints = scanner.scan(properties.getEndpoints().keySet());
        if (!endpoints.isEmpty()) {
            WsServer started = factory.start(endpoints);
            server = started;
            if (started.port() > 0) {
                publish(started.port());
            }
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
            return openSessions
                    .whenNone()
                    .toCompletableFuture()
                    .completeOnTimeout(null, left, TimeUnit.NANOSECONDS)
                    .thenRun(this::warnOfHandlers);
        });
    }

    private void warnOfHandlers() {
        int count = openSessions.count();
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
        }
    }

    private void publish(int port) {
        Map<String, Object> ports = new HashMap<>();
        ports.put(PORT_PROPERTY, port);
        // A source of the same name is replaced.
        environment.getPropertySources().addFirst(new MapPropertySource("ws.ports", ports));
    }
}
