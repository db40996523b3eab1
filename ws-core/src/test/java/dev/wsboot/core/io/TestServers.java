package dev.wsboot.core.io;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;

/** Servers on a free port of the loopback interface that end at once when they are closed. */
public final class TestServers {

    private TestServers() {}

    public static WsServer.Builder builder() {
        return WsServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .eventLoops(2)
                .gracePeriod(Duration.ZERO)
                .events(new RecordedEvents());
    }

    public static WsServer start(WsServer.Builder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server with one handler at the path "/". */
    public static WsServer start(WsHandler handler, WsOptions options) {
        return start(builder().handler("/", handler, options));
    }

    public static WsServer start(WsHandler handler) {
        return start(handler, WsOptions.DEFAULTS);
    }
}
