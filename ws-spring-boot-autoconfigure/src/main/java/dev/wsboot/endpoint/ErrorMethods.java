package dev.wsboot.endpoint;

import dev.wsboot.endpoint.MethodReader.Ready;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@code @OnError} methods of an endpoint or of an advice. */
record ErrorMethods(List<ErrorMethod> methods) {

    /** A method with the type of error that it is for. */
    record ErrorMethod(Class<? extends Throwable> type, Invocation invocation) {}

    /**
     * A method with what it is called with.
     *
     * @param error the error that was thrown, or its cause, or the cause of that
     */
    record Match(Invocation invocation, Throwable error) {}

    ErrorMethods {
        methods = List.copyOf(methods);
    }

    /**
     * The methods of a bean; two for the same error are reported.
     *
     * @param type the class of the bean
     */
    static ErrorMethods of(Class<?> type, List<Ready> methods, Problems problems) {
        Map<Class<?>, Method> taken = new HashMap<>();
        List<ErrorMethod> errors = new ArrayList<>();
        for (Ready method : methods) {
            Class<? extends Throwable> error = Objects.requireNonNull(
                            method.subjectClass(), "an error method has a subject")
                    .asSubclass(Throwable.class);
            Method first = taken.putIfAbsent(error, method.method());
            if (first != null) {
                problems.add(
                        type,
                        method.method(),
                        "is a second method with @OnError for " + error.getSimpleName() + ", beside " + first.getName(),
                        "Make one method of both, or give one of them a more specific type.");
            }
            errors.add(new ErrorMethod(error, method.invocation()));
        }
        return new ErrorMethods(errors);
    }

    /** The method for the error, else for its cause, and so on; null when there is none. */
    @Nullable
    Match match(Throwable error) {
        for (Throwable cause : Causes.of(error)) {
            Invocation method = methodFor(cause);
            if (method != null) {
                return new Match(method, cause);
            }
        }
        return null;
    }

    /** The method whose type is nearest to the error's own, or null when there is none for it. */
    private @Nullable Invocation methodFor(Throwable error) {
        ErrorMethod nearest = null;
        for (ErrorMethod method : methods) {
            // The types that match are superclasses of one class, so each two of them are related.
            if (method.type.isInstance(error) && (nearest == null || nearest.type.isAssignableFrom(method.type))) {
                nearest = method;
            }
        }
        return nearest == null ? null : nearest.invocation;
    }
}
