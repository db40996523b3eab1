package dev.wsboot.endpoint;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mistakes found so far. Not thread-safe. */
final class Problems {

    private final List<EndpointProblem> found = new ArrayList<>();

    /** Adds a mistake of a class, or of one of its methods. */
    void add(Class<?> type, @Nullable Method method, String what, String action) {
        add(EndpointProblem.of(type, method, what, action));
    }

    /** Adds a mistake of a property, or of a bean. */
    void add(String where, String what, String action) {
        add(new EndpointProblem(where, what, action));
    }

    /** Adds what was found elsewhere as mistakes of this source. */
    void addAll(Problems others, String source) {
        others.found.forEach(each -> add(new EndpointProblem(source, each.what(), each.action())));
    }

    /** An advice is read again for each endpoint, but a mistake is one mistake. */
    private void add(EndpointProblem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    int count() {
        return found.size();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidWsEndpointsException(found);
        }
    }
}
