package dev.wsboot.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.conformance.Verdict.Behaviour;
import dev.wsboot.core.conformance.Verdict.Closing;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case of the suite against a server on a real socket. {@code -Dws.conformance=full} sends all messages of the cases
 * that have many.
 */
class ConformanceTest {

    private static final Verdict PASSED = new Verdict(Behaviour.OK, Closing.OK);
    private static final Verdict INFORMATIONAL = new Verdict(Behaviour.INFORMATIONAL, Closing.INFORMATIONAL);
    private static final Set<String> INFORMATIONAL_CASES = Set.of("7.1.6", "7.13.1", "7.13.2");

    private static final Map<String, Integer> COUNTS = new TreeMap<>();
    private static final long BEGAN = System.nanoTime();

    private static final WsServer SERVER = EchoHandler.serve();

    @TestFactory
    Stream<DynamicTest> theServerPasses() {
        return Suite.cases().map(each -> DynamicTest.dynamicTest(each.toString(), () -> run(each)));
    }

    private static void run(Case each) throws IOException {
        Case.Script script = each.script().get();
        Outcome outcome = Probe.run(SERVER.port(), each.offers(), script);
        Verdict verdict = Judge.judge(script.expected(), outcome);
        COUNTS.merge(verdict.toString(), 1, Integer::sum);
        assertThat(verdict)
                .as("%s; seen: %s", each, outcome)
                .isEqualTo(INFORMATIONAL_CASES.contains(each.id()) ? INFORMATIONAL : PASSED);
    }

    @AfterAll
    static void sumUp() {
        SERVER.close();
        int total = COUNTS.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "conformance (%s): %d cases, behaviour/closing %s, %d s%n",
                Scale.words(), total, COUNTS, (System.nanoTime() - BEGAN) / 1_000_000_000);
    }
}
