package dev.wsboot.endpoint;

import dev.wsboot.WsDecodeException;
import dev.wsboot.WsUnknownTypeException;
import dev.wsboot.core.http.Escaped;
import dev.wsboot.core.protocol.CloseStatus;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of errors in a session: the most specific {@code @OnError} method of the endpoint gets them, else one of an
 * advice, else they are logged, once, and {@code ws.handler.unhandled-error} decides. What an error method throws goes on to
 * those behind it, so that no error goes round in circles.
 */
final class Failures {

    private static final Log LOG = LogFactory.getLog(EndpointHandler.class);

    private Failures() {}

    /** A step threw. */
    static void stepFailed(EndpointSession session, Throwable error) {
        failed(session, error, 0);
    }

    /**
     * Something threw.
     *
     * @param level the first of the endpoint's lists of error methods that is asked: one behind that of the method that
     *     threw, if it was an error method
     */
    static void failed(EndpointSession session, Throwable error, int level) {
        List<ErrorMethods> levels = session.definition().methods().errors();
        Throwable current = Causes.unwrapped(error);
        for (int i = level; i < levels.size(); i++) {
            ErrorMethods.Match match = levels.get(i).match(current);
            if (match != null) {
                try {
                    match.invocation().run(session, match.error());
                    return;
                } catch (Throwable next) {
                    current = Causes.joined(current, Causes.unwrapped(next));
                }
            }
        }
        unhandled(session, current);
    }

    /** The {@code @OnClose} method threw: there is nobody left to tell. */
    static void closeFailed(EndpointSession session, Throwable error) {
        LOG.error("The @OnClose method failed in " + session, error);
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
        if (error instanceof WsDecodeException) {
            peerFailed(session, "the message could not be read", "a message could not be read", error);
        } else if (error instanceof PeerFault) {
            peerFailed(session, "the message is not valid", "a message is not valid", error);
        } else {
            boolean closes = closes(session);
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

    private static void peerFailed(EndpointSession session, String reason, String what, Throwable error) {
        String type = error instanceof WsDecodeException ? "WsDecodeException" : "ConstraintViolationException";
        String why = what + ", and no @OnError method takes a " + type + ": " + quoted(error);
        if (closes(session)) {
            session.cut(CloseStatus.INVALID_DATA_CODE, reason, why);
        } else {
            LOG.warn("In " + session + " " + why);
        }
    }

    private static boolean closes(EndpointSession session) {
        return session.unhandledError() == UnhandledError.CLOSE;
    }

    /** The error without its stack trace, which would show unescaped what the peer sent. */
    private static String quoted(Throwable error) {
        String message = error instanceof PeerFault ? escaped(error.getMessage()) : String.valueOf(error.getMessage());
        if (error instanceof WsUnknownTypeException unknown && unknown.type() != null) {
            return message + ": " + Escaped.of(unknown.type());
        }
        Throwable cause = error.getCause();
        return cause == null ? message : message + ": " + escaped(cause.getMessage());
    }

    /** The first line: where in the text the fault is does not help with a text that is not shown. */
    private static String escaped(@Nullable String message) {
        return message == null
                ? "no details"
                : Escaped.of(message.lines().findFirst().orElse(""));
    }
}
