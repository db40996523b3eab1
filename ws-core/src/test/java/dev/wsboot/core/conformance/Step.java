package dev.wsboot.core.conformance;

import dev.wsboot.core.protocol.Role;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** One thing that the probe does. */
sealed interface Step {

    /** Something that is sent. */
    sealed interface Sent extends Step {

        /** What that side hands to TCP, each array by itself. */
        List<byte[]> writes(Role sender);
    }

    /** Sends frames. */
    record Send(List<Frame> frames, Delivery delivery) implements Sent {

        @Override
        public List<byte[]> writes(Role sender) {
            return delivery.writes(
                    frames.stream().map(frame -> frame.encode(sender)).toList());
        }
    }

    /** Sends a frame from one octet of its payload to another, its header in front of the first one. */
    record SendPart(Frame frame, int from, int to) implements Sent {

        @Override
        public List<byte[]> writes(Role sender) {
            byte[] whole = frame.encode(sender);
            int header = whole.length - frame.payload().length;
            return List.of(Arrays.copyOfRange(whole, from == 0 ? 0 : header + from, header + to));
        }
    }

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
    static Step send(Frame... frames) {
        return Delivery.WHOLE.send(frames);
    }
}
