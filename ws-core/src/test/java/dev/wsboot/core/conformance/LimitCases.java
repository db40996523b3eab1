package dev.wsboot.core.conformance;

import static dev.wsboot.core.conformance.Case.Script;

import dev.wsboot.core.io.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Family 9: large messages, in one frame, in fragments and in small writes, and many round trips. */
final class LimitCases {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int[] SIZES = {64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB};
    private static final int[] ROUND_TRIPS = {0, 16, 64, 256, 1024, 4096};

    private LimitCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int opcode = Wire.TEXT; opcode <= Wire.BINARY; opcode++) {
            for (int i = 0; i < SIZES.length; i++) {
                cases.add(large("9." + opcode + "." + (i + 1), opcode, SIZES[i], 0, Delivery.WHOLE));
            }
            for (int i = 0; i < 9; i++) {
                cases.add(large("9." + (2 + opcode) + "." + (i + 1), opcode, 4 * MIB, 64 << (2 * i), Delivery.WHOLE));
            }
            for (int i = 0; i < 6; i++) {
                cases.add(large("9." + (4 + opcode) + "." + (i + 1), opcode, MIB, 0, new Delivery(64 << i)));
            }
            for (int i = 0; i < ROUND_TRIPS.length; i++) {
                cases.add(roundTrips("9." + (6 + opcode) + "." + (i + 1), opcode, ROUND_TRIPS[i]));
            }
        }
        return cases;
    }

    private static Case large(String id, int opcode, int size, int fragment, Delivery delivery) {
        String what = Payloads.kind(opcode) + " of " + size / KIB + " KiB"
                + (fragment == 0 ? " in one frame" : " in fragments of " + fragment + " octets")
                + ", handed to TCP " + delivery + ": comes back";
        return Case.lazy(id, what, () -> {
            byte[] payload = payload(opcode, size);
            List<Frame> frames = Frame.fragments(opcode, payload, fragment);
            return new Script(
                    List.of(delivery.send(frames)), Expected.answers(new Message(opcode, ByteBuffer.wrap(payload))));
        });
    }

    private static Case roundTrips(String id, int opcode, int size) {
        int count = Scale.messages();
        String what = count + " of " + Payloads.kind(opcode) + " of " + size
                + " octets, each after the echo of the one before: all come back";
        byte[] payload = payload(opcode, size);
        return Case.of(id, what, Expected.exchanges(count), new Step.Exchange(opcode, count, i -> payload, 0));
    }

    private static byte[] payload(int opcode, int size) {
        return opcode == Wire.TEXT ? Payloads.text(size) : Payloads.filled(size, 0xFE);
    }
}
