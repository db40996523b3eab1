package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A close code with its reason, and who began the end of the connection (RFC 6455 §7.1.5, §7.1.6, §7.4).
 *
 * <p>Immutable and thread-safe. A code that may be sent is 1000 to 1003, 1007 to 1014, or 3000 to 4999; the
 * reason is at most 123 bytes of UTF-8. {@link #NO_STATUS_CODE} and {@link #ABNORMAL_CODE} describe what happened here
 * and never appear on the wire.
 *
 * @param code the status code: 1000 to 4999
 * @param reason the reason, empty when there is none
 * @param initiator who began the end
 */
public record CloseStatus(int code, String reason, Initiator initiator) {

    /** Who began the end of a connection. */
    public enum Initiator {
        /** The client sent the first Close frame. */
        CLIENT,
        /** The server sent the first Close frame: its application asked for it, or a rule or a limit cut the peer off. */
        SERVER,
        /** The transport broke or ended without a closing handshake. */
        NETWORK,
        /** The peer was silent, or did not read, for longer than a time-out allows. */
        TIMEOUT,
        /** The server is being stopped. */
        SHUTDOWN
    }

    /** The largest reason in bytes of UTF-8: a control frame of 125 bytes less the code (RFC 6455 §5.5). */
    public static final int MAX_REASON_BYTES = 123;

    /** 1000: the purpose of the connection is fulfilled. */
    public static final int NORMAL_CODE = 1000;
    /** 1001: the server goes down, or the browser leaves the page. */
    public static final int GOING_AWAY_CODE = 1001;
    /** 1002: the peer broke the protocol. */
    public static final int PROTOCOL_ERROR_CODE = 1002;
    /** 1003: the peer sent a kind of data that is not accepted here. */
    public static final int UNSUPPORTED_DATA_CODE = 1003;
    /** 1005: the peer's Close carried no code; never on the wire. */
    public static final int NO_STATUS_CODE = 1005;
    /** 1006: the connection ended without a closing handshake; never on the wire. */
    public static final int ABNORMAL_CODE = 1006;
    /** 1007: the peer sent data that is not what it claims to be, as text that is no UTF-8. */
    public static final int INVALID_DATA_CODE = 1007;
    /** 1008: the peer broke a rule of the application. */
    public static final int POLICY_VIOLATION_CODE = 1008;
    /** 1009: a message was larger than is accepted here. */
    public static final int MESSAGE_TOO_BIG_CODE = 1009;
    /** 1011: the server met a condition it did not expect. */
    public static final int SERVER_ERROR_CODE = 1011;
    /** 1012: the server restarts. */
    public static final int SERVICE_RESTART_CODE = 1012;
    /** 1013: the server cannot keep up with this peer now; it may come back later. */
    public static final int TRY_AGAIN_LATER_CODE = 1013;

    /** The normal end: 1000 without a reason, begun by the server. */
    public static final CloseStatus NORMAL = new CloseStatus(NORMAL_CODE, "", Initiator.SERVER);

    public CloseStatus {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(initiator, "initiator");
        if (code < 1000 || code > 4999) {
            throw new IllegalArgumentException("close code " + code + " is not within 1000 and 4999");
        }
    }

    /**
     * A status to close a connection with.
     *
     * @param code a code that may be sent
     * @param reason at most {@value #MAX_REASON_BYTES} bytes of UTF-8
     * @throws IllegalArgumentException when the code may not be sent, or the reason is too long or no valid text
     */
    public static CloseStatus of(int code, String reason) {
        CloseStatus status = new CloseStatus(code, reason, Initiator.SERVER);
        status.requireSendable();
        return status;
    }

    /** Whether a Close frame may carry this code (RFC 6455 §7.4.1, §7.4.2 and the IANA registry). */
    public static boolean isSendable(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }

    /** The same code and reason with another initiator. */
    public CloseStatus by(Initiator other) {
        return other == initiator ? this : new CloseStatus(code, reason, other);
    }

    /**
     * Checks that a Close frame may carry this status.
     *
     * @throws IllegalArgumentException when it may not; the message names the value and the limit
     */
    public void requireSendable() {
        if (!isSendable(code)) {
            throw new IllegalArgumentException("close code " + code
                    + " may not be sent: use 1000 to 1003, 1007 to 1014, or 3000 to 4999 (4000 and above are yours)");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(reason)) {
            throw new IllegalArgumentException("close reason is no text: it has one half of a surrogate pair");
        }
        int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_REASON_BYTES) {
            throw new IllegalArgumentException(
                    "close reason has " + bytes + " bytes of UTF-8, at most " + MAX_REASON_BYTES + " are allowed");
        }
    }

    /**
     * The payload of the Close frame that carries this status; empty for {@link #NO_STATUS_CODE}.
     *
     * @throws IllegalArgumentException when no Close frame may carry it
     */
    public byte[] payload() {
        if (code == NO_STATUS_CODE) {
            return new byte[0];
        }
        requireSendable();
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    /** Code, reason and initiator, fit for a log: what cannot be seen in a reason of the peer's is escaped. */
    @Override
    public String toString() {
        return reason.isEmpty() ? code + " by " + initiator : code + " (" + visible(reason) + ") by " + initiator;
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            switch (Character.getType(codePoint)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> visible.append("\\u%04x".formatted(codePoint));
                default -> visible.appendCodePoint(codePoint);
            }
        });
        return visible.toString();
    }
}
