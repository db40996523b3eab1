package dev.wsboot.core;

import dev.wsboot.core.http.OriginPolicy;
import dev.wsboot.core.http.PathTemplate;
import dev.wsboot.core.io.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server on a port of its own.
 *
 * <p>All methods are thread-safe. The server's threads are no daemons: the JVM lives until {@link #close()}.
 */
public interface WsServer extends AutoCloseable {

    /** A builder of a server. */
    static Builder builder() {
        return new Builder();
    }

    /** The port that the server listens on; the one that was bound, where 0 was asked for. */
    default int port() {
        return address().getPort();
    }

    /** The address that the server listens on. */
    InetSocketAddress address();

    /** The path templates of the handlers, in the order they were added. */
    List<String> paths();

    /** The TCP connections that the server holds now: in handshake, open, and closing. */
    int connectionCount();

    /**
     * Stops: no new connection is accepted, every session is closed with 1001, and what is left after the grace period is
     * reset. A second call shortens the first one's grace period if its own ends earlier.
     *
     * @param gracePeriod how long sessions may take to finish; zero resets at once
     * @return completes when the last connection is gone and the threads are about to end; never exceptionally
     */
    CompletionStage<Void> shutdown(Duration gracePeriod);

    /**
     * Stops with the builder's grace period and waits for the end. Restores the interrupt flag and resets when interrupted.
     *
     * @throws IllegalStateException on one of the server's event loops, as in a handler's callback: it would wait for itself.
     *     Use {@link #shutdown(Duration)} there
     */
    @Override
    void close();

    /** What a server is started with. Read by the engine; immutable. */
    record Settings(
            @Nullable InetAddress address,
            int port,
            String pathPrefix,
            int eventLoops,
            Duration handshakeTimeout,
            int maxHeaderSize,
            int maxHeaderCount,
            OriginPolicy originPolicy,
            Duration gracePeriod,
            List<Registration> registrations,
            WsServerEvents events) {

        public Settings {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port is " + port + ", it must be within 0 and 65535");
            }
            requireAtLeastOne("eventLoops", eventLoops);
            requireAtLeastOne("maxHeaderSize", maxHeaderSize);
            requireAtLeastOne("maxHeaderCount", maxHeaderCount);
            WsOptions.requireNotNegative("handshakeTimeout", handshakeTimeout);
            WsOptions.requireNotNegative("gracePeriod", gracePeriod);
            if (!pathPrefix.isEmpty() && (!pathPrefix.startsWith("/") || pathPrefix.endsWith("/"))) {
                throw new IllegalArgumentException("pathPrefix is \"" + pathPrefix
                        + "\", it must be empty or begin with '/' and not end with one");
            }
            registrations = List.copyOf(registrations);
            if (registrations.isEmpty()) {
                throw new IllegalStateException("a server needs at least one handler: call handler(path, handler)");
            }
        }

        private static void requireAtLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is " + value + ", it must be at least 1");
            }
        }
    }

    /**
     * A handler with its path and options.
     *
     * @param path the template, without the server's prefix
     */
    record Registration(PathTemplate path, WsHandler handler, WsOptions options) {}

    /** Collects what a server needs. Not thread-safe. */
    final class Builder {

        private @Nullable InetAddress address;
        private int port = 8090;
        private String pathPrefix = "";
        private int eventLoops = Runtime.getRuntime().availableProcessors();
        private Duration handshakeTimeout = Duration.ofSeconds(10);
        private int maxHeaderSize = 8 * 1024;
        private int maxHeaderCount = 64;
        private OriginPolicy originPolicy = OriginPolicy.sameHost(() -> -1);
        private Duration gracePeriod = Duration.ofSeconds(10);
        private WsServerEvents events = WsServerEvents.logging();
        private final List<Registration> registrations = new ArrayList<>();

        private Builder() {}

        /** The address to listen on; all addresses by default. */
        public Builder address(@Nullable InetAddress address) {
            this.address = address;
            return this;
        }

        /** The port to listen on, 0 for one that is free; 8090 by default. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** A prefix of all paths, as {@code /ws}; empty by default. */
        public Builder pathPrefix(String prefix) {
            this.pathPrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /** The number of event loops, each with a thread; by default one for every processor. */
        public Builder eventLoops(int count) {
            this.eventLoops = count;
            return this;
        }

        /** How long a peer may take for its opening handshake, the handler's decision included; 10 s by default, zero for ever. */
        public Builder handshakeTimeout(Duration timeout) {
            this.handshakeTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /** The largest request head in bytes, answered with 431 above; 8 KiB by default. */
        public Builder maxHeaderSize(int bytes) {
            this.maxHeaderSize = bytes;
            return this;
        }

        /** The largest number of header fields, answered with 431 above; 64 by default. */
        public Builder maxHeaderCount(int count) {
            this.maxHeaderCount = count;
            return this;
        }

        /** Which pages of browsers may connect; by default those of the same host. */
        public Builder originPolicy(OriginPolicy policy) {
            this.originPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** How long {@link WsServer#close()} waits for sessions to finish; 10 s by default. */
        public Builder gracePeriod(Duration period) {
            this.gracePeriod = Objects.requireNonNull(period, "period");
            return this;
        }

        /** Who hears what happens on the server; by default {@link WsServerEvents#logging()}. */
        public Builder events(WsServerEvents events) {
            this.events = Objects.requireNonNull(events, "events");
            return this;
        }

        /** Adds a handler with default options. */
        public Builder handler(String path, WsHandler handler) {
            return handler(path, handler, WsOptions.DEFAULTS);
        }

        /**
         * Adds a handler.
         *
         * @param path a template as {@code /chat/{room}}
         * @throws IllegalArgumentException when the template is malformed
         */
        public Builder handler(String path, WsHandler handler, WsOptions options) {
            registrations.add(new Registration(
                    PathTemplate.parse(path),
                    Objects.requireNonNull(handler, "handler"),
                    Objects.requireNonNull(options, "options")));
            return this;
        }

        /**
         * Binds the port and starts the event loops.
         *
         * @return a server that accepts connections
         * @throws IOException when the port cannot be bound
         * @throws IllegalArgumentException when a setting is out of its range, or two templates match the same paths
         * @throws IllegalStateException when there is no handler
         */
        public WsServer start() throws IOException {
            return Engine.start(settings());
        }

        /**
         * What {@link #start()} would start a server with, for those who start one otherwise.
         *
         * @throws IllegalArgumentException when a setting is out of its range
         * @throws IllegalStateException when there is no handler
         */
        public Settings settings() {
            return new Settings(
                    address,
                    port,
                    pathPrefix,
                    eventLoops,
                    handshakeTimeout,
                    maxHeaderSize,
                    maxHeaderCount,
                    originPolicy,
                    gracePeriod,
                    registrations,
                    events);
        }
    }
}
