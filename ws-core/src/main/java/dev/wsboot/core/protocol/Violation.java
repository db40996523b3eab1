package dev.wsboot.core.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a peer did wrong, with the close code that answers it.
 *
 * <p>The reason goes on the wire: it is fixed text and never repeats what the peer sent.
 */
public enum Violation {
    /** RFC 6455 §5.2: a reserved bit without an extension that gives it a meaning. */
    RESERVED_BITS(CloseStatus.PROTOCOL_ERROR_CODE, "reserved bits are set"),
    /** RFC 6455 §5.2: an opcode without a meaning. */
    UNKNOWN_OPCODE(CloseStatus.PROTOCOL_ERROR_CODE, "unknown opcode"),
    /** RFC 6455 §5.1: a frame of a client that is not masked. */
    NOT_MASKED(CloseStatus.PROTOCOL_ERROR_CODE, "frame of a client is not masked"),
    /** RFC 6455 §5.1: a frame of a server that is masked. */
    MASKED(CloseStatus.PROTOCOL_ERROR_CODE, "frame of a server is masked"),
    /** RFC 6455 §5.2: a length in more bytes than it needs. */
    LENGTH_NOT_MINIMAL(CloseStatus.PROTOCOL_ERROR_CODE, "payload length is not in its shortest form"),
    /** RFC 6455 §5.2: a 64-bit length with its top bit set. */
    LENGTH_NEGATIVE(CloseStatus.PROTOCOL_ERROR_CODE, "top bit of a 64-bit payload length is set"),
    /** RFC 6455 §5.5: a control frame of more than 125 bytes. */
    CONTROL_TOO_LONG(CloseStatus.PROTOCOL_ERROR_CODE, "control frame is longer than 125 bytes"),
    /** RFC 6455 §5.5: a control frame without FIN. */
    CONTROL_FRAGMENTED(CloseStatus.PROTOCOL_ERROR_CODE, "control frame is fragmented"),
    /** RFC 6455 §5.4: a continuation that continues nothing. */
    NOTHING_TO_CONTINUE(CloseStatus.PROTOCOL_ERROR_CODE, "continuation without a message to continue"),
    /** RFC 6455 §5.4: a new message before the last one ended. */
    MESSAGE_NOT_FINISHED(CloseStatus.PROTOCOL_ERROR_CODE, "new message before the last one was finished"),
    /** RFC 6455 §5.5.1: a Close frame with a payload of one byte. */
    CLOSE_TOO_SHORT(CloseStatus.PROTOCOL_ERROR_CODE, "close frame with half a status code"),
    /** RFC 6455 §7.4: a close code that may not be sent. */
    CLOSE_CODE_INVALID(CloseStatus.PROTOCOL_ERROR_CODE, "invalid close code"),
    /** RFC 6455 §5.5.1: a close reason that is no UTF-8. */
    CLOSE_REASON_NOT_UTF8(CloseStatus.INVALID_DATA_CODE, "close reason is not UTF-8"),
    /** RFC 6455 §8.1: a text message that is no UTF-8. */
    TEXT_NOT_UTF8(CloseStatus.INVALID_DATA_CODE, "text is not UTF-8"),
    /** RFC 7692 §7.2.2: a compressed message that cannot be inflated. */
    DATA_NOT_DEFLATED(CloseStatus.INVALID_DATA_CODE, "compressed data is corrupt"),
    /** RFC 6455 §7.4.1, 1009. */
    MESSAGE_TOO_BIG(CloseStatus.MESSAGE_TOO_BIG_CODE, "message is too big", "ws.inbound.max-message-size"),
    /** RFC 6455 §10.4: a message of endless fragments without data. */
    TOO_MANY_EMPTY_FRAGMENTS(
            CloseStatus.POLICY_VIOLATION_CODE, "too many empty fragments", "ws.inbound.max-empty-fragments");

    private final int code;
    private final String reason;
    private final @Nullable String property;

    Violation(int code, String reason) {
        this(code, reason, null);
    }

    Violation(int code, String reason, @Nullable String property) {
        this.code = code;
        this.reason = reason;
        this.property = property;
    }

    /** The close code that answers it. */
    public int code() {
        return code;
    }

    /** The reason that is sent with the code. */
    public String reason() {
        return reason;
    }

    /** The property that raises the limit which was passed, or null where no limit is involved. */
    public @Nullable String property() {
        return property;
    }
}
