package dev.wsboot.core.conformance;

import dev.wsboot.core.WsClient;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.io.TestServers;
import java.io.Closeable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends every message back: what makes a server or a client a subject of the suite. */
final class EchoHandler implements WsHandler {

    private static final int MIB = 1024 * 1024;
    private static final int PATIENCE_SECONDS = 10;

    /** Messages of 16 MiB, and compression of every message in whatever way the peer wants it. */
    static final WsOptions OPTIONS = WsOptions.builder()
            .maxMessageSize(16 * MIB)
            .maxQueueSize(32 * MIB)
            .compression(new WsCompression(0, 1, true, true))
            .build();

    EchoHandler() {}

    static WsServer serve() {
        return TestServers.start(new EchoHandler(), OPTIONS);
    }

    /** Connects; what is returned waits until the client is over, which has to come by itself. */
    static Closeable connect(int port) {
        WsClient client = WsClient.builder(URI.create("ws://127.0.0.1:" + port + "/"))
                .options(OPTIONS)
                .connect(new EchoHandler());
        CompletableFuture<Void> over =
                client.closed().<Void>handle((result, error) -> null).toCompletableFuture();
        return () -> {
            try {
                over.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("the client does not notice that its connection is gone", e);
            }
        };
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
