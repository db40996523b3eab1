package dev.wsboot.core;

import dev.wsboot.core.protocol.CloseStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a server or a client as lines of a log: what an operator must act on is a warning, the rest shows at debug level. */
final class LoggingEvents implements WsServerEvents {

    private final Logger logger;

    LoggingEvents(Logger logger) {
        this.logger = logger;
    }

    @Override
    public void started(InetSocketAddress address, List<String> paths) {
        logger.log(Level.INFO, () -> "WebSocket server listens on port " + address.getPort() + " for " + paths);
    }

    @Override
    public void stopped(InetSocketAddress address) {
        logger.log(Level.INFO, () -> "WebSocket server on port " + address.getPort() + " has stopped");
    }

    @Override
    public void handshakeRefused(@Nullable InetSocketAddress peer, int status, String why) {
        // A refused origin is a setting to change and would otherwise show only in the browser's console.
        Level level = status == 403 ? Level.WARNING : Level.DEBUG;
        logger.log(level, () -> "Opening handshake from " + peer + " refused with " + status + ": " + why);
    }

    @Override
    public void sessionCut(WsSession session, CloseStatus status, String why) {
        logger.log(
                level(status),
                () -> "Session " + session.id() + " of " + session.endpoint() + " from " + session.remoteAddress()
                        + " is closed with " + status.code() + ": " + why);
    }

    /** A limit is a setting to look at; peers that vanish or break the protocol are everyday life. */
    private static Level level(CloseStatus status) {
        return switch (status.code()) {
            case CloseStatus.POLICY_VIOLATION_CODE,
                    CloseStatus.MESSAGE_TOO_BIG_CODE,
                    CloseStatus.TRY_AGAIN_LATER_CODE -> Level.WARNING;
            default -> status.initiator() == CloseStatus.Initiator.TIMEOUT ? Level.INFO : Level.DEBUG;
        };
    }

    @Override
    public void handlerFailed(String endpoint, @Nullable WsSession session, Throwable error) {
        String where = session == null ? "in the opening handshake" : "in session " + session.id();
        logger.log(Level.ERROR, () -> "The handler of " + endpoint + " failed " + where, error);
    }

    @Override
    public void acceptFailed(Exception error) {
        logger.log(
                Level.ERROR,
                "New connections cannot be accepted; live ones go on, and the server tries again by itself. If the reason is"
                        + " \"Too many open files\", raise the process's limit of descriptors (ulimit -n)",
                error);
    }

    @Override
    public void acceptRecovered() {
        logger.log(Level.INFO, "New connections are accepted again");
    }
}
