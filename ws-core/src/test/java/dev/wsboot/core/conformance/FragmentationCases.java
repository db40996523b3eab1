package dev.wsboot.core.conformance;

import static dev.wsboot.core.conformance.Expected.answers;
import static dev.wsboot.core.conformance.Expected.failed;
import static dev.wsboot.core.conformance.Expected.failedAfter;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.Wire;
import java.util.ArrayList;
import java.util.List;

/** Family 5: fragments, control frames among them, and continuations of nothing. */
final class FragmentationCases {

    private static final Frame FIRST = frame(Wire.TEXT, "fragment1");
    private static final Frame MIDDLE = frame(Wire.CONTINUATION, "stray");
    private static final Frame LAST = frame(Wire.FIN | Wire.CONTINUATION, "fragment2");
    private static final Message WHOLE = Message.text("fragment1fragment2");
    private static final Frame HELLO = Frame.text("Hello");

    private FragmentationCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(Case.of("5.1", "ping in two fragments: 1002", failed(1002), inTwo(Wire.PING)));
        cases.add(Case.of("5.2", "pong in two fragments: 1002", failed(1002), inTwo(Wire.PONG)));
        List<Delivery> deliveries = List.of(Delivery.WHOLE, Delivery.FRAMES, Delivery.OCTETS);
        for (int at = 0; at < deliveries.size(); at++) {
            Delivery delivery = deliveries.get(at);
            cases.add(Case.of(
                    "5." + (3 + at),
                    "text in two fragments, " + delivery + ": the whole text back",
                    answers(WHOLE),
                    delivery.send(FIRST, LAST)));
            cases.add(Case.of(
                    "5." + (6 + at),
                    "text in two fragments, a ping between them, " + delivery + ": pong, then the whole text",
                    answers(Message.pong("ping".getBytes(UTF_8)), WHOLE),
                    delivery.send(FIRST, Frame.ping("ping"), LAST)));
            cases.add(Case.of(
                    "5." + (9 + at),
                    "last continuation of nothing, then a text, " + delivery + ": 1002",
                    failed(1002),
                    delivery.send(LAST, HELLO)));
            cases.add(Case.of(
                    "5." + (12 + at),
                    "continuation of nothing, then a text, " + delivery + ": 1002",
                    failed(1002),
                    delivery.send(MIDDLE, HELLO)));
        }
        cases.addAll(strays());
        cases.add(pingsAmongFragments("5.19", Delivery.WHOLE));
        cases.add(pingsAmongFragments("5.20", Delivery.FRAMES));
        return cases;
    }

    private static List<Case> strays() {
        return List.of(
                Case.of(
                        "5.15",
                        "text in two fragments, a continuation of nothing, a text: echo of the first, then 1002",
                        failedAfter(WHOLE, 1002),
                        Step.send(FIRST, LAST, MIDDLE, HELLO)),
                Case.of(
                        "5.16",
                        "twice a continuation of nothing and a text in two fragments: 1002",
                        failed(1002),
                        Step.send(MIDDLE, FIRST, LAST, MIDDLE, FIRST, LAST)),
                Case.of(
                        "5.17",
                        "twice a last continuation of nothing and a text in two fragments: 1002",
                        failed(1002),
                        Step.send(LAST, FIRST, LAST, LAST, FIRST, LAST)),
                Case.of(
                        "5.18",
                        "text in two fragments, both with opcode text: 1002",
                        failed(1002),
                        Step.send(FIRST, frame(Wire.FIN | Wire.TEXT, "fragment2"))));
    }

    private static Case pingsAmongFragments(String id, Delivery delivery) {
        return Case.of(
                id,
                "5 fragments and two pings, the rest after the first pong, " + delivery + ": both pongs, then the text",
                answers(
                        Message.pong("one".getBytes(UTF_8)),
                        Message.pong("two".getBytes(UTF_8)),
                        Message.text("abcde")),
                delivery.send(frame(Wire.TEXT, "a"), frame(Wire.CONTINUATION, "b"), Frame.ping("one")),
                new Step.AwaitAnswers(1),
                delivery.send(
                        frame(Wire.CONTINUATION, "c"),
                        frame(Wire.CONTINUATION, "d"),
                        Frame.ping("two"),
                        frame(Wire.FIN | Wire.CONTINUATION, "e")));
    }

    private static Step inTwo(int opcode) {
        return Step.send(frame(opcode, "fragment1"), LAST);
    }

    private static Frame frame(int first, String payload) {
        return new Frame(first, payload.getBytes(UTF_8));
    }
}
