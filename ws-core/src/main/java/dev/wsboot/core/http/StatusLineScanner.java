package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wsboot.core.http.HeadFault.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The scanner of a status line (RFC 9112 §4): {@code HTTP-version SP status-code SP [ reason-phrase ] CRLF}.
 *
 * <p>One thing lenient is taken: the space behind the status code may be missing when the reason phrase is. Senders must
 * write it, but not all do, and a recipient may overlook white space at the end of this line; nobody can read anything
 * else into it.
 */
final class StatusLineScanner implements StartLineScanner {

    private enum State {
        SHAPE,
        BEHIND_STATUS,
        REASON,
        LF,
        DONE
    }

    private static final String SHAPE = "HTTP/1.d ddd";
    private static final int MAJOR = SHAPE.indexOf('1');
    private static final int MINOR = SHAPE.indexOf('d');
    private static final int VERSION_END = SHAPE.indexOf(' ');

    private static final String HTTP_VERSION = "the HTTP version, with which the answer of an HTTP server begins";

    private static final int TLS_ALERT_RECORD = 0x15;
    private static final int TLS_HANDSHAKE_RECORD = 0x16;

    private State state = State.SHAPE;
    private int minor;
    private int status;
    private int reasonStart;
    private int reasonEnd;
    private @Nullable HeadFault fault;

    @Override
    public boolean isDone() {
        return state == State.DONE;
    }

    @Override
    public @Nullable HeadFault fault() {
        return fault;
    }

    @Override
    public int scan(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && fault == null && state != State.DONE) {
            int b = bytes[at] & 0xFF;
            switch (state) {
                case SHAPE -> shape(b, at);
                case BEHIND_STATUS -> behindStatus(b, at);
                case REASON -> reason(b, at);
                case LF -> lineFeed(b);
                case DONE -> throw new AssertionError("scanning goes on after the status line");
            }
            at++;
        }
        return at;
    }

    private void shape(int b, int at) {
        char expected = SHAPE.charAt(at);
        if (expected == 'd' && Grammar.isDigit(b)) {
            digit(b - '0', at);
        } else if (b != expected || expected == 'd') {
            fault = misshapen(b, at);
        }
        if (at == SHAPE.length() - 1) {
            state = State.BEHIND_STATUS;
        }
    }

    private void digit(int value, int at) {
        if (at == MINOR) {
            minor = value;
        } else {
            status = status * 10 + value;
        }
    }

    private static HeadFault misshapen(int b, int at) {
        if (at == 0 && (b == TLS_ALERT_RECORD || b == TLS_HANDSHAKE_RECORD)) {
            return HeadFault.of(Rule.TLS);
        }
        if (at == MAJOR && Grammar.isDigit(b)) {
            return HeadFault.of(Rule.VERSION);
        }
        return HeadFault.illegalByte(b, at <= VERSION_END ? HTTP_VERSION : "the status code");
    }

    private void behindStatus(int b, int at) {
        reasonStart = at + 1;
        reasonEnd = at + 1;
        if (b == ' ') {
            state = State.REASON;
        } else if (b == '\r') {
            state = State.LF;
        } else {
            fault = HeadFault.illegalByte(b, "the status code");
        }
    }

    private void reason(int b, int at) {
        if (b == '\r') {
            reasonEnd = at;
            state = State.LF;
        } else if (!Grammar.isValueChar(b)) {
            fault = HeadFault.illegalByte(b, "the reason phrase");
        }
    }

    private void lineFeed(int b) {
        if (b == '\n') {
            state = State.DONE;
        } else {
            fault = HeadFault.illegalByte(b, "a line end");
        }
    }

    /** The status code, 0 as long as the line is not complete. */
    int status() {
        return isDone() ? status : 0;
    }

    /** The head that begins with this line in {@code bytes}. */
    ResponseHead head(byte[] bytes, HeaderFields headers) {
        String reason = new String(bytes, reasonStart, reasonEnd - reasonStart, ISO_8859_1);
        return new ResponseHead(status, reason, minor, headers);
    }
}
