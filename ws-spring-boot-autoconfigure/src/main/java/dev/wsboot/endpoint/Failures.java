package dev.wsboot.endpoint;

import dev.wsboot.WsDecodeException;
import dev.wsboot.core.http.Escaped;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of errors in a session: the most specific {@code @OnError} method gets them, else they are logged, once, and
 * {@code ws.handler.unhandled-error} decides.
 */
final class Failures {

    private static final Log LOG = LogFactory.getLog(EndpointHandler.class);

    private Failures() {}

    /** A step threw. */
    static void stepFailed(EndpointSession session, Throwable error) {
        Invocation method = session.definition().methods().errors().methodFor(error);
        if (method == null) {
            unhandled(session, error);
            return;
        }
        try {
            method.run(session, error);
        } catch (Throwable second) {
            if (!second.equals(error)) {
                second.addSuppressed(error);
            }
            unhandled(session, second);
        }
    }

    /** The {@code @OnClose} method threw: there is nobody left to tell. */
    static void closeFailed(EndpointSession session, Throwable error) {
        LOG.error("The @OnClose method failed in " + session, error);
    }

    /** A handshake lacks what a method takes. */
    static void handshakeInvalid(Endpoint endpoint, Handshake handshake, InvalidArgumentException why) {
        LOG.warn("Refusing with 400 a handshake from " + handshake.remoteAddress() + " for endpoint " + endpoint.name()
                + ": " + why.getMessage());
    }

    /** The executor refused to decide about a handshake. */
    static void handshakeNotTaken(Endpoint endpoint, Throwable error) {
        LOG.error(
                "wsHandlerExecutor does not take the handshakes of endpoint " + endpoint.name()
                        + ": they are refused with 503",
                error);
    }

    /** The executor refused to run the session's mailbox. */
    static void refused(EndpointSession session, Throwable error) {
        LOG.error(
                "wsHandlerExecutor does not take the work of " + session + ": the session is closed with 1011", error);
    }

    /** The session is cut off for what its peer did. */
    static void cut(EndpointSession session, CloseStatus status, String why) {
        LOG.warn("Closing " + session + " with " + status.code() + ": " + why);
    }

    private static void unhandled(EndpointSession session, Throwable error) {
        boolean closes = session.unhandledError() == UnhandledError.CLOSE;
        if (error instanceof WsDecodeException) {
            String why =
                    "a message could not be read, and no @OnError method takes a WsDecodeException: " + quoted(error);
            if (closes) {
                session.cut(CloseStatus.INVALID_DATA_CODE, "the message could not be read", why);
            } else {
                LOG.warn("In " + session + " " + why);
            }
        } else {
            LOG.error(
                    "A handler method failed in " + session + ", and no @OnError method takes the error"
                            + (closes
                                    ? ": the session is closed with 1011 (ws.handler.unhandled-error=log lets it go on)"
                                    : ""),
                    error);
            if (closes) {
                session.discard(CloseStatus.of(CloseStatus.SERVER_ERROR_CODE, "internal error"));
            }
        }
    }

    /** The error without its stack trace, which would show unescaped what the peer sent. */
    private static String quoted(Throwable error) {
        Throwable cause = error.getCause();
        return error.getMessage() + (cause == null ? "" : ": " + escaped(cause.getMessage()));
    }

    /** The first line: where in the text the fault is does not help with a text that is not shown. */
    private static String escaped(@Nullable String message) {
        return message == null
                ? "no details"
                : Escaped.of(message.lines().findFirst().orElse(""));
    }
}
