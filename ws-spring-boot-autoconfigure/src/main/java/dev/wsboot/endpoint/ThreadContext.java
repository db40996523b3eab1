package dev.wsboot.endpoint;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The thread locals of a session: those that its {@code @OnHandshake} method has set, and every later call finds. */
@FunctionalInterface
interface ThreadContext {

    /** Calls with the thread locals as they are. */
    ThreadContext PLAIN = (step, session, subject) -> step.run(session, subject);

    /** Runs a step with these thread locals, and puts back those that were there. */
    void run(Step step, EndpointSession session, Object subject) throws Throwable;

    /**
     * What a call returned and which thread locals it has set.
     *
     * @param context {@link #PLAIN} when there are none
     */
    record Captured(@Nullable Object value, ThreadContext context) {}

    /** Whether Micrometer's context propagation is there. */
    boolean IS_AVAILABLE =
            ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory", ThreadContext.class.getClassLoader());

    /** Makes a call without any thread locals of others, and captures those that it sets. */
    static Captured capture(Callable<@Nullable Object> call) throws Exception {
        return IS_AVAILABLE ? MicrometerContext.capture(call) : new Captured(call.call(), PLAIN);
    }
}
