package dev.wsboot.core.conformance;

import static dev.wsboot.core.conformance.Expected.answers;
import static dev.wsboot.core.conformance.Expected.failed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.io.Wire;
import dev.wsboot.core.protocol.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the suite does not ask: frames that are wrong only, or still right, once compression is agreed on (RFC 7692 §6). */
class CompressedFramesTest {

    private static final WsServer SERVER = EchoHandler.serve();
    private static final int RSV1 = 0x40;
    private static final int RSV2 = 0x20;

    /** "Hello" as in RFC 7692 §7.2.3.1, in two halves. */
    private static final byte[] FIRST = Payloads.hex("f248cd");

    private static final byte[] SECOND = Payloads.hex("c9c90700");
    private static final byte[] HELLO = Wire.concat(FIRST, SECOND);
    private static final Message ECHO = Message.text("Hello");

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static List<Case> cases() {
        Frame begun = new Frame(RSV1 | Wire.TEXT, FIRST);
        Frame whole = new Frame(Wire.FIN | RSV1 | Wire.TEXT, HELLO);
        Frame rest = new Frame(Wire.FIN | Wire.CONTINUATION, SECOND);
        Message pong = Message.pong("between".getBytes(UTF_8));
        return List.of(
                of(
                        "RSV1 on a continuation",
                        failed(1002),
                        begun,
                        new Frame(Wire.FIN | RSV1 | Wire.CONTINUATION, SECOND)),
                of("RSV1 on a ping", failed(1002), new Frame(Wire.FIN | RSV1 | Wire.PING)),
                of("RSV1 on a Close", failed(1002), new Frame(Wire.FIN | RSV1 | Wire.CLOSE)),
                of("RSV1 and RSV2", failed(1002), new Frame(Wire.FIN | RSV1 | RSV2 | Wire.TEXT, HELLO)),
                of("a reserved opcode with RSV1", failed(1002), new Frame(Wire.FIN | RSV1 | 3, HELLO)),
                of("a block of the reserved type", failed(1007), new Frame(Wire.FIN | RSV1 | Wire.TEXT, (byte) 0xFF)),
                of("text that inflates to no UTF-8", failed(1007), stored((byte) 0xC0)),
                of("text that inflates to half a character", failed(1007), stored((byte) 0xCE)),
                of("fragments", answers(ECHO), begun, rest),
                of("an empty fragment first", answers(ECHO), new Frame(RSV1 | Wire.TEXT), wholeRest()),
                of("a ping between fragments", answers(pong, ECHO), begun, Frame.ping("between"), rest),
                of(
                        "an uncompressed message among others",
                        answers(ECHO, ECHO, ECHO),
                        whole,
                        Frame.text("Hello"),
                        whole),
                of("an empty message", answers(Message.text()), new Frame(Wire.FIN | RSV1 | Wire.TEXT, (byte) 0)));
    }

    private static Frame wholeRest() {
        return new Frame(Wire.FIN | Wire.CONTINUATION, HELLO);
    }

    /** A text of one octet in a stored block (RFC 7692 §7.2.3.3). */
    private static Frame stored(byte octet) {
        return new Frame(
                Wire.FIN | RSV1 | Wire.TEXT, (byte) 0, (byte) 1, (byte) 0, (byte) 0xFE, (byte) 0xFF, octet, (byte) 0);
    }

    private static Case of(String what, Expected expected, Frame... frames) {
        List<Terms> terms = List.of(Terms.of(true, 0));
        return new Case("-", what, terms, () -> new Case.Script(List.of(Step.send(frames)), expected));
    }

    static Stream<Arguments> casesOfBothRoles() {
        List<Subject> subjects = List.of(new ServerSubject(SERVER.port()), new ClientSubject(EchoHandler::connect));
        return subjects.stream()
                .flatMap(subject -> cases().stream().map(each -> Arguments.of(subject.role(), subject, each)));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("casesOfBothRoles")
    void areTakenOrRefused(Role role, Subject subject, Case each) throws Exception {
        Case.Script script = each.script().get();
        Outcome outcome = Probe.run(subject, each.terms(), script);
        assertThat(Judge.judge(script.expected(), outcome))
                .as("seen: %s", outcome)
                .hasToString("OK/OK");
        boolean refused = script.expected().ending() == Expected.Ending.SUBJECT_FAILS;
        assertThat(script.expected().codes().contains(outcome.code()))
                .as("a Close with its code, which the suite does not insist on: %s", outcome)
                .isTrue();
        assertThat(outcome.subjectBegan()).isEqualTo(refused);
    }
}
