package dev.wsboot.core.http;

import org.jspecify.annotations.Nullable;

/** The cookies of a request: pairs of name and value, any number in a field and any number of fields (RFC 6265 §5.4). */
final class Cookies {

    private Cookies() {}

    /**
     * The value of the first cookie of that name, or null. Names are case-sensitive; what is no pair is skipped, since a
     * browser sends what any server of the host has set.
     */
    static @Nullable String first(HeaderFields headers, String name) {
        for (String field : headers.all("Cookie")) {
            for (String pair : field.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
                    return unquoted(pair.substring(equals + 1).strip());
                }
            }
        }
        return null;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
