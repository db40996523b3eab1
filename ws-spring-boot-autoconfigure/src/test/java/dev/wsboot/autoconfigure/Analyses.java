package dev.wsboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;

/** What Spring Boot shows of a failed start. */
final class Analyses {

    private Analyses() {}

    /** The first analysis that one of the registered analyzers makes, in their order. */
    static FailureAnalysis of(Throwable failure) {
        List<FailureAnalyzer> analyzers = new ArrayList<>(SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(Environment.class, new MockEnvironment()),
                        FailureHandler.handleMessage((message, error) -> {})));
        AnnotationAwareOrderComparator.sort(analyzers);
        for (FailureAnalyzer analyzer : analyzers) {
            FailureAnalysis analysis = analyzer.analyze(failure);
            if (analysis != null) {
                return analysis;
            }
        }
        throw new AssertionError("nothing analyzes it", failure);
    }

    /** What Spring Boot shows of an application that cannot be started. */
    static FailureAnalysis ofStart(ApplicationContextRunner runner) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        runner.run(context -> {
            assertThat(context).hasFailed();
            analysis[0] = of(context.getStartupFailure());
        });
        return analysis[0];
    }

    /** Asserts that there is one mistake, in a method of an endpoint as in {@code ".text(String)"}, and what it says. */
    static void assertReported(
            ApplicationContextRunner runner, Class<?> endpoint, String method, String what, String action) {
        FailureAnalysis report = ofStart(runner.withBean(endpoint));
        assertThat(report.getDescription())
                .startsWith("There is a mistake in the WebSocket endpoints:")
                .contains(" 1. " + endpoint.getName() + method + System.lineSeparator())
                .contains(what);
        assertThat(report.getAction()).contains(action);
    }
}
