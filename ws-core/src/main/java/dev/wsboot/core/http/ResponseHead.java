package dev.wsboot.core.http;

/**
 * A complete and well-formed HTTP/1.x response head (RFC 9112 §2.1): its syntax is right, its meaning not judged yet.
 *
 * @param status the status code as it came, three digits; RFC 9110 §15 gives a meaning to 100 to 599
 * @param reason the reason phrase as it came, one character per octet, often empty: it says nothing that can be relied on
 * @param minorVersion the {@code x} of {@code HTTP/1.x}, 0 to 9
 * @param headers the header fields in order
 */
public record ResponseHead(int status, String reason, int minorVersion, HeaderFields headers)
        implements ResponseResult {

    /** Checks what the reader guarantees, for heads that are made otherwise. */
    public ResponseHead {
        if (status < 0 || status > 999) {
            throw new IllegalArgumentException("status must have three digits, not be " + status);
        }
        if (minorVersion < 0 || minorVersion > 9) {
            throw new IllegalArgumentException("minorVersion must be 0 to 9, not " + minorVersion);
        }
    }

    /** Whether another head follows this one (RFC 9110 §15.2); 101 is the last one of its connection. */
    boolean isInterim() {
        return status >= 100 && status < 200 && status != 101;
    }

    /** Without the values of fields, which may be credentials: this may end in a log. */
    @Override
    public String toString() {
        return "HTTP/1." + minorVersion + " " + status + " " + Escaped.of(reason) + " " + headers;
    }
}
