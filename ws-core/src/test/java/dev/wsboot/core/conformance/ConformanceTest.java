package dev.wsboot.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.conformance.Verdict.Behaviour;
import dev.wsboot.core.conformance.Verdict.Closing;
import dev.wsboot.core.protocol.Role;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case of the suite against a server and against a client, on real sockets. {@code -Dws.conformance=full} sends all
 * messages of the cases that have many.
 */
class ConformanceTest {

    private static final Verdict PASSED = new Verdict(Behaviour.OK, Closing.OK);
    private static final Verdict INFORMATIONAL = new Verdict(Behaviour.INFORMATIONAL, Closing.INFORMATIONAL);
    private static final Set<String> INFORMATIONAL_CASES = Set.of("7.1.6", "7.13.1", "7.13.2");

    private static final Map<Role, Tally> TALLIES = new EnumMap<>(Role.class);

    private static final WsServer SERVER = EchoHandler.serve();

    /** What came of the cases of one role. */
    private static final class Tally {

        final Map<String, Integer> verdicts = new TreeMap<>();
        long nanos;

        void add(Verdict verdict, long took) {
            verdicts.merge(verdict.toString(), 1, Integer::sum);
            nanos += took;
        }

        @Override
        public String toString() {
            int total = verdicts.values().stream().mapToInt(Integer::intValue).sum();
            return total + " cases, behaviour/closing " + verdicts + ", " + nanos / 1_000_000_000 + " s";
        }
    }

    @TestFactory
    Stream<DynamicTest> theServerPasses() {
        return passes(new ServerSubject(SERVER.port()));
    }

    @TestFactory
    Stream<DynamicTest> theClientPasses() {
        return passes(new ClientSubject(EchoHandler::connect));
    }

    static Stream<DynamicTest> passes(Subject subject) {
        return Suite.cases().map(each -> DynamicTest.dynamicTest(each.toString(), () -> run(subject, each)));
    }

    private static void run(Subject subject, Case each) throws IOException {
        long began = System.nanoTime();
        Case.Script script = each.script().get();
        Outcome outcome = Probe.run(subject, each.terms(), script);
        Verdict verdict = Judge.judge(script.expected(), outcome);
        TALLIES.computeIfAbsent(subject.role(), role -> new Tally()).add(verdict, System.nanoTime() - began);
        assertThat(verdict)
                .as("%s; seen: %s", each, outcome)
                .isEqualTo(INFORMATIONAL_CASES.contains(each.id()) ? INFORMATIONAL : PASSED);
    }

    @AfterAll
    static void sumUp() {
        SERVER.close();
        TALLIES.forEach(
                (role, tally) -> System.out.printf("conformance of the %s (%s): %s%n", role, Scale.words(), tally));
    }
}
