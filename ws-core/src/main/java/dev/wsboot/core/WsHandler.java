package dev.wsboot.core;

import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The code behind one path of a server, or behind a client: the callbacks for every session that is opened there.
 *
 * <p>One instance serves all sessions of its path, or all that its client has one after the other. The callbacks of one session run on that session's event loop, one at a
 * time and in order, and <strong>must not block</strong>: every other session of the loop waits meanwhile. Sessions of
 * different loops call in parallel. The order of calls is
 *
 * <pre>
 *   session   = onHandshake [ onOpen *( message / onPing / onPong / onDrain ) [ onPeerClose ] onClose ]
 *   message   = onText / onBinary
 *   onError may follow any call that threw; nothing follows onClose
 * </pre>
 *
 * <p>A callback that throws never hurts the loop or another session: see {@link #onError}.
 */
public interface WsHandler {

    /** The stage that admits every handshake. */
    CompletionStage<HandshakeDecision> ACCEPT = CompletableFuture.completedStage(HandshakeDecision.accept());

    /**
     * Decides whether a valid opening handshake becomes a session. The default accepts. Not called on a client.
     *
     * <p>The stage may complete later and on any thread, within the handshake time-out. A stage that fails, and a call that
     * throws, answer 500.
     */
    default CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
        return ACCEPT;
    }

    /**
     * A session was opened. The first message comes after this call.
     *
     * @param session the session, to be kept for sending
     * @param handshake the request that opened it, on a client its own; the session does not keep it, so that idle sessions stay small
     */
    default void onOpen(WsSession session, Handshake handshake) throws Exception {}

    /** A text message, complete and valid. */
    default void onText(WsSession session, String message) throws Exception {}

    /**
     * A binary message, complete.
     *
     * @param message a read-only slice that is lent for this call only: copy what is needed later
     */
    default void onBinary(WsSession session, ByteBuffer message) throws Exception {}

    /**
     * The peer sent a ping. It has been answered already.
     *
     * @param payload at most 125 bytes, lent for this call only
     */
    default void onPing(WsSession session, ByteBuffer payload) throws Exception {}

    /**
     * The peer sent a pong, asked for or not. Answers to the server's own keep-alive pings are not shown here.
     *
     * @param payload at most 125 bytes, lent for this call only
     */
    default void onPong(WsSession session, ByteBuffer payload) throws Exception {}

    /** The outbound queue, which had to wait for the peer, is empty again: sending may go on at full speed. */
    default void onDrain(WsSession session) throws Exception {}

    /**
     * The peer began the closing handshake; sending is still possible until it is answered.
     *
     * @param status the peer's code and reason
     * @return null to answer at once, or a stage whose completion sends the answer: for a handler that still works on
     *     messages which came before. The close time-out bounds the wait.
     */
    default @Nullable CompletionStage<?> onPeerClose(WsSession session, CloseStatus status) throws Exception {
        return null;
    }

    /**
     * Another callback of this handler threw. A return from here means that the error is dealt with, and the session goes
     * on; the default throws the error again, and whatever is thrown from here is reported to {@link WsServerEvents} and
     * closes the session with 1011.
     */
    default void onError(WsSession session, Throwable error) throws Throwable {
        throw error;
    }

    /** The session is over. Called exactly once for each session that was opened, as its last call. */
    default void onClose(WsSession session, CloseStatus status) throws Exception {}
}
