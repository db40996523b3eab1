package dev.wsboot.autoconfigure;

import dev.wsboot.WsServerCustomizer;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.http.OriginPolicy;
import dev.wsboot.endpoint.Endpoint;
import dev.wsboot.endpoint.Handling;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** Starts servers as the properties say. */
final class WsServerFactory {

    private static final Log LOG = LogFactory.getLog(WsServerFactory.class);

    private final WsProperties properties;
    private final Handling handling;
    private final WsServerStarter starter;
    private final Environment environment;
    private final Supplier<Stream<WsServerCustomizer>> customizers;

    WsServerFactory(
            WsProperties properties,
            Handling handling,
            WsServerStarter starter,
            Environment environment,
            Supplier<Stream<WsServerCustomizer>> customizers) {
        this.properties = properties;
        this.handling = handling;
        this.starter = starter;
        this.environment = environment;
        this.customizers = customizers;
    }

    /**
     * A server for the endpoints, started.
     *
     * @throws InvalidConfigurationPropertyValueException when a property is out of its range
     * @throws WsServerBindException when the port cannot be bound
     */
    WsServer start(List<Endpoint> endpoints) {
        int port = Limit.port("ws.port", properties.getPort());
        WsServer.Builder builder = WsServer.builder()
                .address(properties.getAddress())
                .port(port)
                .pathPrefix(pathPrefix())
                .handshakeTimeout(Limit.duration(
                        "ws.handshake.timeout", properties.getHandshake().getTimeout()))
                .maxHeaderSize(Limit.bytes(
                        "ws.handshake.max-header-size",
                        properties.getHandshake().getMaxHeaderSize()))
                .maxHeaderCount(Limit.count(
                        "ws.handshake.max-header-count",
                        properties.getHandshake().getMaxHeaderCount()))
                .originPolicy(originPolicy())
                .gracePeriod(Limit.duration(
                        "ws.shutdown.grace-period", properties.getShutdown().getGracePeriod()))
                .events(new WsServerLog(shown(endpoints)));
        if (properties.getEventLoops() != null) {
            builder.eventLoops(Limit.count("ws.event-loops", properties.getEventLoops()));
        }
        for (Endpoint endpoint : endpoints) {
            EndpointSettings settings = EndpointSettings.of(properties, endpoint);
            builder.handler(
                    endpoint.path(),
                    endpoint.handler(handling, settings.maxPendingMessages(), settings.maxPendingBytes()),
                    settings.options()
                            .subprotocols(endpoint.subprotocols())
                            .codec(endpoint.codec())
                            .build());
        }
        customizers.get().forEach(customizer -> customizer.customize(builder));
        try {
            return starter.start(builder);
        } catch (IOException e) {
            throw new WsServerBindException(properties.getAddress(), port, e);
        }
    }

    private String pathPrefix() {
        String prefix = properties.getPathPrefix();
        Limit.require(
                prefix.isEmpty() || (prefix.startsWith("/") && !prefix.endsWith("/")),
                "ws.path-prefix",
                prefix,
                "It must begin with '/' and not end with one, as in \"/ws\", or be empty.");
        return prefix;
    }

    private OriginPolicy originPolicy() {
        List<String> origins = properties.getAllowedOrigins();
        try {
            OriginPolicy policy = OriginPolicy.of(origins, this::applicationPort);
            if (policy.admitsAny()) {
                LOG.warn(
                        "ws.allowed-origins has \"*\": any web page may open WebSocket connections with its visitor's cookies");
            }
            return policy;
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException("ws.allowed-origins", origins, e.getMessage(), e);
        }
    }

    /** The port of the web application, which may be started after this server; -1 when there is none. */
    private int applicationPort() {
        return environment.getProperty("local.server.port", Integer.class, -1);
    }

    private String shown(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> properties.getPathPrefix() + endpoint)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
