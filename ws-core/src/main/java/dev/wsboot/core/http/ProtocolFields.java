package dev.wsboot.core.http;

import java.util.Locale;
import java.util.Set;

/** The header fields that the protocol writes by itself, and that an application must therefore not set. */
final class ProtocolFields {

    private static final String WEBSOCKET_PREFIX = "sec-websocket-";

    private static final Set<String> NAMES = Set.of("upgrade", "connection", "content-length", "transfer-encoding");

    private ProtocolFields() {}

    /** Returns {@code name}, or throws {@link IllegalArgumentException} when the field is not the application's to set. */
    static String checked(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (NAMES.contains(lower) || lower.startsWith(WEBSOCKET_PREFIX)) {
            throw new IllegalArgumentException(
                    "header field '" + Escaped.of(name) + "' is written by the protocol itself and cannot be set");
        }
        return name;
    }
}
