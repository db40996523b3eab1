package dev.wsboot.endpoint;

import dev.wsboot.Execution;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where and how the handlers of all endpoints of a server are run. */
public final class Handling {

    private final Executor executor;
    private final Execution execution;
    private final UnhandledError unhandledError;
    private final int maxConcurrentMessages;
    private final boolean logsSessionIds;
    private final OpenSessions openSessions = new OpenSessions();
    private final RegisteredSessions sessions = new RegisteredSessions();

    /** Runs what the executor refuses, which is next to nothing: see {@link EndpointSession#submit}. */
    private final Executor spare;

    /**
     * Handlers on this executor.
     *
     * @param executor runs tasks on other threads than its caller's; must neither block the caller nor drop a task silently
     * @param execution where the methods of endpoints are called that do not say it themselves
     * @param maxConcurrentMessages how many messages of a session are handled at once at most, where that is allowed at all
     * @param logsSessionIds whether the session's identity is in the MDC during calls, if there is one
     */
    public Handling(
            Executor executor,
            Execution execution,
            UnhandledError unhandledError,
            int maxConcurrentMessages,
            boolean logsSessionIds) {
        this.executor = executor;
        this.execution = execution;
        this.unhandledError = unhandledError;
        this.maxConcurrentMessages = maxConcurrentMessages;
        this.logsSessionIds = logsSessionIds && LogContext.isAvailable();
        this.spare = new ThreadPoolExecutor(
                0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), HandlerThreads.factory("ws-handler-spare-"));
    }

    /** The sessions whose handlers may still be called. */
    public OpenSessions openSessions() {
        return openSessions;
    }

    /** The sessions as the application finds them. */
    public RegisteredSessions sessions() {
        return sessions;
    }

    /** Whether an endpoint's methods are called on the event loop. */
    boolean isOnEventLoop(Endpoint endpoint) {
        return (endpoint.execution() == Execution.AUTO ? execution : endpoint.execution()) == Execution.EVENT_LOOP;
    }

    int maxConcurrentMessages() {
        return maxConcurrentMessages;
    }

    boolean logsSessionIds() {
        return logsSessionIds;
    }

    Executor executor() {
        return executor;
    }

    Executor spare() {
        return spare;
    }

    UnhandledError unhandledError() {
        return unhandledError;
    }
}
