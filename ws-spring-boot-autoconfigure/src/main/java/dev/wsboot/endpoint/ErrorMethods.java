package dev.wsboot.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code @OnError} methods of an endpoint. */
record ErrorMethods(List<ErrorMethod> methods) {

    /** A method with the type of error that it is for. */
    record ErrorMethod(Class<? extends Throwable> type, Invocation invocation) {}

    ErrorMethods {
        methods = List.copyOf(methods);
    }

    /** The method whose type is nearest to the error's own, or null when there is none for it. */
    @Nullable
    Invocation methodFor(Throwable error) {
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
