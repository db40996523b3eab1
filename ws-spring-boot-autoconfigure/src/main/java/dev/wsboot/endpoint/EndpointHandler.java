package dev.wsboot.endpoint;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The code behind an endpoint's path: takes what the event loop brings, and hands it to the session's mailbox. */
public final class EndpointHandler implements WsHandler {

    /** The most that {@code maxPendingMessages} may be. */
    public static final int MOST_PENDING_MESSAGES = Mailbox.Limits.MOST_MESSAGES;

    /** The most that {@code maxPendingBytes} may be. */
    public static final long MOST_PENDING_BYTES = Mailbox.Limits.MOST_BYTES;

    private final Endpoint endpoint;
    private final Handling handling;
    private final Mailbox.Limits limits;

    /**
     * A handler of an endpoint.
     *
     * @param maxPendingMessages how many messages of a session may wait before its peer is no longer read from
     * @param maxPendingBytes the same in bytes, a text counting one for each character
     */
    public EndpointHandler(Endpoint endpoint, Handling handling, int maxPendingMessages, long maxPendingBytes) {
        this.endpoint = endpoint;
        this.handling = handling;
        this.limits = new Mailbox.Limits(maxPendingMessages, maxPendingBytes);
    }

    @Override
    public CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
        return endpoint.methods()
                .admission()
                .decide(endpoint, handshake, handling.isOnEventLoop(endpoint) ? null : handling.executor());
    }

    @Override
    public void onOpen(WsSession connection, Handshake handshake) {
        Admitted admitted = connection.attachment() instanceof Admitted found ? found : Admitted.PLAIN;
        EndpointSession session = new EndpointSession(connection, endpoint, handling, limits, admitted);
        connection.attach(session);
        handling.sessions().opened(session, endpoint);
        session.open(new Opening(admitted.opening()));
    }

    @Override
    public void onText(WsSession connection, String message) {
        session(connection).text(message);
    }

    @Override
    public void onBinary(WsSession connection, ByteBuffer message) {
        session(connection).binary(copy(message));
    }

    @Override
    public void onPong(WsSession connection, ByteBuffer payload) {
        Step pong = endpoint.methods().pong();
        if (pong != null) {
            byte[] copy = copy(payload);
            session(connection).message(pong, copy, copy.length);
        }
    }

    @Override
    public void onDrain(WsSession connection) {
        session(connection).drained();
    }

    @Override
    public @Nullable CompletionStage<?> onPeerClose(WsSession connection, CloseStatus status) {
        return session(connection).whenWorkedOff();
    }

    @Override
    public void onClose(WsSession connection, CloseStatus status) {
        EndpointSession session = session(connection);
        handling.sessions().closed(session, status);
        session.end(status);
    }

    private static byte[] copy(ByteBuffer lent) {
        byte[] copy = new byte[lent.remaining()];
        lent.get(copy);
        return copy;
    }

    private static EndpointSession session(WsSession connection) {
        return (EndpointSession) Objects.requireNonNull(connection.attachment(), "attached in onOpen");
    }
}
