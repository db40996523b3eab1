package dev.wsboot.autoconfigure;

import dev.wsboot.endpoint.EndpointProblem;
import dev.wsboot.endpoint.InvalidWsEndpointsException;
import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists all mistakes of all endpoints, each with what to write instead. */
final class InvalidWsEndpointsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidWsEndpointsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidWsEndpointsException failure) {
        List<EndpointProblem> problems = failure.problems();
        StringBuilder description = new StringBuilder(
                problems.size() == 1
                        ? "There is a mistake in the WebSocket endpoints:"
                        : "There are " + problems.size() + " mistakes in the WebSocket endpoints:");
        StringBuilder action = new StringBuilder(problems.size() == 1 ? "Correct it:" : "Correct them:");
        for (int i = 0; i < problems.size(); i++) {
            EndpointProblem problem = problems.get(i);
            String number = "%n%n%2d. ".formatted(i + 1);
            description
                    .append(number)
                    .append(problem.where())
                    .append("%n    ".formatted())
                    .append(problem.what());
            action.append(number).append(problem.action());
        }
        return new FailureAnalysis(description.toString(), action.toString(), failure);
    }
}
