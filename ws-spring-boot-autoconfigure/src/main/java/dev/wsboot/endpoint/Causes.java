package dev.wsboot.endpoint;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The chains of causes of errors. */
final class Causes {

    private Causes() {}

    /** The error, its cause, and so on, each once. */
    static Set<Throwable> of(Throwable error) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Throwable> chain = new LinkedHashSet<>();
        @Nullable Throwable cause = error;
        while (cause != null && seen.add(cause)) {
            chain.add(cause);
            cause = cause.getCause();
        }
        return chain;
    }

    /** The error less what calls through a proxy or a stage have put around it. */
    static Throwable unwrapped(Throwable error) {
        Throwable inner = error;
        while (isWrapper(inner) && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static boolean isWrapper(Throwable error) {
        return error instanceof CompletionException
                || error instanceof ExecutionException
                || error instanceof UndeclaredThrowableException
                || error instanceof InvocationTargetException;
    }

    /** One error that tells of both: of the one, and of the other, thrown while that was dealt with. */
    static Throwable joined(Throwable first, Throwable second) {
        if (contains(first, second)) {
            return first;
        }
        if (!contains(second, first)) {
            second.addSuppressed(first);
        }
        return second;
    }

    private static boolean contains(Throwable error, Throwable cause) {
        return of(error).stream().anyMatch(each -> each.equals(cause));
    }
}
