package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The scanner of the field lines of a head and the empty line that ends it (RFC 9112 §5, §2.1), the same for requests
 * and responses. It looks at each byte once, may be interrupted behind any of them, and keeps positions only.
 *
 * <p>Nothing lenient is taken: no obs-fold (RFC 9112 §5.2), no white space before the colon (RFC 9112 §5.1), no bare CR
 * or LF (RFC 9112 §2.2), no control character. Each of these has been a way to make two readers of one message disagree.
 */
final class FieldLineScanner {

    private enum State {
        LINE_START,
        NAME,
        VALUE,
        VALUE_LF,
        END_LF,
        DONE
    }

    private static final int MARKS_PER_FIELD = 3;

    private final int maxFields;
    private State state = State.LINE_START;
    private int count;

    /** Three per field: start of the name, its colon, the CR behind the value. */
    private int[] marks = new int[MARKS_PER_FIELD * 16];

    private @Nullable HeadFault fault;

    FieldLineScanner(int maxFields) {
        this.maxFields = maxFields;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** Why this cannot become a head any more; null while it can. */
    @Nullable
    HeadFault fault() {
        return fault;
    }

    /** Goes on at {@code from} and returns the index behind the last byte looked at: the offending one, or the last LF. */
    int scan(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && fault == null && state != State.DONE) {
            at = switch (state) {
                case LINE_START -> lineStart(bytes[at] & 0xFF, at);
                case NAME -> name(bytes, at, to);
                case VALUE -> value(bytes, at, to);
                case VALUE_LF -> lineFeed(bytes[at] & 0xFF, at, State.LINE_START);
                case END_LF -> lineFeed(bytes[at] & 0xFF, at, State.DONE);
                case DONE -> throw new AssertionError("scanning goes on after the head");
            };
        }
        return at;
    }

    private int lineStart(int b, int at) {
        if (b == '\r') {
            state = State.END_LF;
        } else if (!Grammar.isTokenChar(b)) {
            fault = HeadFault.illegalByte(b, "the start of a field line");
        } else if (count == maxFields) {
            fault = HeadFault.over(HeadFault.Rule.TOO_MANY_FIELDS, maxFields);
        } else {
            if (count * MARKS_PER_FIELD == marks.length) {
                marks = Arrays.copyOf(marks, marks.length * 2);
            }
            marks[count * MARKS_PER_FIELD] = at;
            state = State.NAME;
        }
        return at + 1;
    }

    private int name(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Grammar.isTokenChar(bytes[at] & 0xFF)) {
            at++;
        }
        if (at == to) {
            return at;
        }
        if (bytes[at] == ':') {
            marks[count * MARKS_PER_FIELD + 1] = at;
            state = State.VALUE;
        } else {
            fault = HeadFault.illegalByte(bytes[at] & 0xFF, "a field name");
        }
        return at + 1;
    }

    private int value(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Grammar.isValueChar(bytes[at] & 0xFF)) {
            at++;
        }
        if (at == to) {
            return at;
        }
        if (bytes[at] == '\r') {
            marks[count * MARKS_PER_FIELD + 2] = at;
            count++;
            state = State.VALUE_LF;
        } else {
            fault = HeadFault.illegalByte(bytes[at] & 0xFF, "a field value");
        }
        return at + 1;
    }

    private int lineFeed(int b, int at, State next) {
        if (b == '\n') {
            state = next;
        } else {
            fault = HeadFault.illegalByte(b, "a line end");
        }
        return at + 1;
    }

    /** The fields found in {@code bytes}, values without the white space around them (RFC 9112 §5.1). */
    HeaderFields fields(byte[] bytes) {
        String[] fields = new String[2 * count];
        for (int i = 0; i < count; i++) {
            int name = marks[i * MARKS_PER_FIELD];
            int colon = marks[i * MARKS_PER_FIELD + 1];
            fields[2 * i] = new String(bytes, name, colon - name, ISO_8859_1);
            fields[2 * i + 1] = trimmed(bytes, colon + 1, marks[i * MARKS_PER_FIELD + 2]);
        }
        return new HeaderFields(fields);
    }

    private static String trimmed(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Grammar.isWhitespace(bytes[start])) {
            start++;
        }
        while (end > start && Grammar.isWhitespace(bytes[end - 1])) {
            end--;
        }
        return new String(bytes, start, end - start, ISO_8859_1);
    }
}
