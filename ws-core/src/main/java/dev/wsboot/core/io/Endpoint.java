package dev.wsboot.core.io;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.protocol.Extension;
import dev.wsboot.core.protocol.Inbound;
import dev.wsboot.core.protocol.Keepalive;
import dev.wsboot.core.protocol.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All that the connections of one path have in common, times in nanoseconds with 0 for off. Immutable. */
record Endpoint(
        String path,
        WsHandler handler,
        WsOptions options,
        Inbound.Rules rules,
        Keepalive keepalive,
        long stallTimeout,
        long closeTimeout,
        @Nullable Deflate deflate) {

    /** What connections with compression have in common. Thread-safe. */
    static final class Deflate {

        private final DeflateNegotiator negotiator;
        private final DeflaterPool pool;
        private final int minSize;
        private final int maxTakeovers;
        private final AtomicInteger takeovers = new AtomicInteger();

        private Deflate(WsCompression compression) {
            this.negotiator =
                    new DeflateNegotiator(compression.serverContextTakeover(), compression.clientContextTakeover());
            this.pool = new DeflaterPool(compression.level());
            this.minSize = compression.minSize();
            this.maxTakeovers = compression.maxContextTakeovers();
        }

        /** What a server agrees to, or null: no window is kept when enough connections do that already. */
        @Nullable
        DeflateAgreement accept(List<Extension> offers) {
            boolean enough = takeovers.get() >= maxTakeovers;
            return (enough ? DeflateNegotiator.WITHOUT_TAKEOVER : negotiator).accept(offers);
        }

        /** The sending side of a connection, which is counted in if a window is kept on it. */
        Compressor compressor(DeflateAgreement agreement, Role role) {
            boolean keepsWindow = agreement.takeover(role) || agreement.takeover(role.other());
            if (!keepsWindow) {
                return new Compressor(pool, agreement, role, minSize, () -> {});
            }
            takeovers.incrementAndGet();
            return new Compressor(pool, agreement, role, minSize, takeovers::decrementAndGet);
        }
    }

    static Endpoint of(Role role, String path, WsHandler handler, WsOptions options) {
        return new Endpoint(
                path,
                handler,
                options,
                new Inbound.Rules(role, options.maxMessageSize(), options.maxEmptyFragments()),
                new Keepalive(
                        nanos(options.pingInterval()), nanos(options.pongTimeout()), nanos(options.idleTimeout())),
                nanos(options.stallTimeout()),
                nanos(options.closeTimeout()),
                options.compression() == null ? null : new Deflate(options.compression()));
    }

    /** What the user of this endpoint knows a property as: itself, or on a client the option that it is named after. */
    String setting(String property) {
        if (rules.role() == Role.SERVER) {
            return property;
        }
        StringBuilder option = new StringBuilder("WsOptions.");
        for (String word : property.substring(property.lastIndexOf('.') + 1).split("-", -1)) {
            boolean first = option.charAt(option.length() - 1) == '.';
            option.append(first ? word.charAt(0) : Character.toUpperCase(word.charAt(0)))
                    .append(word, 1, word.length());
        }
        return option.toString();
    }

    /** The compressors that hold memory. */
    int deflaters() {
        return deflate == null ? 0 : deflate.pool.size();
    }

    /** Frees what is held outside of the heap. */
    void close() {
        if (deflate != null) {
            deflate.pool.close();
        }
    }

    /** A duration in nanoseconds; 100 years for what is longer, so that sums stay within a long. */
    static long nanos(Duration duration) {
        Duration longest = Duration.ofDays(36_500);
        return (duration.compareTo(longest) > 0 ? longest : duration).toNanos();
    }
}
