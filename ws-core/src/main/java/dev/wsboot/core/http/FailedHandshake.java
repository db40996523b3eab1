package dev.wsboot.core.http;

/**
 * An opening handshake that did not lead to a WebSocket, as the client sees it, and why.
 *
 * @param status the status code of the server's answer; 0 when there was no valid status line
 * @param why for the programmer who connects; a peer's text in it is {@linkplain Escaped escaped}
 * @param headers the fields of the answer, such as {@code WWW-Authenticate}, {@code Location} or {@code Retry-After};
 *     empty when the head was not well-formed. The peer's text, not escaped
 */
public record FailedHandshake(int status, String why, HeaderFields headers)
        implements ResponseResult, ClientHandshake.Outcome {}
