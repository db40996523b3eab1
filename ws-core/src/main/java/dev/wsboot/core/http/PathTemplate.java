package dev.wsboot.core.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template of request paths, such as {@code /chat/{room}}: segments of plain text, variables {@code {name}} that take
 * one whole non-empty segment, and at the end perhaps {@code {*rest}}, which takes all that is left, none included, with
 * its leading slash. A trailing slash is significant. Plain text is written decoded and compared with decoded segments.
 */
public final class PathTemplate {

    /** Left to right, plain text before a variable before {@code {*rest}}; a template that ends comes before the latter. */
    static final Comparator<PathTemplate> MOST_SPECIFIC_FIRST = PathTemplate::compareSpecificity;

    enum Kind {
        LITERAL,
        VARIABLE,
        REST
    }

    /** One segment: its plain text, or the name of its variable. */
    record Segment(Kind kind, String text) {}

    private final String text;
    private final List<Segment> segments;
    private final List<String> variables;

    PathTemplate(String text, List<Segment> segments) {
        this.text = text;
        this.segments = List.copyOf(segments);
        this.variables = segments.stream()
                .filter(segment -> segment.kind() != Kind.LITERAL)
                .map(Segment::text)
                .toList();
    }

    /**
     * The template that {@code text} describes.
     *
     * @throws IllegalArgumentException when it is not well-formed; names the template, the index and what is wrong
     */
    public static PathTemplate parse(String text) {
        return new PathTemplateParser(text).parse();
    }

    /** The names of the variables from left to right. */
    public List<String> variables() {
        return variables;
    }

    /** The template with the names of its variables left out: equal shapes match the same paths. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (Segment segment : segments) {
            shape.append('/')
                    .append(
                            switch (segment.kind()) {
                                case LITERAL -> segment.text();
                                case VARIABLE -> "{}";
                                case REST -> "{*}";
                            });
        }
        return shape.toString();
    }

    /** The values of the variables, unmodifiable, or null when the decoded segments do not match. */
    @Nullable
    Map<String, String> match(String[] path) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.kind() == Kind.REST) {
                String rest = rest(path, i);
                if (rest == null) {
                    return null;
                }
                values.put(segment.text(), rest);
                return Map.copyOf(values);
            }
            if (i == path.length || !matches(segment, path[i])) {
                return null;
            }
            if (segment.kind() == Kind.VARIABLE) {
                values.put(segment.text(), path[i]);
            }
        }
        return segments.size() == path.length ? Map.copyOf(values) : null;
    }

    private static boolean matches(Segment segment, String text) {
        return segment.kind() == Kind.LITERAL ? segment.text().equals(text) : !text.isEmpty();
    }

    /** The segments from {@code start} on, each behind a slash; null when one before the last is empty. */
    private static @Nullable String rest(String[] path, int start) {
        StringBuilder rest = new StringBuilder();
        for (int i = start; i < path.length; i++) {
            if (path[i].isEmpty() && i < path.length - 1) {
                return null;
            }
            rest.append('/').append(path[i]);
        }
        return rest.toString();
    }

    private static int compareSpecificity(PathTemplate a, PathTemplate b) {
        int common = Math.min(a.segments.size(), b.segments.size());
        for (int i = 0; i < common; i++) {
            Segment x = a.segments.get(i);
            Segment y = b.segments.get(i);
            int order = x.kind().compareTo(y.kind());
            if (order == 0 && x.kind() == Kind.LITERAL) {
                order = x.text().compareTo(y.text());
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.segments.size(), b.segments.size());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathTemplate that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The template as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
