package dev.wsboot.core.conformance;

import dev.wsboot.core.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An extension and its parameters, as they stand in a handshake (RFC 6455 §9.1).
 *
 * @param text the element of the list in Sec-WebSocket-Extensions
 */
record Parameters(String text) {

    static final int MIN_BITS = 8;
    static final int MAX_BITS = 15;

    private static final String WINDOW = "[89]|1[0-5]";

    static String noTakeover(Role side) {
        return name(side) + "_no_context_takeover";
    }

    static String window(Role side) {
        return name(side) + "_max_window_bits";
    }

    private static String name(Role side) {
        return side == Role.SERVER ? "server" : "client";
    }

    private String[] parts() {
        return text.split(";", -1);
    }

    boolean isDeflate() {
        return parts()[0].trim().equals("permessage-deflate");
    }

    boolean has(String name) {
        return value(name) != null;
    }

    /** The window of a side, the largest one when none is named. */
    int bits(Role side) {
        String value = value(window(side));
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
            if (!isDefined(name, pair.length == 1 ? null : pair[1], offered)) {
                return "RFC 7692 §7.1: a parameter that is not defined: " + text;
            }
        }
        return null;
    }

    private static boolean isDefined(String name, @Nullable String value, boolean offered) {
        for (Role side : Role.values()) {
            if (name.equals(noTakeover(side))) {
                return value == null;
            }
            if (name.equals(window(side))) {
                return value == null ? offered && side == Role.CLIENT : value.matches(WINDOW);
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return text;
    }
}
