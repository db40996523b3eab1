package dev.wsboot.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.http.HeaderFields;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.testing.InMemoryServer;
import dev.wsboot.test.Opening.Opened;
import dev.wsboot.test.Opening.Refused;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One connection of a test to a WebSocket server: says and expects, step by step, in the way of
 *
 * <pre>{@code
 * client.send(new Say("hi"));
 * assertThat(client.next(Said.class).text()).isEqualTo("hi");
 * client.assertNothingMore();
 * }</pre>
 *
 * <p>Whatever is expected is waited for, but no longer than the {@linkplain Builder#patience patience}. What does not come is an
 * {@link AssertionError} with a transcript of all that was sent and received. Pings of the server and its Close are answered at
 * once, as a browser does, while reading is not {@linkplain #stopReading stopped}.
 *
 * <p>Thread-safe.
 */
public final class WsTestClient implements AutoCloseable {

    private final Opened opened;
    private final Settings settings;
    private final Transcript transcript;
    private final Inbox inbox = new Inbox();
    private final Sender sender;
    private final Expectations expectations;

    /** What a client has of its builder. */
    record Settings(Duration patience, Supplier<JsonMapper> json, Activity activity) {

        static final Settings DEFAULTS = new Settings(Duration.ofSeconds(10), JsonMapper::shared, Activity.UNKNOWN);
    }

    WsTestClient(Opened opened, Settings settings) {
        this.opened = opened;
        this.settings = settings;
        this.transcript = opened.transcript();
        this.sender = new Sender(opened.line(), opened.accepted().compression(), settings.patience(), transcript);
        this.expectations = new Expectations(inbox, sender, settings, transcript);
        new Receiver(
                        opened.line(),
                        opened.rest(),
                        Inflaters.decompressor(opened.accepted().compression()),
                        inbox,
                        sender,
                        transcript)
                .start();
    }

    /**
     * A builder of clients of the server at that address.
     *
     * @param base the beginning of the URI, up to where the paths begin: {@code ws://localhost:8090}
     */
    public static Builder of(String base) {
        Destination destination = Destination.of(URI.create(base));
        return new Builder(() -> destination, Settings.DEFAULTS, client -> {});
    }

    /** A builder of clients of that server. */
    public static Builder of(InMemoryServer server) {
        Destination destination = Destination.of(server);
        return new Builder(() -> destination, Settings.DEFAULTS, client -> {});
    }

    // ---- the opening handshake

    /** Where this client connected to. */
    public URI uri() {
        return opened.uri();
    }

    /** The header fields of the server's answer to the opening handshake. */
    public HeaderFields headers() {
        return opened.accepted().headers();
    }

    /** The subprotocol that the server chose; null when it chose none. */
    public @Nullable String subprotocol() {
        return opened.accepted().subprotocol();
    }

    /** Whether messages are compressed: the client offered it, and the server agreed. */
    public boolean isCompressed() {
        return opened.accepted().compression() != null;
    }

    // ---- sending

    /** Sends a text message. */
    public WsTestClient send(String text) {
        sender.message(Opcode.TEXT, text.getBytes(UTF_8), "text    " + Transcript.shortened(text));
        return this;
    }

    /** Sends a binary message. */
    public WsTestClient send(byte[] binary) {
        sender.message(Opcode.BINARY, binary, "binary  " + Message.shown(binary));
        return this;
    }

    /** Sends the remaining bytes of a buffer, which stays as it is, as a binary message. */
    public WsTestClient send(ByteBuffer binary) {
        byte[] bytes = new byte[binary.remaining()];
        binary.duplicate().get(bytes);
        return send(bytes);
    }

    /** Sends an object in JSON, as a text message. */
    public WsTestClient send(Object value) {
        return send(new Json(settings.json().get()).write(value));
    }

    /**
     * Sends a frame, masked, whatever it is: to continue nothing, to fragment a Close, to set reserved bits.
     *
     * @param first the first byte as it stands on the wire: FIN, the reserved bits and the opcode (RFC 6455 §5.2)
     */
    public WsTestClient sendFrame(int first, byte[] payload) {
        sender.frame(first, payload);
        return this;
    }

    /** Sends bytes as they are: a whole frame, several, or a piece of one. */
    public WsTestClient sendFrame(byte[] raw) {
        sender.raw(raw);
        return this;
    }

    /** Sends a ping; {@link #nextPong()} is the answer. */
    public WsTestClient ping(byte[] payload) {
        sender.ping(payload);
        return this;
    }

    // ---- expecting

    /**
     * The next message of the server.
     *
     * @param type {@code String} for text as it is, {@code byte[]} or {@code ByteBuffer} for binary; any other type is read from
     *     JSON in a text message
     */
    public <T> T next(Class<T> type) {
        @SuppressWarnings("unchecked") // a Class<int> too is read as its wrapper
        T message = (T) expectations.next(type);
        return message;
    }

    /** The next message of the server, read from JSON. */
    public <T> T next(ParameterizedTypeReference<T> type) {
        @SuppressWarnings("unchecked")
        T message = (T) expectations.next(type.getType());
        return message;
    }

    /** The payload of the next pong. */
    public byte[] nextPong() {
        return expectations.nextPong();
    }

    /**
     * Expects that there is no further message, and that none follows from what was sent until now. Without a pause: the server
     * is asked by pings whether it has read all of it, and if it runs in this process, and Spring made this client's builder, its
     * handler methods are waited for as well. What they only begin, as a {@code CompletionStage} or a timer, may still send
     * later. A server elsewhere answers pings while its handlers are at work; after {@link #close(int, String)} this is certain
     * there, too, as the answer to a Close comes behind theirs.
     *
     * <p>A Close that was not asked for counts as a message.
     */
    public WsTestClient assertNothingMore() {
        expectations.nothingMore();
        return this;
    }

    // ---- the network

    /** Reads no more, so that the server finds this client behind; its pings stay without an answer. */
    public WsTestClient stopReading() {
        transcript.sent("(reading is stopped)");
        inbox.stop();
        return this;
    }

    /** Reads again. */
    public WsTestClient resumeReading() {
        transcript.sent("(reading goes on)");
        inbox.start();
        return this;
    }

    /** Vanishes: ends the connection with a reset and without a Close frame. */
    public void drop() {
        transcript.sent("reset");
        expectations.closeIsExpected();
        inbox.end("this client dropped the connection");
        sender.end();
        opened.line().reset();
    }

    // ---- the closing handshake

    /**
     * Begins the closing handshake; {@link #awaitClose(int)} sees its end.
     *
     * @throws IllegalArgumentException when the code may not be sent, or the reason is longer than 123 bytes
     */
    public WsTestClient close(int code, String reason) {
        CloseStatus status = CloseStatus.of(code, reason);
        expectations.closeIsExpected();
        sender.close(status);
        return this;
    }

    /**
     * Expects the server to close with that code, or to answer this client's Close with it, and then to end the connection.
     * Messages that came before and were not taken stay to be taken.
     *
     * @param code 1005 for a Close without a code, 1006 for the end of the connection without a Close
     * @return code and reason as they came
     */
    public CloseStatus awaitClose(int code) {
        return expectations.close(code);
    }

    /** Expects the server to close, whatever its code. */
    public CloseStatus awaitClose() {
        return expectations.close();
    }

    /** Ends the connection, with a closing handshake when it goes on in order. Does nothing when it is over already. */
    @Override
    public void close() {
        if (inbox.isStopped()) {
            drop();
        } else if (sender.isOpen()) {
            close(CloseStatus.NORMAL_CODE, "");
        }
        inbox.awaitEnd(settings.patience());
        opened.line().close();
    }

    /** The transcript: where this client connected to, and all that was sent and received. */
    @Override
    public String toString() {
        return transcript.toString();
    }

    /**
     * The answer to an opening handshake that is no session.
     *
     * @param status the status code of HTTP
     * @param headers the header fields of the answer
     * @param body the content of the answer as text; empty when it has none
     * @param why what is wrong with the answer as that to an opening handshake, in words
     */
    public record Refusal(int status, HeaderFields headers, String body, String why) {

        /** The value of a header field; null when there is none of that name. */
        public @Nullable String header(String name) {
            return headers.first(name);
        }
    }

    /**
     * Says how to connect, and does. Immutable: every method returns another builder, so that tests may share one and each
     * says only what is special about its own connection.
     */
    public static final class Builder {
        private final Supplier<Destination> destination;
        private final HeaderFields headers;
        private final List<String> subprotocols;
        private final boolean compression;
        private final Settings settings;
        private final Consumer<WsTestClient> onConnect;

        private Builder(
                Supplier<Destination> destination,
                HeaderFields headers,
                List<String> subprotocols,
                boolean compression,
                Settings settings,
                Consumer<WsTestClient> onConnect) {
            this.destination = destination;
            this.headers = headers;
            this.subprotocols = subprotocols;
            this.compression = compression;
            this.settings = settings;
            this.onConnect = onConnect;
        }

        /**
         * A builder of clients of the application under test.
         *
         * @param onConnect told of every client
         */
        Builder(Supplier<Destination> destination, Settings settings, Consumer<WsTestClient> onConnect) {
            this(destination, HeaderFields.EMPTY, List.of(), false, settings, onConnect);
        }

        /** Adds a header field to the request. */
        public Builder header(String name, String value) {
            HeaderFields more = headers.with(name, value);
            return new Builder(destination, more, subprotocols, compression, settings, onConnect);
        }

        private Builder with(Settings other) {
            return new Builder(destination, headers, subprotocols, compression, other, onConnect);
        }

        /** The page that a browser would be on, as {@code https://app.example.com}. */
        public Builder origin(String origin) {
            return header("Origin", origin);
        }

        /** The subprotocols to offer, most preferred first. */
        public Builder subprotocols(String... names) {
            return new Builder(destination, headers, List.of(names), compression, settings, onConnect);
        }

        /** Offers permessage-deflate, as browsers do. */
        public Builder compression() {
            return new Builder(destination, headers, subprotocols, true, settings, onConnect);
        }

        /** How long whatever is expected may take; 10 s by default. */
        public Builder patience(Duration patience) {
            return with(new Settings(patience, settings.json(), settings.activity()));
        }

        /** How objects become JSON and back; with the application's mapper by default, where there is one. */
        public Builder json(JsonMapper mapper) {
            Objects.requireNonNull(mapper, "mapper");
            return with(new Settings(settings.patience(), () -> mapper, settings.activity()));
        }

        /**
         * Connects and expects the server to accept.
         *
         * @param path path and query, or a whole URI
         */
        public WsTestClient connect(String path) {
            Opening.Result result = attempt(path);
            if (result instanceof Opened opened) {
                WsTestClient client = new WsTestClient(opened, settings);
                onConnect.accept(client);
                return client;
            }
            Refused refused = (Refused) result;
            Refusal refusal = refused.refusal();
            throw refused.transcript()
                    .failure("expected the server to accept, but it refused with " + refusal.status() + ": "
                            + refusal.why()
                            + (refusal.body().isEmpty()
                                    ? ""
                                    : "\n" + refusal.body().strip()));
        }

        /**
         * Connects and expects the server to refuse.
         *
         * @param path path and query, or a whole URI
         * @return the server's answer
         */
        public Refusal tryConnect(String path) {
            Opening.Result result = attempt(path);
            if (result instanceof Refused refused) {
                return refused.refusal();
            }
            Opened opened = (Opened) result;
            opened.line().reset();
            throw opened.transcript().failure("expected the server to refuse, but it accepted");
        }

        private Opening.Result attempt(String path) {
            return Opening.attempt(destination.get(), path, headers, subprotocols, compression, settings.patience());
        }
    }
}
