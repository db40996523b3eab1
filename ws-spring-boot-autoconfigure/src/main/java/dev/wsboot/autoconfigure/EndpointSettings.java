package dev.wsboot.autoconfigure;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.endpoint.Endpoint;
import dev.wsboot.endpoint.EndpointHandler;
import dev.wsboot.endpoint.TypeProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of one endpoint: its own where there are any, else those of all. */
final class EndpointSettings {

    private final WsProperties all;
    private final WsEndpointProperties own;

    /** The key of the endpoint's own settings, for messages. */
    private final String ownName;

    private EndpointSettings(WsProperties all, WsEndpointProperties own, String ownName) {
        this.all = all;
        this.own = own;
        this.ownName = ownName;
    }

    static EndpointSettings of(WsProperties properties, Endpoint endpoint) {
        for (Map.Entry<String, WsEndpointProperties> entry :
                properties.getEndpoints().entrySet()) {
            if (endpoint.isCalled(entry.getKey())) {
                return new EndpointSettings(properties, entry.getValue(), "ws.endpoints." + entry.getKey());
            }
        }
        return new EndpointSettings(properties, new WsEndpointProperties(), "ws.endpoints." + endpoint.name());
    }

    /** The JSON properties that tell the types of messages apart. */
    static TypeProperties typeProperties(WsProperties properties) {
        Map<String, String> own = new HashMap<>();
        properties.getEndpoints().forEach((name, endpoint) -> {
            String property = endpoint.getJson().getTypeProperty();
            if (property != null) {
                own.put(name, Limit.text("ws.endpoints." + name + ".json.type-property", property));
            }
        });
        return new TypeProperties(
                Limit.text("ws.json.type-property", properties.getJson().getTypeProperty()), own);
    }

    int maxPendingMessages() {
        return setting(
                "inbound.max-pending-messages",
                own.getInbound().getMaxPendingMessages(),
                all.getInbound().getMaxPendingMessages(),
                (name, value) -> Limit.count(name, value, EndpointHandler.MOST_PENDING_MESSAGES));
    }

    long maxPendingBytes() {
        return setting(
                "inbound.max-pending-bytes",
                own.getInbound().getMaxPendingBytes(),
                all.getInbound().getMaxPendingBytes(),
                (name, value) -> Limit.bytes(name, value, EndpointHandler.MOST_PENDING_BYTES));
    }

    WsOptions.Builder options() {
        WsEndpointProperties.Inbound inbound = own.getInbound();
        WsEndpointProperties.Outbound outbound = own.getOutbound();
        WsProperties.Keepalive keepalive = all.getKeepalive();
        Duration idleTimeout = keepalive.getIdleTimeout();
        return WsOptions.builder()
                .maxMessageSize(setting(
                        "inbound.max-message-size",
                        inbound.getMaxMessageSize(),
                        all.getInbound().getMaxMessageSize(),
                        Limit::bytes))
                .maxEmptyFragments(setting(
                        "inbound.max-empty-fragments",
                        inbound.getMaxEmptyFragments(),
                        all.getInbound().getMaxEmptyFragments(),
                        Limit::count))
                .maxQueueSize(setting(
                        "outbound.max-queue-size",
                        outbound.getMaxQueueSize(),
                        all.getOutbound().getMaxQueueSize(),
                        Limit::bytes))
                .stallTimeout(setting(
                        "outbound.stall-timeout",
                        outbound.getStallTimeout(),
                        all.getOutbound().getStallTimeout(),
                        Limit::duration))
                .overflow(either(outbound.getOverflow(), all.getOutbound().getOverflow()))
                .compression(compression())
                .pingInterval(Limit.duration("ws.keepalive.ping-interval", keepalive.getPingInterval()))
                .pongTimeout(Limit.duration("ws.keepalive.pong-timeout", keepalive.getPongTimeout()))
                .idleTimeout(
                        idleTimeout == null ? Duration.ZERO : Limit.duration("ws.keepalive.idle-timeout", idleTimeout))
                .closeTimeout(Limit.positive("ws.close-timeout", all.getCloseTimeout()));
    }

    /** Null when there is none. A value out of its range fails the start all the same. */
    private @Nullable WsCompression compression() {
        WsEndpointProperties.Compression ours = own.getCompression();
        WsProperties.Compression theirs = all.getCompression();
        WsCompression compression = new WsCompression(
                setting("compression.min-size", ours.getMinSize(), theirs.getMinSize(), Limit::bytesOrNone),
                setting(
                        "compression.level",
                        ours.getLevel(),
                        theirs.getLevel(),
                        (name, value) -> Limit.count(name, value, WsCompression.MAX_LEVEL)),
                either(ours.getServerContextTakeover(), theirs.isServerContextTakeover()),
                either(ours.getClientContextTakeover(), theirs.isClientContextTakeover()),
                setting(
                        "compression.max-context-takeovers",
                        ours.getMaxContextTakeovers(),
                        theirs.getMaxContextTakeovers(),
                        Limit::count));
        return either(ours.getEnabled(), theirs.isEnabled()) ? compression : null;
    }

    private static <T> T either(@Nullable T own, T all) {
        return own != null ? own : all;
    }

    /** Checks a value under the name of the property that it comes from. */
    @FunctionalInterface
    private interface Check<T, R> {
        R apply(String property, T value);
    }

    private <T, R> R setting(String property, @Nullable T own, T all, Check<T, R> check) {
        return own != null ? check.apply(ownName + "." + property, own) : check.apply("ws." + property, all);
    }
}
