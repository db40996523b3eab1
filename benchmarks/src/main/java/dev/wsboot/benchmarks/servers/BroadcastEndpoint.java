package dev.wsboot.benchmarks.servers;

import dev.wsboot.OnClose;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.WsSession;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends every message to all sessions, the sender's too. */
@WsEndpoint("/broadcast")
class BroadcastEndpoint {

    private final Set<WsSession> sessions = ConcurrentHashMap.newKeySet();

    @OnOpen
    void open(WsSession session) {
        sessions.add(session);
    }

    @OnMessage
    void text(String message) {
        sendToAll(PreparedMessage.of(message));
    }

    @OnMessage
    void binary(ByteBuffer message) {
        sendToAll(PreparedMessage.of(message));
    }

    private void sendToAll(PreparedMessage message) {
        sessions.forEach(session -> session.send(message));
    }

    @OnClose
    void close(WsSession session) {
        sessions.remove(session);
    }
}
