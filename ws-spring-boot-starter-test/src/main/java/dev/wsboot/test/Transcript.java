package dev.wsboot.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** What went to and fro on one connection, with the time of each. Thread-safe. */
final class Transcript {

    private static final int MOST_LINES = 200;
    private static final int LONGEST_TEXT = 200;

    private final String title;
    private final long began = System.nanoTime();
    private final Deque<String> lines = new ArrayDeque<>();
    private int forgotten;

    Transcript(String title) {
        this.title = title;
    }

    void sent(String what) {
        add("->", what);
    }

    void received(String what) {
        add("<-", what);
    }

    private synchronized void add(String direction, String what) {
        if (lines.size() == MOST_LINES) {
            lines.remove();
            forgotten++;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        lines.add("%6d ms %s %s".formatted(millis, direction, what));
    }

    /** An assertion that failed, with everything that happened before. */
    AssertionError failure(String what) {
        return new AssertionError(what + "\n\n" + this);
    }

    /** Text on one line, and not too much of it. */
    static String shortened(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST_TEXT).forEach(codePoint -> {
            switch (codePoint) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
                        shown.append("\\u%04x".formatted(codePoint));
                    } else {
                        shown.appendCodePoint(codePoint);
                    }
                }
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST_TEXT
                ? shown + "... (" + text.length() + " characters)"
                : shown.toString();
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder(title).append('\n');
        if (forgotten > 0) {
            text.append("          ... ").append(forgotten).append(" lines before\n");
        }
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
