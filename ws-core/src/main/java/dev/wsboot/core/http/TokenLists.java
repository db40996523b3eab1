package dev.wsboot.core.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated lists over repeated fields, whose empty elements do not count (RFC 9110 §5.6.1, §5.3). */
final class TokenLists {

    private TokenLists() {}

    /** Whether one element equals {@code token}, whatever its case and whatever the others are. */
    static boolean contains(List<String> values, String token) {
        for (String value : values) {
            for (String element : value.split(",", -1)) {
                if (trimmed(element).equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All elements in order; null when one is no token, or when there are fields but no element ({@code 1#token}). */
    static @Nullable List<String> parse(List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<String> tokens = new ArrayList<>(4);
        for (String value : values) {
            for (String element : value.split(",", -1)) {
                String token = trimmed(element);
                if (Grammar.isToken(token)) {
                    tokens.add(token);
                } else if (!token.isEmpty()) {
                    return null;
                }
            }
        }
        return tokens.isEmpty() ? null : List.copyOf(tokens);
    }

    private static String trimmed(String element) {
        int start = 0;
        int end = element.length();
        while (start < end && Grammar.isWhitespace(element.charAt(start))) {
            start++;
        }
        while (end > start && Grammar.isWhitespace(element.charAt(end - 1))) {
            end--;
        }
        return element.substring(start, end);
    }
}
