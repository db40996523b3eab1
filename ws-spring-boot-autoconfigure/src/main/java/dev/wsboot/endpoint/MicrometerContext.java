package dev.wsboot.endpoint;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshot.Scope;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The thread locals that Micrometer's context propagation knows.
 *
 * @param snapshot their values
 */
record MicrometerContext(ContextSnapshot snapshot) implements ThreadContext {

    /** Clears what a snapshot lacks: threads serve many sessions. */
    private static final ContextSnapshotFactory FACTORY =
            ContextSnapshotFactory.builder().clearMissing(true).build();

    private static final ContextSnapshot NOTHING = FACTORY.captureFrom();

    static Captured capture(Callable<@Nullable Object> call) throws Exception {
        Scope scope = NOTHING.setThreadLocals();
        try {
            Object value = call.call();
            ContextSnapshot snapshot = FACTORY.captureAll();
            return new Captured(value, snapshot.equals(NOTHING) ? PLAIN : new MicrometerContext(snapshot));
        } finally {
            scope.close();
        }
    }

    @Override
    public void run(Step step, EndpointSession session, Object subject) throws Throwable {
        Scope scope = snapshot.setThreadLocals();
        try {
            step.run(session, subject);
        } finally {
            scope.close();
        }
    }
}
