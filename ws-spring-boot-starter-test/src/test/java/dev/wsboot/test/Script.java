package dev.wsboot.test;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** A handler that does what messages tell it, and sends back all others. */
final class Script implements WsHandler {

    final BlockingQueue<WsSession> sessions = new LinkedBlockingQueue<>();
    final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
        String refused = handshake.queryParam("refuse");
        return refused == null
                ? WsHandler.ACCEPT
                : CompletableFuture.completedStage(HandshakeDecision.reject(Integer.parseInt(refused)));
    }

    @Override
    public void onOpen(WsSession session, Handshake handshake) {
        sessions.add(session);
        String greeting = handshake.headers().first("X-Greeting");
        if (greeting != null) {
            session.send(greeting + " from " + handshake.headers().first("Origin"));
        }
    }

    @Override
    public void onText(WsSession session, String message) {
        switch (message) {
            case "close" -> session.close(CloseStatus.of(4001, "as you wish"));
            case "abort" -> session.abort();
            case "ping" -> session.ping(ByteBuffer.wrap(new byte[] {'o', 'h'}));
            case "thrice" -> {
                for (int i = 1; i <= 3; i++) {
                    session.send("{\"number\":" + i + "}");
                }
            }
            default -> session.send(message);
        }
    }

    @Override
    public void onBinary(WsSession session, ByteBuffer message) {
        session.send(message);
    }

    @Override
    public void onPong(WsSession session, ByteBuffer payload) {
        session.send("pong " + (char) payload.get(0) + (char) payload.get(1));
    }

    @Override
    public void onClose(WsSession session, CloseStatus status) {
        ends.add(status.toString());
    }
}
