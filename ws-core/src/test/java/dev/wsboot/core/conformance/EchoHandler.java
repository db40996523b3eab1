package dev.wsboot.core.conformance;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.io.TestServers;
import java.nio.ByteBuffer;

/** Sends every message back. */
final class EchoHandler implements WsHandler {

    private static final int MIB = 1024 * 1024;

    private EchoHandler() {}

    /** A server for the suite: messages of 16 MiB, and compression of every message in whatever way the client offers. */
    static WsServer serve() {
        return TestServers.start(
                new EchoHandler(),
                WsOptions.builder()
                        .maxMessageSize(16 * MIB)
                        .maxQueueSize(32 * MIB)
                        .compression(new WsCompression(0, 1, true, true))
                        .build());
    }

    @Override
    public void onText(WsSession session, String message) {
        session.send(message);
    }

    @Override
    public void onBinary(WsSession session, ByteBuffer message) {
        session.send(message);
    }
}
