package dev.wsboot.core.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of a request or a response of the opening handshake. */
record Head(String text) {

    /** The value of a field, empty when it is not there. */
    String field(String name) {
        Matcher field = Pattern.compile("(?im)^" + name + ":[ \t]*(.*?)[ \t]*$").matcher(text);
        return field.find() ? field.group(1) : "";
    }

    boolean begins(String start) {
        return text.startsWith(start);
    }

    @Override
    public String toString() {
        return text;
    }
}
