package dev.wsboot.core.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The immutable table from path templates to what serves them; the most specific template that matches wins, as
 * {@link PathTemplate} orders them. A path that is equal to a template without variables costs one hash look-up; all
 * others are decoded once and tried in order.
 *
 * @param <T> what a path leads to
 */
public final class Router<T> {

    /** What a look-up came to. */
    public sealed interface Match<T> permits Found, Missed {}

    /**
     * The most specific match.
     *
     * @param target what the path leads to
     * @param template the template that matched
     * @param variables the values of its variables, decoded exactly once, unmodifiable
     */
    public record Found<T>(T target, PathTemplate template, Map<String, String> variables) implements Match<T> {}

    /**
     * No match.
     *
     * @param refusal 404, or 400 when the path is malformed and means nothing at all
     */
    public record Missed<T>(Refusal refusal) implements Match<T> {}

    private record Entry<T>(PathTemplate template, T target) {}

    private final Map<String, Found<T>> literals = new HashMap<>();
    private final List<Entry<T>> patterns;

    private Router(List<Entry<T>> entries) {
        List<Entry<T>> sorted = new ArrayList<>(entries);
        sorted.sort((a, b) -> PathTemplate.MOST_SPECIFIC_FIRST.compare(a.template(), b.template()));
        for (Entry<T> entry : sorted) {
            if (entry.template().variables().isEmpty()) {
                literals.put(entry.template().toString(), new Found<>(entry.target(), entry.template(), Map.of()));
            }
        }
        patterns = List.copyOf(sorted);
    }

    /** An empty builder. */
    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** The most specific match for a path as it came in a request, beginning with {@code /}, not decoded. */
    public Match<T> find(String path) {
        Found<T> literal = literals.get(path);
        if (literal != null) {
            return literal;
        }
        String[] segments = PathSegments.decode(path);
        if (segments == null) {
            return new Missed<>(Refusal.malformed("the path has a bad escape, a control character or a dot segment"));
        }
        for (Entry<T> entry : patterns) {
            Map<String, String> variables = entry.template().match(segments);
            if (variables != null) {
                return new Found<>(entry.target(), entry.template(), variables);
            }
        }
        return new Missed<>(Refusal.notFound(path));
    }

    /** Collects the entries of a router. */
    public static final class Builder<T> {

        private final Map<String, PathTemplate> shapes = new HashMap<>();
        private final List<Entry<T>> entries = new ArrayList<>();

        private Builder() {}

        /**
         * Adds an entry.
         *
         * @throws IllegalArgumentException when another template matches exactly the same paths; names both
         */
        public Builder<T> add(PathTemplate template, T target) {
            @Nullable PathTemplate other = shapes.putIfAbsent(template.shape(), template);
            if (other != null) {
                throw new IllegalArgumentException(
                        "path templates '" + other + "' and '" + template + "' match the same paths");
            }
            entries.add(new Entry<>(template, target));
            return this;
        }

        /** The router over all entries added. */
        public Router<T> build() {
            return new Router<>(entries);
        }
    }
}
