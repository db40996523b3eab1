package dev.wsboot.endpoint;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A handler behind what decides about its opening handshakes first. */
final class InterceptedHandler implements WsHandler {

    private final WsHandler inner;
    private final HandshakeChain chain;

    InterceptedHandler(WsHandler inner, HandshakeChain chain) {
        this.inner = inner;
        this.chain = chain;
    }

    @Override
    public CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
        return chain.decide(handshake, inner);
    }

    @Override
    public void onOpen(WsSession session, Handshake handshake) throws Exception {
        inner.onOpen(session, handshake);
    }

    @Override
    public void onText(WsSession session, String message) throws Exception {
        inner.onText(session, message);
    }

    @Override
    public void onBinary(WsSession session, ByteBuffer message) throws Exception {
        inner.onBinary(session, message);
    }

    @Override
    public void onPing(WsSession session, ByteBuffer payload) throws Exception {
        inner.onPing(session, payload);
    }

    @Override
    public void onPong(WsSession session, ByteBuffer payload) throws Exception {
        inner.onPong(session, payload);
    }

    @Override
    public void onDrain(WsSession session) throws Exception {
        inner.onDrain(session);
    }

    @Override
    public @Nullable CompletionStage<?> onPeerClose(WsSession session, CloseStatus status) throws Exception {
        return inner.onPeerClose(session, status);
    }

    @Override
    public void onError(WsSession session, Throwable error) throws Throwable {
        inner.onError(session, error);
    }

    @Override
    public void onClose(WsSession session, CloseStatus status) throws Exception {
        inner.onClose(session, status);
    }
}
