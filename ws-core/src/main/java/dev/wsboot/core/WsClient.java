package dev.wsboot.core;

import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ClientHandshake;
import dev.wsboot.core.http.HeaderFields;
import dev.wsboot.core.io.Engine;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a WebSocket server, which can renew itself.
 *
 * <p>All methods are thread-safe and none of them blocks. Clients share event loops: those of a server, or else one of their
 * own, whose thread lives as long as there is a client and keeps the JVM alive.
 */
public interface WsClient extends AutoCloseable {

    /**
     * A builder of a client.
     *
     * @param uri where to connect to, with the scheme {@code ws}
     */
    static Builder builder(URI uri) {
        return new Builder(uri);
    }

    /** Where this client connects to. */
    URI uri();

    /**
     * The first session.
     *
     * @return completes when it is open and its handler has been told, or exceptionally with a {@link WsConnectException} when
     *     it never will be
     */
    CompletionStage<WsSession> opened();

    /** The session that is open now, or null between two and before and after all of them. */
    @Nullable
    WsSession session();

    /**
     * The end of this client.
     *
     * @return completes when the last connection is gone and no other follows; exceptionally with a {@link WsConnectException}
     *     when that is so because the last attempt to connect failed
     */
    CompletionStage<Void> closed();

    /** Closes the session with 1000, if there is one, and connects no more. {@link #closed()} tells when it is done. */
    @Override
    void close();

    /**
     * The pauses before a connection is renewed: random ones between zero and a bound that doubles from attempt to attempt
     * ("full jitter"), so that the clients of a server that comes back do not all come at once.
     *
     * @param first the first bound, greater than zero
     * @param longest the last bound, at least the first
     */
    record Reconnect(Duration first, Duration longest) {

        public Reconnect {
            if (first.isNegative() || first.isZero()) {
                throw new IllegalArgumentException("first is " + first + ", it must be greater than zero");
            }
            if (longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("longest is " + longest + ", it must be at least first, " + first);
            }
        }
    }

    /**
     * What a client is made with. Read by the engine; immutable.
     *
     * @param server whose event loops are used; null for the clients' own
     * @param reconnect null for one connection only
     */
    record Settings(
            URI uri,
            ClientHandshake handshake,
            WsHandler handler,
            WsOptions options,
            Duration connectTimeout,
            Duration handshakeTimeout,
            int maxHeaderSize,
            int maxHeaderCount,
            @Nullable Reconnect reconnect,
            @Nullable WsServer server,
            WsServerEvents events) {

        public Settings {
            WsOptions.requireNotNegative("connectTimeout", connectTimeout);
            WsOptions.requireNotNegative("handshakeTimeout", handshakeTimeout);
        }
    }

    /** Collects what a client needs. Not thread-safe. */
    final class Builder {

        private final URI uri;
        private final HeaderFields.Builder headers = HeaderFields.builder();
        private WsOptions options = WsOptions.DEFAULTS;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration handshakeTimeout = Duration.ofSeconds(10);
        private int maxHeaderSize = 8 * 1024;
        private int maxHeaderCount = 64;
        private @Nullable Reconnect reconnect;
        private @Nullable WsServer server;

        private Builder(URI uri) {
            this.uri = Objects.requireNonNull(uri, "uri");
        }

        /**
         * Adds a header field to the request, as {@code Authorization}.
         *
         * @throws IllegalArgumentException when name or value may not stand in a header
         */
        public Builder header(String name, String value) {
            headers.add(name, value);
            return this;
        }

        /**
         * The limits and manners of the sessions. Its subprotocols and its compression are what the client offers to the
         * server.
         */
        public Builder options(WsOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** How long it may take until the network has made a connection; 10 s by default, zero for ever. */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /** How long the server may take to answer the opening handshake; 10 s by default, zero for ever. */
        public Builder handshakeTimeout(Duration timeout) {
            this.handshakeTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /** The largest head of an answer in bytes; 8 KiB by default. */
        public Builder maxHeaderSize(int bytes) {
            this.maxHeaderSize = bytes;
            return this;
        }

        /** The largest number of header fields in an answer; 64 by default. */
        public Builder maxHeaderCount(int count) {
            this.maxHeaderCount = count;
            return this;
        }

        /** Renews the connection with pauses of up to 1 s at first and 30 s at last: see {@link #reconnect(Duration, Duration)}. */
        public Builder reconnect() {
            return reconnect(Duration.ofSeconds(1), Duration.ofSeconds(30));
        }

        /**
         * Renews the connection after every end that this side did not ask for, and tries again when connecting fails and may
         * succeed later: when the network or a time-out is the reason, or the server answers 408, 429 or 5xx. A
         * {@code Retry-After} of the server is kept. By default there is one connection only.
         *
         * <p>The handler is told of each session by itself; messages that were not sent when a session ended are not sent with
         * the next one.
         *
         * @param first the bound of the first random pause; a session that lasts longer than {@code longest} begins anew with
         *     it
         * @param longest the bound of the longest one
         * @throws IllegalArgumentException when they are not greater than zero and in order
         */
        public Builder reconnect(Duration first, Duration longest) {
            this.reconnect = new Reconnect(first, longest);
            return this;
        }

        /** Runs the client on the event loops of a server, and ends it with the server. */
        public Builder eventLoopsOf(WsServer server) {
            this.server = Objects.requireNonNull(server, "server");
            return this;
        }

        /**
         * Begins to connect.
         *
         * @param handler told of every session of this client
         * @throws IllegalArgumentException when the URI, a header or an option is not fit for the purpose; the message says
         *     why
         * @throws IllegalStateException when the server whose event loops are to be used is stopping
         */
        public WsClient connect(WsHandler handler) {
            return Engine.connect(new Settings(
                    uri,
                    ClientHandshake.of(uri, headers.build(), options.subprotocols(), negotiator(options.compression())),
                    Objects.requireNonNull(handler, "handler"),
                    options,
                    connectTimeout,
                    handshakeTimeout,
                    maxHeaderSize,
                    maxHeaderCount,
                    reconnect,
                    server,
                    new LoggingEvents(System.getLogger(WsClient.class.getName()))));
        }

        private static @Nullable DeflateNegotiator negotiator(@Nullable WsCompression compression) {
            return compression == null
                    ? null
                    : new DeflateNegotiator(compression.serverContextTakeover(), compression.clientContextTakeover());
        }
    }
}
