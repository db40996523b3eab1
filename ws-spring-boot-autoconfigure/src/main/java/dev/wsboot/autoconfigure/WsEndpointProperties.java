package dev.wsboot.autoconfigure;

import dev.wsboot.core.OverflowPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The settings of one endpoint that differ from those of all. */
public class WsEndpointProperties {

    private final Inbound inbound = new Inbound();

    private final Outbound outbound = new Outbound();

    private final Compression compression = new Compression();

    private final Json json = new Json();

    public Inbound getInbound() {
        return this.inbound;
    }

    public Outbound getOutbound() {
        return this.outbound;
    }

    public Compression getCompression() {
        return this.compression;
    }

    public Json getJson() {
        return this.json;
    }

    /** What clients of the endpoint send. */
    public static class Inbound {

        /**
         * Largest message that is accepted; a larger one closes the session with 1009.
         */
        private @Nullable DataSize maxMessageSize;

        /**
         * How many messages of a session may wait for its handler; then the client is no longer read from until half of
         * them are handled.
         */
        private @Nullable Integer maxPendingMessages;

        /**
         * How many bytes of messages of a session may wait for its handler, a text counting one for each character; then
         * the client is no longer read from until half of them are handled.
         */
        private @Nullable DataSize maxPendingBytes;

        /**
         * How many fragments without data may follow each other in one message; more close the session with 1008.
         */
        private @Nullable Integer maxEmptyFragments;

        public @Nullable DataSize getMaxMessageSize() {
            return this.maxMessageSize;
        }

        public void setMaxMessageSize(@Nullable DataSize maxMessageSize) {
            this.maxMessageSize = maxMessageSize;
        }

        public @Nullable Integer getMaxPendingMessages() {
            return this.maxPendingMessages;
        }

        public void setMaxPendingMessages(@Nullable Integer maxPendingMessages) {
            this.maxPendingMessages = maxPendingMessages;
        }

        public @Nullable DataSize getMaxPendingBytes() {
            return this.maxPendingBytes;
        }

        public void setMaxPendingBytes(@Nullable DataSize maxPendingBytes) {
            this.maxPendingBytes = maxPendingBytes;
        }

        public @Nullable Integer getMaxEmptyFragments() {
            return this.maxEmptyFragments;
        }

        public void setMaxEmptyFragments(@Nullable Integer maxEmptyFragments) {
            this.maxEmptyFragments = maxEmptyFragments;
        }
    }

    /** What clients of the endpoint are sent. */
    public static class Outbound {

        /**
         * How much may wait for a client that reads too slowly before the overflow policy applies.
         */
        private @Nullable DataSize maxQueueSize;

        /**
         * How long a client may take not one byte while messages wait for it before its connection is reset; 0 for ever.
         */
        private @Nullable Duration stallTimeout;

        /**
         * What happens to a message for a client whose queue is full.
         */
        private @Nullable OverflowPolicy overflow;

        public @Nullable DataSize getMaxQueueSize() {
            return this.maxQueueSize;
        }

        public void setMaxQueueSize(@Nullable DataSize maxQueueSize) {
            this.maxQueueSize = maxQueueSize;
        }

        public @Nullable Duration getStallTimeout() {
            return this.stallTimeout;
        }

        public void setStallTimeout(@Nullable Duration stallTimeout) {
            this.stallTimeout = stallTimeout;
        }

        public @Nullable OverflowPolicy getOverflow() {
            return this.overflow;
        }

        public void setOverflow(@Nullable OverflowPolicy overflow) {
            this.overflow = overflow;
        }
    }

    /** How messages of the endpoint are compressed. */
    public static class Compression {

        /**
         * Whether messages are compressed for clients that offer permessage-deflate (RFC 7692).
         */
        private @Nullable Boolean enabled;

        /**
         * Smallest message that is sent compressed.
         */
        private @Nullable DataSize minSize;

        /**
         * Level of compression, from 1 for the fastest to 9 for the smallest.
         */
        private @Nullable Integer level;

        /**
         * Whether the server keeps its window from message to message: similar small messages become smaller, for about
         * 120 KB outside of the heap per session.
         */
        private @Nullable Boolean serverContextTakeover;

        /**
         * Whether clients may keep their window from message to message, for up to 50 KB outside of the heap per session.
         */
        private @Nullable Boolean clientContextTakeover;

        /**
         * Sessions of an endpoint that may keep a window at the same time; the next ones compress each message by itself.
         */
        private @Nullable Integer maxContextTakeovers;

        public @Nullable Boolean getEnabled() {
            return this.enabled;
        }

        public void setEnabled(@Nullable Boolean enabled) {
            this.enabled = enabled;
        }

        public @Nullable DataSize getMinSize() {
            return this.minSize;
        }

        public void setMinSize(@Nullable DataSize minSize) {
            this.minSize = minSize;
        }

        public @Nullable Integer getLevel() {
            return this.level;
        }

        public void setLevel(@Nullable Integer level) {
            this.level = level;
        }

        public @Nullable Boolean getServerContextTakeover() {
            return this.serverContextTakeover;
        }

        public void setServerContextTakeover(@Nullable Boolean serverContextTakeover) {
            this.serverContextTakeover = serverContextTakeover;
        }

        public @Nullable Boolean getClientContextTakeover() {
            return this.clientContextTakeover;
        }

        public void setClientContextTakeover(@Nullable Boolean clientContextTakeover) {
            this.clientContextTakeover = clientContextTakeover;
        }

        public @Nullable Integer getMaxContextTakeovers() {
            return this.maxContextTakeovers;
        }

        public void setMaxContextTakeovers(@Nullable Integer maxContextTakeovers) {
            this.maxContextTakeovers = maxContextTakeovers;
        }
    }

    /** How messages of the endpoint are JSON. */
    public static class Json {

        /**
         * Property of JSON objects that tells the types of messages apart, if the endpoint has several methods for text
         * messages.
         */
        private @Nullable String typeProperty;

        public @Nullable String getTypeProperty() {
            return this.typeProperty;
        }

        public void setTypeProperty(@Nullable String typeProperty) {
            this.typeProperty = typeProperty;
        }
    }
}
