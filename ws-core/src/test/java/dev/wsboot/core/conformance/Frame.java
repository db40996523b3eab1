package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.Wire;
import dev.wsboot.core.protocol.Role;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A frame to send, right or wrong, whichever side sends it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(int first, byte... payload) {

    private static final int KEY = 4;
    private static final int UNMASKED = 0x7F;

    static Frame text(String text) {
        return new Frame(Wire.FIN | Wire.TEXT, text.getBytes(UTF_8));
    }

    static Frame ping(String payload) {
        return new Frame(Wire.FIN | Wire.PING, payload.getBytes(UTF_8));
    }

    static Frame pong(String payload) {
        return new Frame(Wire.FIN | Wire.PONG, payload.getBytes(UTF_8));
    }

    static Frame close(int code) {
        return new Frame(
                Wire.FIN | Wire.CLOSE,
                ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** The frames of a message that is cut after every {@code octets} of its payload; an empty one is one frame. */
    static List<Frame> fragments(int opcode, byte[] payload, int octets) {
        return fragments(opcode, payload, octets, false);
    }

    /** The frames of a message, with RSV1 on the first one when it is compressed. */
    static List<Frame> fragments(int opcode, byte[] payload, int octets, boolean compressed) {
        List<Frame> frames = new ArrayList<>();
        int from = 0;
        do {
            int to = octets == 0 ? payload.length : Math.min(payload.length, from + octets);
            int first = (from == 0 ? opcode | (compressed ? 0x40 : 0) : Wire.CONTINUATION)
                    | (to == payload.length ? Wire.FIN : 0);
            frames.add(new Frame(first, Arrays.copyOfRange(payload, from, to)));
            from = to;
        } while (from < payload.length);
        return frames;
    }

    /** The octets of this frame when that side sends it: masked by a client, and only by one (RFC 6455 §5.1). */
    byte[] encode(Role sender) {
        byte[] masked = Wire.frame(first, payload);
        if (sender == Role.CLIENT) {
            return masked;
        }
        int header = masked.length - payload.length - KEY;
        byte[] bare = Arrays.copyOf(masked, header + payload.length);
        bare[1] &= UNMASKED;
        System.arraycopy(payload, 0, bare, header, payload.length);
        return bare;
    }
}
