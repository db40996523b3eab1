package dev.wsboot.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.conformance.Terms.Side;
import dev.wsboot.core.protocol.Role;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the suite does not ask: terms of compression that bind the two sides differently (RFC 7692 §7.1). */
class OneSidedTermsTest {

    private static final WsServer SERVER = EchoHandler.serve();
    private static final int MESSAGES = 10;
    private static final int SIZE = 4096;
    private static final Side OPEN = new Side(false, 0);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    static Stream<Arguments> terms() {
        List<Subject> subjects = List.of(new ServerSubject(SERVER.port()), new ClientSubject(EchoHandler::connect));
        return subjects.stream()
                .flatMap(subject -> sides().flatMap(side -> Stream.of(
                        Arguments.of(subject.role(), new Terms(side, OPEN), subject),
                        Arguments.of(subject.role(), new Terms(OPEN, side), subject))));
    }

    private static Stream<Side> sides() {
        Stream<Side> windows =
                IntStream.rangeClosed(Parameters.MIN_BITS, Parameters.MAX_BITS).mapToObj(bits -> new Side(false, bits));
        return Stream.concat(Stream.of(new Side(true, 0), new Side(true, 10)), windows);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("terms")
    void areKept(Role role, Terms terms, Subject subject) throws Exception {
        Step exchange = new Step.Exchange(Corpus.JSON.opcode(), MESSAGES, n -> Corpus.JSON.piece(n, SIZE), 0);
        Expected expected = Expected.exchanges(MESSAGES);
        Outcome outcome = Probe.run(subject, List.of(terms), new Case.Script(List.of(exchange), expected));
        assertThat(Judge.judge(expected, outcome)).as("seen: %s", outcome).hasToString("OK/OK");
    }
}
