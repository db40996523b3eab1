package dev.wsboot.benchmarks.servers;

import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on ws-core alone. */
final class CoreServer {

    private CoreServer() {}

    static int start(int port, int largestMessage) throws IOException {
        WsOptions options = WsOptions.builder()
                .maxMessageSize(largestMessage)
                .maxQueueSize(4 * largestMessage)
                .compression(new WsCompression(0, 1, false, false))
                .build();
        return WsServer.builder()
                .port(port)
                .handler("/echo", new Echo(), options)
                .handler(
                        "/broadcast",
                        new Broadcast(),
                        options.toBuilder().maxQueueSize(512 * 1024).build())
                .start()
                .port();
    }

    private static final class Echo implements WsHandler {

        @Override
        public void onText(WsSession session, String message) {
            session.send(message);
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) {
            session.send(message);
        }
    }

    private static final class Broadcast implements WsHandler {

        private final Set<WsSession> sessions = ConcurrentHashMap.newKeySet();

        @Override
        public void onOpen(WsSession session, Handshake handshake) {
            sessions.add(session);
        }

        @Override
        public void onText(WsSession session, String message) {
            sendToAll(PreparedMessage.of(message));
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) {
            sendToAll(PreparedMessage.of(message));
        }

        private void sendToAll(PreparedMessage message) {
            for (WsSession session : sessions) {
                session.send(message);
            }
        }

        @Override
        public void onClose(WsSession session, CloseStatus status) {
            sessions.remove(session);
        }
    }
}
