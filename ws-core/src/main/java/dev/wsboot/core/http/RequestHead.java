package dev.wsboot.core.http;

/**
 * A complete and well-formed HTTP/1.1 request head (RFC 9112 §2.1): its syntax is right, its meaning not judged yet.
 *
 * @param method the case-sensitive method
 * @param target the request target as it came, visible ASCII only
 * @param minorVersion the {@code x} of {@code HTTP/1.x}, 1 to 9
 * @param headers the header fields in order
 */
public record RequestHead(String method, String target, int minorVersion, HeaderFields headers) implements HeadResult {

    /** Checks what the reader guarantees, for heads that are made otherwise. */
    public RequestHead {
        if (!Grammar.isToken(method)) {
            throw new IllegalArgumentException("'" + Escaped.of(method) + "' is not a method (RFC 9110 §9.1)");
        }
        if (minorVersion < 1 || minorVersion > 9) {
            throw new IllegalArgumentException("minorVersion must be 1 to 9, not " + minorVersion);
        }
    }

    /** Without the query and the values of fields: both may be credentials, and this may end in a log. */
    @Override
    public String toString() {
        int query = target.indexOf('?');
        return method + " " + Escaped.of(query < 0 ? target : target.substring(0, query)) + " HTTP/1." + minorVersion
                + " " + headers;
    }
}
