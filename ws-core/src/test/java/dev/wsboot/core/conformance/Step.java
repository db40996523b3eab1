package dev.wsboot.core.conformance;

import dev.wsboot.core.io.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** One thing that the client of a case does. */
sealed interface Step {

    /** Hands bytes to TCP, each array by itself. */
    record Send(List<byte[]> writes) implements Step {}

    /** Waits until that many answers are there. */
    record AwaitAnswers(int count) implements Step {}

    /** Waits for the end of the connection, and notes it as late when there is none within a second. */
    record AwaitFailure() implements Step {}

    /**
     * Sends messages, each after the echo of the one before, compressed where that was agreed on.
     *
     * @param payload the payload of the message with that number
     * @param fragment the octets in a frame, 0 for one frame
     */
    record Exchange(int opcode, int count, IntFunction<byte[]> payload, int fragment) implements Step {}

    /** Frames in one write. */
    static Step send(byte[]... frames) {
        return new Send(List.of(Wire.concat(frames)));
    }

    /** Frames, each in a write of its own. */
    static Step sendOneByOne(byte[]... frames) {
        return new Send(List.of(frames));
    }

    /** Frames in writes of that many octets. */
    static Step sendIn(int octets, byte[]... frames) {
        byte[] all = Wire.concat(frames);
        List<byte[]> writes = new ArrayList<>(all.length / octets + 1);
        for (int from = 0; from < all.length; from += octets) {
            writes.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + octets)));
        }
        return new Send(writes);
    }

    /** The frames of a message that is cut after every {@code octets} of its payload; an empty one is one frame. */
    static byte[] fragments(int opcode, byte[] payload, int octets) {
        return fragments(opcode, payload, octets, false);
    }

    /** The frames of a message, with RSV1 on the first one when it is compressed. */
    static byte[] fragments(int opcode, byte[] payload, int octets, boolean compressed) {
        List<byte[]> frames = new ArrayList<>();
        int from = 0;
        do {
            int to = octets == 0 ? payload.length : Math.min(payload.length, from + octets);
            int first = (from == 0 ? opcode | (compressed ? 0x40 : 0) : Wire.CONTINUATION)
                    | (to == payload.length ? Wire.FIN : 0);
            frames.add(Wire.frame(first, Arrays.copyOfRange(payload, from, to)));
            from = to;
        } while (from < payload.length);
        return Wire.concat(frames.toArray(byte[][]::new));
    }
}
