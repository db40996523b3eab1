package dev.wsboot.core.conformance;

import static dev.wsboot.core.conformance.Case.Script;

import dev.wsboot.core.io.Wire;
import java.util.ArrayList;
import java.util.List;

/** Family 1, framing, and family 10, automatic fragmentation: lengths around each form of the header. */
final class FramingCases {

    private static final int[] SIZES = {0, 125, 126, 127, 128, 65_535, 65_536, 65_536};
    private static final int WHOLE = Integer.MAX_VALUE;

    private FramingCases() {}

    static List<Case> framing() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < SIZES.length; i++) {
            cases.add(echo("1.1." + (i + 1), Message.text(Payloads.text(SIZES[i])), i == 7 ? 997 : WHOLE));
        }
        for (int i = 0; i < SIZES.length; i++) {
            cases.add(echo("1.2." + (i + 1), Message.binary(Payloads.filled(SIZES[i], 0xFE)), i == 7 ? 997 : WHOLE));
        }
        return cases;
    }

    private static Case echo(String id, Message message, int piece) {
        int size = message.payload().remaining();
        String what = Payloads.kind(message.opcode()) + " of " + size + " octets"
                + (piece == WHOLE ? "" : " handed to TCP in pieces of " + piece) + ": comes back";
        byte[] frame = Wire.frame(Wire.FIN | message.opcode(), message.payload().array());
        return Case.of(id, what, Expected.answers(message), Step.sendIn(Math.min(piece, frame.length), frame));
    }

    static List<Case> automaticFragmentation() {
        return List.of(Case.lazy("10.1.1", "text of 65536 octets in fragments of 1300: comes back", () -> {
            byte[] text = Payloads.text(65_536);
            return new Script(
                    List.of(Step.send(Step.fragments(Wire.TEXT, text, 1300))), Expected.answers(Message.text(text)));
        }));
    }
}
