package dev.wsboot.core.conformance;

import dev.wsboot.core.io.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How frames are handed to TCP.
 *
 * @param octets how many octets go into a write; {@link #FRAME} for one frame each
 */
record Delivery(int octets) {

    private static final int FRAME = 0;

    static final Delivery WHOLE = new Delivery(Integer.MAX_VALUE);
    static final Delivery FRAMES = new Delivery(FRAME);
    static final Delivery OCTETS = new Delivery(1);

    Step send(Frame... frames) {
        return send(List.of(frames));
    }

    Step send(List<Frame> frames) {
        return new Step.Send(frames, this);
    }

    /** What is written for these frames, one array after the other. */
    List<byte[]> writes(List<byte[]> frames) {
        if (octets == FRAME) {
            return frames;
        }
        byte[] all = Wire.concat(frames.toArray(byte[][]::new));
        List<byte[]> writes = new ArrayList<>(all.length / octets + 1);
        int from = 0;
        while (from < all.length) {
            int to = from + Math.min(octets, all.length - from);
            writes.add(Arrays.copyOfRange(all, from, to));
            from = to;
        }
        return writes;
    }

    @Override
    public String toString() {
        return switch (octets) {
            case FRAME -> "frame by frame";
            case 1 -> "octet by octet";
            case Integer.MAX_VALUE -> "in one piece";
            default -> "in pieces of " + octets + " octets";
        };
    }
}
