package dev.wsboot.core.http;

import dev.wsboot.core.http.PathTemplate.Kind;
import dev.wsboot.core.http.PathTemplate.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The parser of a {@link PathTemplate}. Templates come from the programmer, so every fault throws, with its index. */
final class PathTemplateParser {

    /** What a path never holds decoded, or what people write who mean another syntax. */
    private static final String NOT_PLAIN = "?#%\\*";

    private final String template;
    private final List<Segment> segments = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    PathTemplateParser(String template) {
        this.template = template;
    }

    PathTemplate parse() {
        if (!template.startsWith("/")) {
            throw fault(0, "must start with '/'");
        }
        int start = 1;
        for (int i = 1; i <= template.length(); i++) {
            if (i == template.length() || template.charAt(i) == '/') {
                segments.add(segment(start, i));
                start = i + 1;
            }
        }
        return new PathTemplate(template, segments);
    }

    private Segment segment(int start, int end) {
        boolean last = end == template.length();
        String text = template.substring(start, end);
        if (text.isEmpty() && !last) {
            throw fault(start, "has an empty segment");
        }
        if (!text.startsWith("{")) {
            return literal(text, start);
        }
        if (!text.endsWith("}")) {
            throw fault(start, "has a variable that is not closed with '}' or does not fill its whole segment");
        }
        boolean rest = text.startsWith("{*");
        if (rest && !last) {
            throw fault(start, "has '" + text + "' before its last segment");
        }
        int skip = rest ? 2 : 1;
        return new Segment(
                rest ? Kind.REST : Kind.VARIABLE, name(text.substring(skip, text.length() - 1), start + skip));
    }

    private Segment literal(String text, int start) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '}') {
                throw fault(start + i, "has a brace inside a segment: a variable is a whole segment, '/{name}'");
            }
            if (NOT_PLAIN.indexOf(c) >= 0 || c == ' ' || Character.isISOControl(c)) {
                throw fault(
                        start + i,
                        "has a character that is not allowed: variables are '{name}' and, at the end, '{*name}',"
                                + " and plain text is written decoded, without query");
            }
        }
        if (PathSegments.hasDotSegment(text)) {
            throw fault(start, "has the dot segment '" + text + "'");
        }
        return new Segment(Kind.LITERAL, text);
    }

    private String name(String name, int start) {
        boolean valid = !name.isEmpty() && Character.isJavaIdentifierStart(name.charAt(0));
        if (!valid || !name.chars().allMatch(Character::isJavaIdentifierPart)) {
            throw fault(start, "has a variable whose name '" + Escaped.of(name) + "' is not a Java identifier");
        }
        if (!names.add(name)) {
            throw fault(start, "has the variable '" + name + "' twice");
        }
        return name;
    }

    private IllegalArgumentException fault(int index, String what) {
        return new IllegalArgumentException(
                "path template '" + Escaped.of(template) + "' " + what + " (at index " + index + ")");
    }
}
