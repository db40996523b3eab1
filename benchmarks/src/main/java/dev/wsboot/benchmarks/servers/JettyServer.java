package dev.wsboot.benchmarks.servers;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Jetty's own WebSocket API, without a servlet container. */
final class JettyServer {

    private static final Set<Session> SUBSCRIBERS = ConcurrentHashMap.newKeySet();

    private JettyServer() {}

    static int start(int port, int largestMessage) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setPort(port);
        connector.setAcceptQueueSize(ServerKind.BACKLOG);
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxTextMessageSize(largestMessage);
            container.setMaxBinaryMessageSize(largestMessage);
            container.setMaxFrameSize(largestMessage);
            container.setIdleTimeout(Duration.ZERO);
            container.addMapping("/echo", (request, response, callback) -> new Echo());
            container.addMapping("/broadcast", (request, response, callback) -> new Broadcast());
        }));
        server.start();
        return connector.getLocalPort();
    }

    /** Public, as Jetty asks of its endpoints. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {

        @Override
        public void onWebSocketText(String message) {
            getSession().sendText(message, Callback.NOOP);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            getSession().sendBinary(payload, callback);
        }
    }

    /** Public, as Jetty asks of its endpoints. */
    public static final class Broadcast extends Session.Listener.AbstractAutoDemanding {

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            SUBSCRIBERS.add(session);
        }

        @Override
        public void onWebSocketText(String message) {
            SUBSCRIBERS.forEach(subscriber -> subscriber.sendText(message, Callback.NOOP));
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            byte[] copy = new byte[payload.remaining()];
            payload.get(copy);
            callback.succeed();
            SUBSCRIBERS.forEach(subscriber -> subscriber.sendBinary(ByteBuffer.wrap(copy), Callback.NOOP));
        }

        @Override
        public void onWebSocketClose(int status, String reason, Callback callback) {
            SUBSCRIBERS.remove(getSession());
            callback.succeed();
        }
    }
}
