package dev.wsboot.core.protocol;

import dev.wsboot.core.protocol.CloseStatus.Initiator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The payload of a Close frame (RFC 6455 §5.5.1): nothing, or a code and a reason. */
final class ClosePayload {

    private ClosePayload() {}

    /** What is wrong with it, or null. */
    static @Nullable Violation check(ByteBuffer payload) {
        int length = payload.remaining();
        if (length == 0) {
            return null;
        }
        if (length == 1) {
            return Violation.CLOSE_TOO_SHORT;
        }
        if (!CloseStatus.isSendable(code(payload))) {
            return Violation.CLOSE_CODE_INVALID;
        }
        byte[] reason = reason(payload);
        return Utf8Validator.update(Utf8Validator.START, reason, 0, reason.length) == Utf8Validator.START
                ? null
                : Violation.CLOSE_REASON_NOT_UTF8;
    }

    /** The status in a payload that is valid. */
    static CloseStatus read(ByteBuffer payload, Initiator initiator) {
        if (!payload.hasRemaining()) {
            return new CloseStatus(CloseStatus.NO_STATUS_CODE, "", initiator);
        }
        return new CloseStatus(code(payload), new String(reason(payload), StandardCharsets.UTF_8), initiator);
    }

    private static int code(ByteBuffer payload) {
        return payload.getShort(payload.position()) & 0xFFFF;
    }

    private static byte[] reason(ByteBuffer payload) {
        byte[] reason = new byte[payload.remaining() - 2];
        payload.get(payload.position() + 2, reason);
        return reason;
    }
}
