package dev.wsboot.endpoint;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
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
    public void onOpen(WsSession connection, Handshake handshake) {
        EndpointSession session = new EndpointSession(connection, endpoint, handling, limits);
        connection.attach(session);
        handling.sessions().opened(session, endpoint);
        session.open(handshake);
    }

    @Override
    public void onText(WsSession connection, String message) {
        session(connection).text(message);
    }

    @Override
    public void onBinary(WsSession connection, ByteBuffer message) {
        byte[] copy = new byte[message.remaining()];
        message.get(copy);
        session(connection).binary(copy);
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

    private static EndpointSession session(WsSession connection) {
        return (EndpointSession) Objects.requireNonNull(connection.attachment(), "attached in onOpen");
    }
}
