package dev.wsboot.core.io;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.protocol.Inbound;
import dev.wsboot.core.protocol.Keepalive;
import dev.wsboot.core.protocol.Role;
import java.time.Duration;

/** All that the connections of one path have in common, times in nanoseconds with 0 for off. Immutable. */
record Endpoint(
        String path,
        WsHandler handler,
        WsOptions options,
        Inbound.Rules rules,
        Keepalive keepalive,
        long stallTimeout,
        long closeTimeout) {

    static Endpoint of(String path, WsHandler handler, WsOptions options) {
        return new Endpoint(
                path,
                handler,
                options,
                new Inbound.Rules(Role.SERVER, options.maxMessageSize(), options.maxEmptyFragments()),
                new Keepalive(
                        nanos(options.pingInterval()), nanos(options.pongTimeout()), nanos(options.idleTimeout())),
                nanos(options.stallTimeout()),
                nanos(options.closeTimeout()));
    }

    /** A duration in nanoseconds; 100 years for what is longer, so that sums stay within a long. */
    static long nanos(Duration duration) {
        Duration longest = Duration.ofDays(36_500);
        return (duration.compareTo(longest) > 0 ? longest : duration).toNanos();
    }
}
