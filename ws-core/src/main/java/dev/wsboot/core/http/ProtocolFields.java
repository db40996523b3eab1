package dev.wsboot.core.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header fields that the protocol writes by itself, and that an application must therefore not set. */
final class ProtocolFields {

    private static final String WEBSOCKET_PREFIX = "sec-websocket-";

    private static final String WRITTEN_BY_ITSELF = "the handshake writes it by itself (RFC 6455 §4.1)";

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

    /** Throws {@link IllegalArgumentException} when a client's request may not have such a field from the application. */
    static void checkInRequest(String name) {
        String reason = reasonAgainstRequest(name.toLowerCase(Locale.ROOT));
        if (reason != null) {
            throw new IllegalArgumentException("header field '" + Escaped.of(name) + "' cannot be set: " + reason);
        }
    }

    private static @Nullable String reasonAgainstRequest(String lower) {
        return switch (lower) {
            case "sec-websocket-protocol" -> "give the subprotocols to the handshake instead (RFC 6455 §4.1)";
            case "sec-websocket-extensions" -> "turn compression on in the options instead (RFC 6455 §4.1)";
            case "content-length", "transfer-encoding", "te", "trailer", "expect" ->
                "the request of an opening handshake has no content, send it as a message (RFC 6455 §4.1)";
            case "upgrade", "connection" -> WRITTEN_BY_ITSELF;
            default -> lower.startsWith(WEBSOCKET_PREFIX) ? WRITTEN_BY_ITSELF : null;
        };
    }
}
