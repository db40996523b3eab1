package dev.wsboot.test;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.testing.InMemoryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** A server on a socket and one in memory, to which the client must be the same. */
enum Servers {
    SOCKET,
    MEMORY;

    record Running(WsServer server, WsTestClient.Builder clients) implements AutoCloseable {

        @Override
        public void close() {
            server.close();
        }
    }

    Running start(WsHandler handler) throws IOException {
        WsOptions options = WsOptions.builder()
                .maxMessageSize(4 << 20)
                .maxQueueSize(8 << 20)
                .compression(new WsCompression(0, 1, true, true))
                .subprotocols(List.of("v2", "v1"))
                .build();
        WsServer.Builder builder = WsServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .gracePeriod(Duration.ZERO)
                .handler("/test", handler, options);
        if (this == SOCKET) {
            WsServer server = builder.start();
            return new Running(server, WsTestClient.of("ws://localhost:" + server.port()));
        }
        InMemoryServer server = InMemoryServer.start(builder);
        return new Running(server, WsTestClient.of(server));
    }
}
