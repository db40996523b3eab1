package dev.wsboot.autoconfigure;

import dev.wsboot.Execution;
import dev.wsboot.core.OverflowPolicy;
import dev.wsboot.endpoint.UnhandledError;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** The settings of the WebSocket server. */
@ConfigurationProperties("ws")
public class WsProperties {

    /**
     * Whether the WebSocket server is started. Without any endpoint it is not started either.
     */
    private boolean enabled = true;

    /**
     * Port of the WebSocket server; 0 for one that is free. The port in use is published as local.ws.port.
     */
    private int port = 8090;

    /**
     * Address to listen on. All addresses by default.
     */
    private @Nullable InetAddress address;

    /**
     * Prefix of the paths of all endpoints, as in "/ws".
     */
    private String pathPrefix = "";

    /**
     * Web pages that may connect: "same-host" for pages of the same host (on the port of this server, the port of the web
     * application, 80 or 443), origins as in "https://app.example.com" or "https://*.example.com", "null" for opaque
     * origins, or "*" for every page whatever. Clients other than browsers send no origin and are admitted.
     */
    private List<String> allowedOrigins = new ArrayList<>(List.of("same-host"));

    /**
     * Number of event loops, each with one thread. One for every processor by default.
     */
    private @Nullable Integer eventLoops;

    /**
     * How long a client that was sent a Close frame has to answer it before the connection is reset.
     */
    private Duration closeTimeout = Duration.ofSeconds(5);

    /**
     * Settings of single endpoints, by the name of the endpoint. What is not set here is taken from "ws.inbound",
     * "ws.outbound" and "ws.compression".
     */
    private Map<String, WsEndpointProperties> endpoints = new LinkedHashMap<>();

    private final Handshake handshake = new Handshake();

    private final Inbound inbound = new Inbound();

    private final Outbound outbound = new Outbound();

    private final Compression compression = new Compression();

    private final Keepalive keepalive = new Keepalive();

    private final Shutdown shutdown = new Shutdown();

    private final Handler handler = new Handler();

    private final Json json = new Json();

    public boolean isEnabled() {
        return this.enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public int getPort() {
        return this.port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public @Nullable InetAddress getAddress() {
        return this.address;
    }

    public void setAddress(@Nullable InetAddress address) {
        this.address = address;
    }

    public String getPathPrefix() {
        return this.pathPrefix;
    }

    public void setPathPrefix(String pathPrefix) {
        this.pathPrefix = pathPrefix;
    }

    public List<String> getAllowedOrigins() {
        return this.allowedOrigins;
    }

    public void setAllowedOrigins(List<String> allowedOrigins) {
        this.allowedOrigins = allowedOrigins;
    }

    public @Nullable Integer getEventLoops() {
        return this.eventLoops;
    }

    public void setEventLoops(@Nullable Integer eventLoops) {
        this.eventLoops = eventLoops;
    }

    public Duration getCloseTimeout() {
        return this.closeTimeout;
    }

    public void setCloseTimeout(Duration closeTimeout) {
        this.closeTimeout = closeTimeout;
    }

    public Map<String, WsEndpointProperties> getEndpoints() {
        return this.endpoints;
    }

    public void setEndpoints(Map<String, WsEndpointProperties> endpoints) {
        this.endpoints = endpoints;
    }

    public Handshake getHandshake() {
        return this.handshake;
    }

    public Inbound getInbound() {
        return this.inbound;
    }

    public Outbound getOutbound() {
        return this.outbound;
    }

    public Compression getCompression() {
        return this.compression;
    }

    public Keepalive getKeepalive() {
        return this.keepalive;
    }

    public Shutdown getShutdown() {
        return this.shutdown;
    }

    public Handler getHandler() {
        return this.handler;
    }

    public Json getJson() {
        return this.json;
    }

    /** The opening handshake. */
    public static class Handshake {

        /**
         * How long a client may take for its opening handshake; 0 for ever.
         */
        private Duration timeout = Duration.ofSeconds(10);

        /**
         * Largest request head; a larger one is answered with 431.
         */
        private DataSize maxHeaderSize = DataSize.ofKilobytes(8);

        /**
         * Largest number of header fields; more are answered with 431.
         */
        private int maxHeaderCount = 64;

        public Duration getTimeout() {
            return this.timeout;
        }

        public void setTimeout(Duration timeout) {
            this.timeout = timeout;
        }

        public DataSize getMaxHeaderSize() {
            return this.maxHeaderSize;
        }

        public void setMaxHeaderSize(DataSize maxHeaderSize) {
            this.maxHeaderSize = maxHeaderSize;
        }

        public int getMaxHeaderCount() {
            return this.maxHeaderCount;
        }

        public void setMaxHeaderCount(int maxHeaderCount) {
            this.maxHeaderCount = maxHeaderCount;
        }
    }

    /** What clients send. */
    public static class Inbound {

        /**
         * Largest message that is accepted; a larger one closes the session with 1009.
         */
        private DataSize maxMessageSize = DataSize.ofKilobytes(256);

        /**
         * How many messages of a session may wait for its handler; then the client is no longer read from until half of
         * them are handled.
         */
        private int maxPendingMessages = 256;

        /**
         * How many bytes of messages of a session may wait for its handler, a text counting one for each character; then
         * the client is no longer read from until half of them are handled.
         */
        private DataSize maxPendingBytes = DataSize.ofMegabytes(1);

        /**
         * How many fragments without data may follow each other in one message; more close the session with 1008.
         */
        private int maxEmptyFragments = 128;

        public DataSize getMaxMessageSize() {
            return this.maxMessageSize;
        }

        public void setMaxMessageSize(DataSize maxMessageSize) {
            this.maxMessageSize = maxMessageSize;
        }

        public int getMaxPendingMessages() {
            return this.maxPendingMessages;
        }

        public void setMaxPendingMessages(int maxPendingMessages) {
            this.maxPendingMessages = maxPendingMessages;
        }

        public DataSize getMaxPendingBytes() {
            return this.maxPendingBytes;
        }

        public void setMaxPendingBytes(DataSize maxPendingBytes) {
            this.maxPendingBytes = maxPendingBytes;
        }

        public int getMaxEmptyFragments() {
            return this.maxEmptyFragments;
        }

        public void setMaxEmptyFragments(int maxEmptyFragments) {
            this.maxEmptyFragments = maxEmptyFragments;
        }
    }

    /** What clients are sent. */
    public static class Outbound {

        /**
         * How much may wait for a client that reads too slowly before "ws.outbound.overflow" applies.
         */
        private DataSize maxQueueSize = DataSize.ofKilobytes(512);

        /**
         * How long a client may take not one byte while messages wait for it before its connection is reset; 0 for ever.
         */
        private Duration stallTimeout = Duration.ofSeconds(10);

        /**
         * What happens to a message for a client whose queue is full.
         */
        private OverflowPolicy overflow = OverflowPolicy.CLOSE;

        public DataSize getMaxQueueSize() {
            return this.maxQueueSize;
        }

        public void setMaxQueueSize(DataSize maxQueueSize) {
            this.maxQueueSize = maxQueueSize;
        }

        public Duration getStallTimeout() {
            return this.stallTimeout;
        }

        public void setStallTimeout(Duration stallTimeout) {
            this.stallTimeout = stallTimeout;
        }

        public OverflowPolicy getOverflow() {
            return this.overflow;
        }

        public void setOverflow(OverflowPolicy overflow) {
            this.overflow = overflow;
        }
    }

    /** How messages are compressed. */
    public static class Compression {

        /**
         * Whether messages are compressed for clients that offer permessage-deflate (RFC 7692).
         */
        private boolean enabled;

        /**
         * Smallest message that is sent compressed.
         */
        private DataSize minSize = DataSize.ofKilobytes(1);

        /**
         * Level of compression, from 1 for the fastest to 9 for the smallest.
         */
        private int level = 1;

        /**
         * Whether the server keeps its window from message to message: similar small messages become smaller, for about
         * 120 KB outside of the heap per session.
         */
        private boolean serverContextTakeover;

        /**
         * Whether clients may keep their window from message to message, for up to 50 KB outside of the heap per session.
         */
        private boolean clientContextTakeover;

        /**
         * Sessions of an endpoint that may keep a window at the same time; the next ones compress each message by itself.
         */
        private int maxContextTakeovers = 1000;

        public boolean isEnabled() {
            return this.enabled;
        }

        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }

        public DataSize getMinSize() {
            return this.minSize;
        }

        public void setMinSize(DataSize minSize) {
            this.minSize = minSize;
        }

        public int getLevel() {
            return this.level;
        }

        public void setLevel(int level) {
            this.level = level;
        }

        public boolean isServerContextTakeover() {
            return this.serverContextTakeover;
        }

        public void setServerContextTakeover(boolean serverContextTakeover) {
            this.serverContextTakeover = serverContextTakeover;
        }

        public boolean isClientContextTakeover() {
            return this.clientContextTakeover;
        }

        public void setClientContextTakeover(boolean clientContextTakeover) {
            this.clientContextTakeover = clientContextTakeover;
        }

        public int getMaxContextTakeovers() {
            return this.maxContextTakeovers;
        }

        public void setMaxContextTakeovers(int maxContextTakeovers) {
            this.maxContextTakeovers = maxContextTakeovers;
        }
    }

    /** How silent clients are found out. */
    public static class Keepalive {

        /**
         * How long a session is silent before it is pinged; 0 to never ping.
         */
        private Duration pingInterval = Duration.ofSeconds(25);

        /**
         * How long after a ping some sign of life must come before the connection is given up; 0 to wait for ever.
         */
        private Duration pongTimeout = Duration.ofSeconds(20);

        /**
         * How long a session may go without a message in either direction before it is closed. Not limited by default.
         */
        private @Nullable Duration idleTimeout;

        public Duration getPingInterval() {
            return this.pingInterval;
        }

        public void setPingInterval(Duration pingInterval) {
            this.pingInterval = pingInterval;
        }

        public Duration getPongTimeout() {
            return this.pongTimeout;
        }

        public void setPongTimeout(Duration pongTimeout) {
            this.pongTimeout = pongTimeout;
        }

        public @Nullable Duration getIdleTimeout() {
            return this.idleTimeout;
        }

        public void setIdleTimeout(@Nullable Duration idleTimeout) {
            this.idleTimeout = idleTimeout;
        }
    }

    /** How the server stops. */
    public static class Shutdown {

        /**
         * How long sessions that were told that the server goes away may take to finish; 0 resets them at once. Not more
         * than "spring.lifecycle.timeout-per-shutdown-phase" has an effect.
         */
        private Duration gracePeriod = Duration.ofSeconds(10);

        public Duration getGracePeriod() {
            return this.gracePeriod;
        }

        public void setGracePeriod(Duration gracePeriod) {
            this.gracePeriod = gracePeriod;
        }
    }

    /** How handler methods are run. */
    public static class Handler {

        /**
         * Where handler methods are called when their endpoint does not say it.
         */
        private Execution execution = Execution.AUTO;

        /**
         * Largest number of threads that run handler methods. Has no effect with virtual threads.
         */
        private int maxThreads = 200;

        /**
         * What happens to a session after an error that no @OnError method takes. It is logged in any case.
         */
        private UnhandledError unhandledError = UnhandledError.CLOSE;

        public Execution getExecution() {
            return this.execution;
        }

        public void setExecution(Execution execution) {
            this.execution = execution;
        }

        public int getMaxThreads() {
            return this.maxThreads;
        }

        public void setMaxThreads(int maxThreads) {
            this.maxThreads = maxThreads;
        }

        public UnhandledError getUnhandledError() {
            return this.unhandledError;
        }

        public void setUnhandledError(UnhandledError unhandledError) {
            this.unhandledError = unhandledError;
        }
    }

    /** How messages are JSON. */
    public static class Json {

        /**
         * Property of JSON objects that tells the types of messages apart, where an endpoint has several methods for text
         * messages.
         */
        private String typeProperty = "type";

        public String getTypeProperty() {
            return this.typeProperty;
        }

        public void setTypeProperty(String typeProperty) {
            this.typeProperty = typeProperty;
        }
    }
}
