package dev.wsboot.core.conformance;

import static dev.wsboot.core.conformance.Expected.anything;
import static dev.wsboot.core.conformance.Expected.closed;
import static dev.wsboot.core.conformance.Expected.failed;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Family 7: the closing handshake, its order, payload and codes. */
final class ClosingCases {

    private static final int[] VALID = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999};
    private static final int[] INVALID = {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999};
    private static final Set<Integer> NORMAL = Set.of(1000);
    private static final Frame CLOSE = Frame.close(1000);
    private static final Frame HELLO = Frame.text("Hello");

    private ClosingCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>(order());
        cases.addAll(payload());
        for (int i = 0; i < VALID.length; i++) {
            cases.add(Case.of(
                    "7.7." + (i + 1),
                    "Close " + VALID[i] + ": clean Close with that code or 1000",
                    closed(Set.copyOf(
                            List.of(VALID[i], 1000).stream().distinct().toList())),
                    Step.send(Frame.close(VALID[i]))));
        }
        for (int i = 0; i < INVALID.length; i++) {
            cases.add(Case.of(
                    "7.9." + (i + 1),
                    "Close " + INVALID[i] + ": 1002",
                    failed(1002),
                    Step.send(Frame.close(INVALID[i]))));
        }
        cases.add(Case.of("7.13.1", "Close 5000: anything", anything(), Step.send(Frame.close(5000))));
        cases.add(Case.of("7.13.2", "Close 65535: anything", anything(), Step.send(Frame.close(65535))));
        return cases;
    }

    private static List<Case> order() {
        return List.of(
                Case.of(
                        "7.1.1",
                        "text, Close: echo, then Close 1000",
                        closed(NORMAL, Message.text("Hello")),
                        Step.send(HELLO, CLOSE)),
                Case.of("7.1.2", "Close twice: one Close 1000", closed(NORMAL), Step.send(CLOSE, CLOSE)),
                Case.of("7.1.3", "Close, ping: Close 1000, no pong", closed(NORMAL), Step.send(CLOSE, Frame.ping(""))),
                Case.of("7.1.4", "Close, text: Close 1000, no echo", closed(NORMAL), Step.send(CLOSE, HELLO)),
                Case.of(
                        "7.1.5",
                        "first fragment, Close, last fragment: Close 1000, no echo",
                        closed(NORMAL),
                        Step.send(
                                new Frame(Wire.TEXT, (byte) 'a'), CLOSE, new Frame(Wire.FIN | Wire.CONTINUATION, (byte)
                                        'b'))),
                Case.of(
                        "7.1.6",
                        "text of 256 KiB, Close, ping: anything",
                        anything(),
                        Step.send(new Frame(Wire.FIN | Wire.TEXT, Payloads.text(256 * 1024)), CLOSE, Frame.ping(""))));
    }

    private static List<Case> payload() {
        return List.of(
                Case.of("7.3.1", "Close, empty: Close", closed(NORMAL), close()),
                Case.of("7.3.2", "Close of 1 octet: 1002", failed(1002), close(Payloads.filled(1, 'a'))),
                Case.of("7.3.3", "Close 1000: Close 1000", closed(NORMAL), Step.send(CLOSE)),
                Case.of(
                        "7.3.4",
                        "Close 1000 with a reason: Close 1000",
                        closed(NORMAL),
                        close(reason("bye".getBytes(UTF_8)))),
                Case.of(
                        "7.3.5",
                        "Close 1000 with a reason of 123 octets: Close 1000",
                        closed(NORMAL),
                        close(reason(Payloads.filled(123, '*')))),
                Case.of(
                        "7.3.6",
                        "Close 1000 with a reason of 124 octets: 1002",
                        failed(1002),
                        close(reason(Payloads.filled(124, '*')))),
                Case.of(
                        "7.5.1",
                        "Close 1000 whose reason is no UTF-8: 1002 or 1007",
                        failed(1002, 1007),
                        close(reason(Payloads.hex("cebae1bdb9cf83cebcceb5eda080656469746564")))));
    }

    private static byte[] reason(byte[] octets) {
        return ByteBuffer.allocate(2 + octets.length)
                .putShort((short) 1000)
                .put(octets)
                .array();
    }

    private static Step close(byte... payload) {
        return Step.send(new Frame(Wire.FIN | Wire.CLOSE, payload));
    }
}
