package dev.wsboot.core;

import dev.wsboot.core.protocol.CloseStatus;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens on a server, told to whoever logs or counts it.
 *
 * <p>Called on event loops and other threads: implementations are thread-safe and do not block. What they throw is dropped
 * after a line in the log. Texts handed over here are safe to log: nothing in them is a peer's raw bytes.
 */
public interface WsServerEvents {

    /** Events that write one line each to {@link System.Logger} {@code dev.wsboot.core.WsServer}. */
    static WsServerEvents logging() {
        return new LoggingEvents(System.getLogger(WsServer.class.getName()));
    }

    /** The server listens. */
    default void started(InetSocketAddress address, List<String> paths) {}

    /** The server has stopped. */
    default void stopped(InetSocketAddress address) {}

    /**
     * An opening handshake was refused.
     *
     * @param status the HTTP status of the answer
     * @param why the reason, with the property to change where there is one
     */
    default void handshakeRefused(@Nullable InetSocketAddress peer, int status, String why) {}

    /** A session was opened. */
    default void sessionOpened(WsSession session) {}

    /** A session is over; its handler has been told. */
    default void sessionClosed(WsSession session, CloseStatus status) {}

    /**
     * The server cut a session off: the peer broke the protocol, passed a limit or was silent for too long.
     *
     * @param status what the session is closed with
     * @param why the rule or the limit, with the property that raises it
     */
    default void sessionCut(WsSession session, CloseStatus status, String why) {}

    /** A handler threw and nothing dealt with it; the session is closed with 1011, the handshake answered with 500. */
    default void handlerFailed(String endpoint, @Nullable WsSession session, Throwable error) {}

    /** Connections cannot be accepted now, for want of descriptors as a rule; the server tries again by itself. */
    default void acceptFailed(Exception error) {}

    /** Connections are accepted again. */
    default void acceptRecovered() {}
}
