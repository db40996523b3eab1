package dev.wsboot;

import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import org.jspecify.annotations.Nullable;

/**
 * What is done before and after opening handshakes and incoming messages, for all endpoints or some of them: a bean.
 *
 * <p>Interceptors are called before in the order of {@link org.springframework.core.annotation.Order}, and after in the
 * reverse order. They run where the endpoint's methods do, off the event loop as a rule, so they may block; the calls for the
 * messages of one session come one at a time. For a {@code WsHandler} that was registered as it is they run on the event loop,
 * as that does, and must not block. Implementations are thread-safe.
 *
 * <p>What the application sends is not intercepted; its form is a matter of {@link dev.wsboot.core.WsCodec}.
 */
public interface WsInterceptor {

    /**
     * Whether it is for an endpoint; asked once when the server starts. By default it is for all.
     *
     * @param endpoint the name of the endpoint
     */
    default boolean isFor(String endpoint) {
        return true;
    }

    /**
     * A client wants to open a session. A rejection is the answer, and neither later interceptors nor the endpoint are asked.
     * What an acceptance has, attributes, header fields and a subprotocol, is joined with what the others accept with; where
     * two say something of the same, the later one counts, the endpoint last of all. An attachment is the endpoint's alone. What
     * this throws is logged and answered with
     * 500.
     */
    default HandshakeDecision beforeHandshake(Handshake handshake) throws Exception {
        return HandshakeDecision.accept();
    }

    /**
     * It was decided about a handshake that {@link #beforeHandshake} was called for. What this throws is logged.
     *
     * @param decision the decision of all; when something threw, a rejection with 500
     */
    default void afterHandshake(Handshake handshake, HandshakeDecision decision) throws Exception {}

    /**
     * A text message came. What this throws goes to the {@link OnError} methods in the place of what the endpoint would
     * throw.
     *
     * @return the message for later interceptors and the endpoint, the same one or another; null to drop it
     */
    default @Nullable String beforeText(WsSession session, String message) throws Exception {
        return message;
    }

    /**
     * A binary message came. What this throws goes to the {@link OnError} methods in the place of what the endpoint would
     * throw.
     *
     * @param message belongs to the callee, and may be changed
     * @return the message for later interceptors and the endpoint, the same one or another; null to drop it
     */
    default byte @Nullable [] beforeBinary(WsSession session, byte[] message) throws Exception {
        return message;
    }

    /**
     * The endpoint's method for a message has returned or thrown, or the message was dropped: called when the interceptor was
     * called before and did not throw. A result that comes later, as of a {@code CompletionStage}, is not waited for, nor is a
     * method that is called beside others ({@link Execution#CONCURRENT}). What this throws is logged.
     *
     * @param message what this interceptor was called with before, a {@code String} or a {@code byte[]}
     * @param error what was thrown, before it goes to the {@link OnError} methods; null when nothing was
     */
    default void afterMessage(WsSession session, Object message, @Nullable Throwable error) throws Exception {}
}
