package dev.wsboot.autoconfigure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the port of the WebSocket server cannot be bound, as far as the operating system tells, and what to change. */
final class WsServerBindFailureAnalyzer extends AbstractFailureAnalyzer<WsServerBindException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WsServerBindException failure) {
        String cause = message(failure.getCause());
        String reason = cause.toLowerCase(Locale.ROOT);
        if (reason.contains("in use")) {
            return analysis(
                    failure,
                    "Port " + failure.port() + " was already in use.",
                    "Identify and stop the process that is listening on port " + failure.port()
                            + ", or configure this application to listen on another port with the property ws.port"
                            + " (0 for one that is free).");
        }
        if (reason.contains("permission denied")) {
            return analysis(
                    failure,
                    "This process may not listen on port " + failure.port() + ": " + cause + ".",
                    "Set the property ws.port to a port of at least 1024, or allow the process to listen on lower ones.");
        }
        if (reason.contains("cannot assign") || reason.contains("can't assign")) {
            return analysis(
                    failure,
                    "The address " + failure.address() + " is not one of this machine.",
                    "Set the property ws.address to an address of this machine, or leave it out to listen on all.");
        }
        return analysis(failure, cause + ".", "Check the properties ws.port and ws.address.");
    }

    private static FailureAnalysis analysis(WsServerBindException failure, String why, String action) {
        return new FailureAnalysis("The WebSocket server could not be started. " + why, action, failure);
    }

    private static String message(@Nullable Throwable cause) {
        return cause == null || cause.getMessage() == null ? "The reason is not known" : cause.getMessage();
    }
}
