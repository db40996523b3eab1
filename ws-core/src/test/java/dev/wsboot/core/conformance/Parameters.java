package dev.wsboot.core.conformance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An extension and its parameters, as they stand in a handshake (RFC 6455 §9.1).
 *
 * @param text the element of the list in Sec-WebSocket-Extensions
 */
record Parameters(String text) {

    static final int MAX_BITS = 15;

    private static final List<String> FLAGS = List.of("server_no_context_takeover", "client_no_context_takeover");
    private static final List<String> WINDOWS = List.of("server_max_window_bits", "client_max_window_bits");
    private static final String WINDOW = "[89]|1[0-5]";

    private String[] parts() {
        return text.split(";", -1);
    }

    boolean isDeflate() {
        return parts()[0].trim().equals("permessage-deflate");
    }

    boolean has(String name) {
        return value(name) != null;
    }

    /** The window that a parameter sets, the largest one when it is not there or has no value. */
    int bits(String name) {
        String value = value(name);
        return value == null || value.isEmpty() ? MAX_BITS : Integer.parseInt(value);
    }

    /** The value of a parameter, empty when it has none; null when it is not there. */
    private @Nullable String value(String name) {
        String[] parts = parts();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].trim().split("=", 2);
            if (pair[0].equals(name)) {
                return pair.length == 2 ? pair[1] : "";
            }
        }
        return null;
    }

    /** What RFC 7692 §7.1 forbids of this, in an offer or an answer; null for nothing. */
    @Nullable
    String fault(boolean offered) {
        String[] parts = parts();
        List<String> seen = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].trim().split("=", 2);
            String name = pair[0];
            if (seen.contains(name)) {
                return "RFC 7692 §7.1: a parameter twice: " + text;
            }
            seen.add(name);
            boolean isBare = pair.length == 1;
            boolean mayBeBare = FLAGS.contains(name) || (offered && name.equals("client_max_window_bits"));
            if (isBare ? !mayBeBare : !(WINDOWS.contains(name) && pair[1].matches(WINDOW))) {
                return "RFC 7692 §7.1: a parameter that is not defined: " + text;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return text;
    }
}
