package dev.wsboot.core.conformance;

import static dev.wsboot.core.conformance.Expected.answers;
import static dev.wsboot.core.conformance.Expected.failed;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.Wire;
import java.util.Arrays;
import java.util.List;

/** Family 6.1 to 6.4: text that is cut in various ways, and how early a hopeless one is given up. */
final class Utf8Cases {

    private static final byte[] LATIN = "Grüße für ÄÖÜ und ß".getBytes(UTF_8);
    private static final byte[] GREEK = "κόσμε".getBytes(UTF_8);
    private static final byte[] SURROGATE = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    private static final byte[] TOO_HIGH = {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80};
    private static final byte[] ASCII = "edited".getBytes(UTF_8);

    private Utf8Cases() {}

    static List<Case> all() {
        byte[] invalid = Wire.concat(GREEK, SURROGATE, ASCII);
        Frame empty = new Frame(Wire.CONTINUATION);
        Frame end = new Frame(Wire.FIN | Wire.CONTINUATION);
        int cut = "Grüß".getBytes(UTF_8).length;
        return List.of(
                Case.of("6.1.1", "text of length 0: comes back", answers(Message.text()), Step.send(Frame.text(""))),
                Case.of(
                        "6.1.2",
                        "three empty fragments: one empty text",
                        answers(Message.text()),
                        Step.send(new Frame(Wire.TEXT), empty, end)),
                Case.of(
                        "6.1.3",
                        "three fragments, only the middle one not empty: that text",
                        answers(Message.text(LATIN)),
                        Step.send(new Frame(Wire.TEXT), new Frame(Wire.CONTINUATION, LATIN), end)),
                Case.of("6.2.1", "Latin letters in one frame: come back", answers(Message.text(LATIN)), whole(LATIN)),
                Case.of(
                        "6.2.2",
                        "the same in two fragments, cut between characters: come back",
                        answers(Message.text(LATIN)),
                        Step.send(
                                new Frame(Wire.TEXT, Arrays.copyOf(LATIN, cut)),
                                new Frame(Wire.FIN | Wire.CONTINUATION, Arrays.copyOfRange(LATIN, cut, LATIN.length)))),
                Case.of(
                        "6.2.3",
                        "the same in fragments of one octet: come back",
                        answers(Message.text(LATIN)),
                        ones(LATIN)),
                Case.of(
                        "6.2.4",
                        "a Greek word in fragments of one octet: comes back",
                        answers(Message.text(GREEK)),
                        ones(GREEK)),
                Case.of("6.3.1", "Greek, surrogate, ASCII in one frame: 1007", failed(1007), whole(invalid)),
                Case.of("6.3.2", "the same in fragments of one octet: 1007", failed(1007), ones(invalid)),
                inFragments("6.4.1", "U+110000", TOO_HIGH.length),
                inFragments("6.4.2", "the first two octets of U+110000", 2),
                inPieces("6.4.3", "U+110000", TOO_HIGH.length),
                inPieces("6.4.4", "the first two octets of U+110000", 2));
    }

    private static Case inFragments(String id, String what, int cut) {
        return Case.of(
                id,
                "Greek / " + what + " / the rest as fragments: 1007 before the last is sent",
                failed(1007),
                Step.send(new Frame(Wire.TEXT, GREEK)),
                Step.send(new Frame(Wire.CONTINUATION, Arrays.copyOf(TOO_HIGH, cut))),
                new Step.AwaitFailure(),
                Step.send(new Frame(Wire.FIN | Wire.CONTINUATION, rest(cut))));
    }

    private static Case inPieces(String id, String what, int cut) {
        Frame frame = new Frame(Wire.FIN | Wire.TEXT, Wire.concat(GREEK, TOO_HIGH, ASCII));
        int middle = GREEK.length;
        int last = middle + cut;
        return Case.of(
                id,
                "one frame written as Greek / " + what + " / the rest: 1007 before the last is sent",
                failed(1007),
                new Step.SendPart(frame, 0, middle),
                new Step.SendPart(frame, middle, last),
                new Step.AwaitFailure(),
                new Step.SendPart(frame, last, frame.payload().length));
    }

    private static byte[] rest(int cut) {
        return Wire.concat(Arrays.copyOfRange(TOO_HIGH, cut, TOO_HIGH.length), ASCII);
    }

    private static Step whole(byte[] text) {
        return Step.send(new Frame(Wire.FIN | Wire.TEXT, text));
    }

    private static Step ones(byte[] text) {
        return Delivery.WHOLE.send(Frame.fragments(Wire.TEXT, text, 1));
    }
}
