package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wsboot.core.protocol.Role;
import java.util.Arrays;

/** What a peer can do wrong between two messages, and the close code that it deserves. */
enum SimulationViolation {
    RESERVED_BITS(1002, Wire.FIN | 0x20 | Wire.TEXT, "x"),
    UNKNOWN_OPCODE(1002, Wire.FIN | 0x3, "x"),
    NOTHING_TO_CONTINUE(1002, Wire.FIN | Wire.CONTINUATION, "x"),
    CONTROL_FRAGMENTED(1002, Wire.PING, "x"),
    CONTROL_TOO_LONG(1002, Wire.FIN | Wire.PONG, "x".repeat(126)),
    CLOSE_TOO_SHORT(1002, Wire.FIN | Wire.CLOSE, "x"),
    CLOSE_CODE_INVALID(1002, Wire.FIN | Wire.CLOSE, "\u0003\u00ed"),
    CLOSE_REASON_NOT_UTF8(1007, Wire.FIN | Wire.CLOSE, "\u0003\u00e8\u00ff"),
    TEXT_NOT_UTF8(1007, Wire.FIN | Wire.TEXT, "abc\u00c0\u00af"),
    WRONG_MASK(1002, Wire.FIN | Wire.TEXT, "x"),
    NOT_DEFLATED(1007, Wire.FIN | 0x40 | Wire.TEXT, "\u0007\u0007"),
    TOO_BIG(1009, Wire.FIN | Wire.BINARY, ""),
    EMPTY_FRAGMENTS(1008, Wire.CONTINUATION, "");

    private final int code;
    private final int first;
    private final String payload;

    SimulationViolation(int code, int first, String payload) {
        this.code = code;
        this.first = first;
        this.payload = payload;
    }

    /**
     * The close code.
     *
     * @param compression whether the sender may compress
     */
    int code(boolean compression) {
        return this == NOT_DEFLATED && !compression ? 1002 : code;
    }

    /** The bytes, as that side would send them to a peer with that limit. */
    byte[] bytes(Role sender, int limit) {
        byte[] bytes = payload.getBytes(ISO_8859_1);
        return switch (this) {
            case WRONG_MASK -> frame(sender.other(), first, bytes);
            case TOO_BIG -> header(sender, first, limit + 1);
            case EMPTY_FRAGMENTS -> {
                byte[] begin = frame(sender, Wire.TEXT, bytes);
                yield Wire.concat(begin, Wire.repeat(frame(sender, first, bytes), SimulationRules.EMPTY_FRAGMENTS));
            }
            default -> frame(sender, first, bytes);
        };
    }

    /** A frame as that side sends it. */
    static byte[] frame(Role sender, int first, byte[] payload) {
        if (sender == Role.CLIENT) {
            return Wire.frame(first, payload);
        }
        return Wire.concat(header(sender, first, payload.length), payload);
    }

    private static byte[] header(Role sender, int first, int length) {
        byte[] masked = Wire.header(first, length);
        if (sender == Role.CLIENT) {
            return masked;
        }
        byte[] plain = Arrays.copyOf(masked, masked.length - 4);
        plain[1] &= 0x7F;
        return plain;
    }
}
