package dev.wsboot.core.conformance;

import static dev.wsboot.core.conformance.Case.Script;

import dev.wsboot.core.io.Wire;
import java.util.ArrayList;
import java.util.List;

/** Family 1, framing, and family 10, automatic fragmentation: lengths around each form of the header. */
final class FramingCases {

    private static final int[] SIZES = {0, 125, 126, 127, 128, 65_535, 65_536, 65_536};
    private static final Delivery PIECES = new Delivery(997);

    private FramingCases() {}

    static List<Case> framing() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < SIZES.length; i++) {
            cases.add(echo("1.1." + (i + 1), Message.text(Payloads.text(SIZES[i])), i == 7 ? PIECES : Delivery.WHOLE));
        }
        for (int i = 0; i < SIZES.length; i++) {
            cases.add(echo(
                    "1.2." + (i + 1),
                    Message.binary(Payloads.filled(SIZES[i], 0xFE)),
                    i == 7 ? PIECES : Delivery.WHOLE));
        }
        return cases;
    }

    private static Case echo(String id, Message message, Delivery delivery) {
        int size = message.payload().remaining();
        String what = Payloads.kind(message.opcode()) + " of " + size + " octets" + ", handed to TCP " + delivery
                + ": comes back";
        Frame frame = new Frame(Wire.FIN | message.opcode(), message.payload().array());
        return Case.of(id, what, Expected.answers(message), delivery.send(frame));
    }

    static List<Case> automaticFragmentation() {
        return List.of(Case.lazy("10.1.1", "text of 65536 octets in fragments of 1300: comes back", () -> {
            byte[] text = Payloads.text(65_536);
            return new Script(
                    List.of(Delivery.WHOLE.send(Frame.fragments(Wire.TEXT, text, 1300))),
                    Expected.answers(Message.text(text)));
        }));
    }
}
