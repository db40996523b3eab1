package dev.wsboot.autoconfigure;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** What happens on the server, as lines of the application's log. */
final class WsServerLog implements WsServerEvents {

    private static final Log LOG = LogFactory.getLog(WsServer.class);

    private final String endpoints;

    /**
     * A log.
     *
     * @param endpoints the endpoints as the start-up line shows them
     */
    WsServerLog(String endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public void started(InetSocketAddress address, List<String> paths) {
        LOG.info("WebSocket server started " + place(address) + " with endpoints " + endpoints);
    }

    @Override
    public void stopped(InetSocketAddress address) {
        LOG.info("WebSocket server " + place(address) + " stopped");
    }

    private static String place(InetSocketAddress address) {
        return address.getPort() == 0 ? "in memory" : "on port " + address.getPort();
    }

    @Override
    public void handshakeRefused(@Nullable InetSocketAddress peer, int status, String why) {
        String line = "Opening handshake from " + peer + " refused with " + status + ": " + why;
        // A refused origin is a setting to change, and would show only in the browser's console otherwise.
        if (status == 403) {
            LOG.warn(line);
        } else {
            LOG.debug(line);
        }
    }

    @Override
    public void sessionCut(WsSession session, CloseStatus status, String why) {
        String line = "Closing session " + session.id() + " of " + session.endpoint() + " from "
                + session.remoteAddress() + " with " + status.code() + ": " + why;
        // A limit is a setting to look at; peers that vanish or break the protocol are everyday life.
        switch (status.code()) {
            case CloseStatus.POLICY_VIOLATION_CODE,
                    CloseStatus.MESSAGE_TOO_BIG_CODE,
                    CloseStatus.TRY_AGAIN_LATER_CODE -> LOG.warn(line);
            default -> {
                if (status.initiator() == CloseStatus.Initiator.TIMEOUT) {
                    LOG.info(line);
                } else {
                    LOG.debug(line);
                }
            }
        }
    }

    @Override
    public void handlerFailed(String endpoint, @Nullable WsSession session, Throwable error) {
        LOG.error(
                "The handler of " + endpoint + " failed"
                        + (session == null ? " in an opening handshake" : " in session " + session.id()),
                error);
    }

    @Override
    public void acceptFailed(Exception error) {
        LOG.error(
                "WebSocket connections cannot be accepted now; open ones go on, and the server tries again by itself. If the"
                        + " cause is \"Too many open files\", raise the limit of file descriptors of the process (ulimit -n)",
                error);
    }

    @Override
    public void acceptRecovered() {
        LOG.info("WebSocket connections are accepted again");
    }
}
