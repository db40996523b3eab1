package dev.wsboot.core;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits and manners of the sessions of one handler, on a server or a client. Immutable; made by {@link #builder()} or from
 * {@link #DEFAULTS} with {@link #toBuilder()}.
 *
 * @param maxMessageSize the largest message that is accepted from a peer, in bytes after unmasking: 1 to 2^31-9. A larger
 *     one closes the session with 1009 as soon as its size is known
 * @param maxEmptyFragments how many fragments without data may follow each other in one message before the session is closed
 *     with 1008: at least 1
 * @param maxQueueSize the bytes that may wait for a slow peer before {@code overflow} applies: at least 1. What is held is
 *     bounded by this plus one message
 * @param overflow what happens to a message for a peer whose queue is full
 * @param stallTimeout how long the kernel may take not one byte while messages wait, before the connection is reset; zero
 *     for ever
 * @param pingInterval how long a session is silent before it is pinged; zero never pings
 * @param pongTimeout how long after a ping some sign of life must come before the connection is given up; zero waits for
 *     ever
 * @param idleTimeout how long a session may go without a message in either direction before it is closed; zero for ever
 * @param closeTimeout how long a peer has to answer a Close frame
 * @param compression how messages are compressed when both sides want it; null for never
 * @param subprotocols the subprotocols that the handler speaks, the preferred one first: a server chooses of them, a client
 *     offers them; may be empty
 * @param codec how {@link WsSession#send(Object)} writes objects; null when it takes none
 */
public record WsOptions(
        int maxMessageSize,
        int maxEmptyFragments,
        int maxQueueSize,
        OverflowPolicy overflow,
        Duration stallTimeout,
        Duration pingInterval,
        Duration pongTimeout,
        Duration idleTimeout,
        Duration closeTimeout,
        @Nullable WsCompression compression,
        List<String> subprotocols,
        @Nullable WsCodec codec) {

    /** The largest array that every JVM can make: the upper limit of a message. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    /** The options of a handler for which none are given. */
    public static final WsOptions DEFAULTS = builder().build();

    public WsOptions {
        requireRange("maxMessageSize", maxMessageSize, LARGEST);
        requireRange("maxEmptyFragments", maxEmptyFragments, Integer.MAX_VALUE);
        requireRange("maxQueueSize", maxQueueSize, LARGEST);
        requireNotNegative("stallTimeout", stallTimeout);
        requireNotNegative("pingInterval", pingInterval);
        requireNotNegative("pongTimeout", pongTimeout);
        requireNotNegative("idleTimeout", idleTimeout);
        requireNotNegative("closeTimeout", closeTimeout);
        if (closeTimeout.isZero()) {
            throw new IllegalArgumentException("closeTimeout is 0: a peer needs some time to answer a Close frame");
        }
        subprotocols = List.copyOf(subprotocols);
    }

    /** A builder that begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these options. */
    public Builder toBuilder() {
        return builder()
                .maxMessageSize(maxMessageSize)
                .maxEmptyFragments(maxEmptyFragments)
                .maxQueueSize(maxQueueSize)
                .overflow(overflow)
                .stallTimeout(stallTimeout)
                .pingInterval(pingInterval)
                .pongTimeout(pongTimeout)
                .idleTimeout(idleTimeout)
                .closeTimeout(closeTimeout)
                .compression(compression)
                .subprotocols(subprotocols)
                .codec(codec);
    }

    private static void requireRange(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", it must be within 1 and " + max);
        }
    }

    static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + ", it must not be negative");
        }
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {

        private int maxMessageSize = 256 * 1024;
        private int maxEmptyFragments = 128;
        private int maxQueueSize = 512 * 1024;
        private OverflowPolicy overflow = OverflowPolicy.CLOSE;
        private Duration stallTimeout = Duration.ofSeconds(10);
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pongTimeout = Duration.ofSeconds(20);
        private Duration idleTimeout = Duration.ZERO;
        private Duration closeTimeout = Duration.ofSeconds(5);
        private @Nullable WsCompression compression;
        private List<String> subprotocols = List.of();
        private @Nullable WsCodec codec;

        private Builder() {}

        /** See {@link WsOptions#maxMessageSize()}; 256 KiB by default. */
        public Builder maxMessageSize(int bytes) {
            this.maxMessageSize = bytes;
            return this;
        }

        /** See {@link WsOptions#maxEmptyFragments()}; 128 by default. */
        public Builder maxEmptyFragments(int count) {
            this.maxEmptyFragments = count;
            return this;
        }

        /** See {@link WsOptions#maxQueueSize()}; 512 KiB by default. */
        public Builder maxQueueSize(int bytes) {
            this.maxQueueSize = bytes;
            return this;
        }

        /** See {@link WsOptions#overflow()}; {@link OverflowPolicy#CLOSE} by default. */
        public Builder overflow(OverflowPolicy policy) {
            this.overflow = policy;
            return this;
        }

        /** See {@link WsOptions#stallTimeout()}; 10 s by default. */
        public Builder stallTimeout(Duration timeout) {
            this.stallTimeout = timeout;
            return this;
        }

        /** See {@link WsOptions#pingInterval()}; 25 s by default. */
        public Builder pingInterval(Duration interval) {
            this.pingInterval = interval;
            return this;
        }

        /** See {@link WsOptions#pongTimeout()}; 20 s by default. */
        public Builder pongTimeout(Duration timeout) {
            this.pongTimeout = timeout;
            return this;
        }

        /** See {@link WsOptions#idleTimeout()}; none by default. */
        public Builder idleTimeout(Duration timeout) {
            this.idleTimeout = timeout;
            return this;
        }

        /** See {@link WsOptions#closeTimeout()}; 5 s by default. */
        public Builder closeTimeout(Duration timeout) {
            this.closeTimeout = timeout;
            return this;
        }

        /** See {@link WsOptions#compression()}; none by default. */
        public Builder compression(@Nullable WsCompression compression) {
            this.compression = compression;
            return this;
        }

        /** See {@link WsOptions#subprotocols()}; none by default. */
        public Builder subprotocols(List<String> names) {
            this.subprotocols = names;
            return this;
        }

        /** See {@link WsOptions#codec()}; none by default. */
        public Builder codec(@Nullable WsCodec codec) {
            this.codec = codec;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException when a value is out of its range; the message names both
         */
        public WsOptions build() {
            return new WsOptions(
                    maxMessageSize,
                    maxEmptyFragments,
                    maxQueueSize,
                    overflow,
                    stallTimeout,
                    pingInterval,
                    pongTimeout,
                    idleTimeout,
                    closeTimeout,
                    compression,
                    subprotocols,
                    codec);
        }
    }
}
