package dev.wsboot.core.io;

import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events whose listener cannot hurt who tells them: what it throws ends in the log. */
final class GuardedEvents implements WsServerEvents {

    private static final System.Logger LOGGER = System.getLogger(WsServerEvents.class.getName());

    private final WsServerEvents listener;

    GuardedEvents(WsServerEvents listener) {
        this.listener = listener;
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (Throwable e) {
            LOGGER.log(System.Logger.Level.ERROR, "A listener to the WebSocket server's events failed", e);
        }
    }

    @Override
    public void started(InetSocketAddress address, List<String> paths) {
        tell(() -> listener.started(address, paths));
    }

    @Override
    public void stopped(InetSocketAddress address) {
        tell(() -> listener.stopped(address));
    }

    @Override
    public void handshakeRefused(@Nullable InetSocketAddress peer, int status, String why) {
        tell(() -> listener.handshakeRefused(peer, status, why));
    }

    @Override
    public void sessionOpened(WsSession session) {
        tell(() -> listener.sessionOpened(session));
    }

    @Override
    public void sessionClosed(WsSession session, CloseStatus status) {
        tell(() -> listener.sessionClosed(session, status));
    }

    @Override
    public void sessionCut(WsSession session, CloseStatus status, String why) {
        tell(() -> listener.sessionCut(session, status, why));
    }

    @Override
    public void handlerFailed(String endpoint, @Nullable WsSession session, Throwable error) {
        tell(() -> listener.handlerFailed(endpoint, session, error));
    }

    @Override
    public void acceptFailed(Exception error) {
        tell(() -> listener.acceptFailed(error));
    }

    @Override
    public void acceptRecovered() {
        tell(listener::acceptRecovered);
    }
}
