package dev.wsboot.core.conformance;

import static dev.wsboot.core.conformance.Expected.answers;
import static dev.wsboot.core.conformance.Expected.failed;
import static dev.wsboot.core.conformance.Expected.failedAfter;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.Wire;
import java.util.ArrayList;
import java.util.List;

/** Families 2 to 4: pings and pongs, reserved bits, reserved opcodes. */
final class ControlCases {

    private static final Frame HELLO = Frame.text("Hello");
    private static final Frame PING = Frame.ping("");
    private static final byte[] NO_UTF8 = {0, (byte) 0xFF, (byte) 0xFE, (byte) 0xC0};
    private static final byte[] LONGEST = Payloads.filled(125, 0xFE);
    private static final int RSV = 4;

    private ControlCases() {}

    static List<Case> pings() {
        Message[] ten = new Message[10];
        Frame[] pings = new Frame[10];
        for (int i = 0; i < 10; i++) {
            ten[i] = pong("number " + i);
            pings[i] = Frame.ping("number " + i);
        }
        return List.of(
                Case.of("2.1", "ping, empty: pong", answers(pong("")), Step.send(PING)),
                Case.of("2.2", "ping with a text: pong", answers(pong("payload")), Step.send(Frame.ping("payload"))),
                Case.of("2.3", "ping that is no UTF-8: pong", answers(Message.pong(NO_UTF8)), ping(NO_UTF8)),
                Case.of("2.4", "ping of 125 octets: pong", answers(Message.pong(LONGEST)), ping(LONGEST)),
                Case.of("2.5", "ping of 126 octets: 1002", failed(1002), ping(Payloads.filled(126, 0xFE))),
                Case.of(
                        "2.6",
                        "ping of 125 octets, octet by octet: pong",
                        answers(Message.pong(LONGEST)),
                        Delivery.OCTETS.send(new Frame(Wire.FIN | Wire.PING, LONGEST))),
                Case.of("2.7", "pong nobody asked for, empty: nothing", answers(), Step.send(Frame.pong(""))),
                Case.of("2.8", "pong nobody asked for: nothing", answers(), Step.send(Frame.pong("unasked"))),
                Case.of(
                        "2.9",
                        "pong nobody asked for, then a ping: only its pong",
                        answers(pong("asked")),
                        Step.send(Frame.pong("unasked"), Frame.ping("asked"))),
                Case.of("2.10", "10 pings in a row: 10 pongs in order", answers(ten), Step.send(pings)),
                Case.of(
                        "2.11",
                        "10 pings, octet by octet: 10 pongs in order",
                        answers(ten),
                        Delivery.OCTETS.send(pings)));
    }

    static List<Case> reservedBits() {
        return List.of(
                Case.of("3.1", "text with RSV 1: 1002", failed(1002), Step.send(rsv(1, Wire.TEXT))),
                afterText("3.2", "text with RSV 2, ping", rsv(2, Wire.TEXT), Delivery.WHOLE),
                afterText("3.3", "text with RSV 3, ping, frame by frame", rsv(3, Wire.TEXT), Delivery.FRAMES),
                afterText("3.4", "text with RSV 4, ping, octet by octet", rsv(4, Wire.TEXT), Delivery.OCTETS),
                Case.of("3.5", "binary with RSV 5: 1002", failed(1002), Step.send(rsv(5, Wire.BINARY))),
                Case.of("3.6", "ping with RSV 6: 1002", failed(1002), Step.send(rsv(6, Wire.PING))),
                Case.of("3.7", "Close with RSV 7: 1002", failed(1002), Step.send(rsv(7, Wire.CLOSE))));
    }

    static List<Case> opcodes() {
        List<Case> cases = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            int lowest = i == 1 ? 3 : 11;
            cases.add(reserved("4." + i + ".1", lowest));
            cases.add(reserved("4." + i + ".2", lowest + 1, 'x'));
            cases.add(afterText(
                    "4." + i + ".3",
                    "opcode " + (lowest + 2) + ", ping",
                    new Frame(Wire.FIN | (lowest + 2)),
                    Delivery.WHOLE));
            cases.add(afterText(
                    "4." + i + ".4",
                    "opcode " + (lowest + 3) + " with payload, ping",
                    new Frame(Wire.FIN | (lowest + 3), (byte) 'x'),
                    Delivery.WHOLE));
            cases.add(afterText(
                    "4." + i + ".5",
                    "opcode " + (lowest + 4) + " with payload, ping" + (i == 1 ? ", octet by octet" : ""),
                    new Frame(Wire.FIN | (lowest + 4), (byte) 'x'),
                    i == 1 ? Delivery.OCTETS : Delivery.WHOLE));
        }
        return cases;
    }

    private static Case reserved(String id, int opcode, char... payload) {
        String what = "opcode " + opcode + (payload.length == 0 ? " without" : " with") + " payload: 1002";
        Frame frame = new Frame(Wire.FIN | opcode, new String(payload).getBytes(UTF_8));
        return Case.of(id, what, failed(1002), Step.send(frame));
    }

    private static Case afterText(String id, String what, Frame wrong, Delivery delivery) {
        return Case.of(
                id,
                "text, " + what + ": echo, then 1002",
                failedAfter(Message.text("Hello"), 1002),
                delivery.send(HELLO, wrong, PING));
    }

    private static Step ping(byte[] payload) {
        return Step.send(new Frame(Wire.FIN | Wire.PING, payload));
    }

    private static Message pong(String payload) {
        return Message.pong(payload.getBytes(UTF_8));
    }

    private static Frame rsv(int bits, int opcode) {
        return new Frame(Wire.FIN | (bits << RSV) | opcode, "Hello".getBytes(UTF_8));
    }
}
