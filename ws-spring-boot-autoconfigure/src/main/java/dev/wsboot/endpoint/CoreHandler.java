package dev.wsboot.endpoint;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An application's own handler of the core as an endpoint: its sessions are in the registry, its messages intercepted. */
final class CoreHandler implements WsHandler {

    private final WsHandler own;
    private final Endpoint endpoint;
    private final Handling handling;
    private final Interceptors interceptors;

    CoreHandler(WsHandler own, Endpoint endpoint, Handling handling, Interceptors interceptors) {
        this.own = own;
        this.endpoint = endpoint;
        this.handling = handling;
        this.interceptors = interceptors;
    }

    @Override
    public CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
        return own.onHandshake(handshake);
    }

    @Override
    public void onOpen(WsSession session, Handshake handshake) throws Exception {
        handling.openSessions().opened();
        handling.sessions().opened(session, endpoint);
        own.onOpen(session, handshake);
    }

    @Override
    public void onText(WsSession session, String message) throws Exception {
        if (interceptors.isEmpty()) {
            own.onText(session, message);
        } else {
            intercepted(session, message, Interceptors.Before.TEXT, last -> own.onText(session, (String) last));
        }
    }

    @Override
    public void onBinary(WsSession session, ByteBuffer message) throws Exception {
        if (interceptors.isEmpty()) {
            own.onBinary(session, message);
        } else {
            byte[] copy = new byte[message.remaining()];
            message.get(copy);
            intercepted(session, copy, Interceptors.Before.BINARY, last -> {
                own.onBinary(session, ByteBuffer.wrap((byte[]) last).asReadOnlyBuffer());
            });
        }
    }

    private void intercepted(WsSession session, Object message, Interceptors.Before before, Interceptors.Inner inner)
            throws Exception {
        try {
            interceptors.run(session, message, before, inner);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a handler threw what is neither an exception nor an error", e);
        }
    }

    @Override
    public void onPing(WsSession session, ByteBuffer payload) throws Exception {
        own.onPing(session, payload);
    }

    @Override
    public void onPong(WsSession session, ByteBuffer payload) throws Exception {
        own.onPong(session, payload);
    }

    @Override
    public void onDrain(WsSession session) throws Exception {
        own.onDrain(session);
    }

    @Override
    public @Nullable CompletionStage<?> onPeerClose(WsSession session, CloseStatus status) throws Exception {
        return own.onPeerClose(session, status);
    }

    @Override
    public void onError(WsSession session, Throwable error) throws Throwable {
        own.onError(session, error);
    }

    @Override
    public void onClose(WsSession session, CloseStatus status) throws Exception {
        handling.sessions().closed(session, status);
        try {
            own.onClose(session, status);
        } finally {
            handling.openSessions().closed();
        }
    }
}
