package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wsboot.core.http.HeadFault.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The scanner of a request line (RFC 9112 §3): {@code method SP request-target SP HTTP-version CRLF}, with at most one
 * empty line before it (RFC 9112 §2.2).
 */
final class RequestLineScanner implements StartLineScanner {

    private enum State {
        START,
        EMPTY_LINE_LF,
        AFTER_EMPTY_LINE,
        METHOD,
        TARGET,
        VERSION,
        DONE
    }

    private static final int TLS_HANDSHAKE_RECORD = 0x16;
    private static final String VERSION_SHAPE = "HTTP/d.d\r\n";

    private State state = State.START;
    private int methodStart;
    private int targetStart;
    private int versionStart;
    private int major = -1;
    private int minor = -1;
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
                case START -> start(b, at);
                case EMPTY_LINE_LF -> emptyLine(b);
                case AFTER_EMPTY_LINE -> firstOfMethod(b, at);
                case METHOD -> method(b, at);
                case TARGET -> target(b, at);
                case VERSION -> version(b, at);
                case DONE -> throw new AssertionError("scanning goes on after the request line");
            }
            at++;
        }
        return at;
    }

    private void start(int b, int at) {
        if (b == '\r') {
            state = State.EMPTY_LINE_LF;
        } else if (b == TLS_HANDSHAKE_RECORD) {
            fault = HeadFault.of(Rule.TLS);
        } else {
            firstOfMethod(b, at);
        }
    }

    private void emptyLine(int b) {
        if (b == '\n') {
            state = State.AFTER_EMPTY_LINE;
        } else {
            refuse(b, "the empty line before the request line");
        }
    }

    private void firstOfMethod(int b, int at) {
        methodStart = at;
        state = State.METHOD;
        if (!Grammar.isTokenChar(b)) {
            refuse(b, "the method");
        }
    }

    private void method(int b, int at) {
        if (b == ' ') {
            targetStart = at + 1;
            state = State.TARGET;
        } else if (!Grammar.isTokenChar(b)) {
            refuse(b, "the method");
        }
    }

    private void target(int b, int at) {
        if (b == ' ' && at > targetStart) {
            versionStart = at + 1;
            state = State.VERSION;
        } else if (!Grammar.isVisible(b)) {
            refuse(b, "the request target");
        }
    }

    private void version(int b, int at) {
        char expected = VERSION_SHAPE.charAt(at - versionStart);
        if (expected == 'd' && Grammar.isDigit(b)) {
            if (major < 0) {
                major = b - '0';
            } else {
                minor = b - '0';
            }
        } else if (b != expected || expected == 'd') {
            refuse(b, "the HTTP version");
        } else if (b == '\n') {
            finish();
        }
    }

    private void finish() {
        if (major == 1 && minor >= 1) {
            state = State.DONE;
        } else {
            fault = HeadFault.of(Rule.VERSION);
        }
    }

    private void refuse(int b, String where) {
        fault = HeadFault.illegalByte(b, where);
    }

    /** The head that begins with this line in {@code bytes}. */
    RequestHead head(byte[] bytes, HeaderFields headers) {
        return new RequestHead(method(bytes), text(bytes, targetStart, versionStart - 1), minor, headers);
    }

    private String method(byte[] bytes) {
        int length = targetStart - 1 - methodStart;
        boolean get = length == 3
                && bytes[methodStart] == 'G'
                && bytes[methodStart + 1] == 'E'
                && bytes[methodStart + 2] == 'T';
        return get ? "GET" : text(bytes, methodStart, targetStart - 1);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }
}
