package dev.wsboot.endpoint;

import java.util.List;
import java.util.stream.Collectors;

/** Signals that endpoints cannot be served as they are written. Carries all mistakes of all endpoints. */
public final class InvalidWsEndpointsException extends RuntimeException {

    private final List<EndpointProblem> problems;

    InvalidWsEndpointsException(List<EndpointProblem> problems) {
        super(problems.stream()
                .map(problem -> problem.where() + ": " + problem.what())
                .collect(Collectors.joining("; ", "Invalid WebSocket endpoints: ", "")));
        this.problems = List.copyOf(problems);
    }

    /** The mistakes, at least one. */
    public List<EndpointProblem> problems() {
        return problems;
    }
}
