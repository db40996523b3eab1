package dev.wsboot.core;

import dev.wsboot.core.http.HeaderFields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A session that could not be opened: why, and what the server answered if it did. Immutable. */
public final class WsConnectException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient HeaderFields headers;

    /**
     * Why a session could not be opened.
     *
     * @param status the status of the server's answer, 0 when there is none
     * @param headers the header fields of that answer
     */
    public WsConnectException(String message, int status, HeaderFields headers, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.headers = headers;
    }

    /** The HTTP status of the server's answer; 0 when there was no answer, or none that is HTTP. */
    public int status() {
        return status;
    }

    /** The header fields of the server's answer, as {@code WWW-Authenticate} or {@code Location}; may be empty. */
    public HeaderFields headers() {
        return headers;
    }
}
