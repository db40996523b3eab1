package dev.wsboot.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.benchmarks.compare.Turn.Latency;
import dev.wsboot.benchmarks.load.Scenario;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static Turn turn(String server, int round, double perSecond, double cpu, Latency latency) {
        return new Turn(
                server, round, round == 1, perSecond, cpu, cpu / 2, 0.5, 0.25, 0.125, latency, null, null, null);
    }

    private static Turn memory(String server, double heap) {
        return new Turn(server, 2, false, null, null, null, null, null, null, null, heap, 2 * heap, null);
    }

    private static Report report(String scenario, Turn... turns) {
        List<Summary> medians = Stream.of("core", "netty")
                .map(server -> Summary.of(server, List.of(turns), "core"))
                .toList();
        return new Report(
                "2026-01-02T03:04:05Z",
                new Machine("A processor", 8, 16L << 30, "An OS", "A Java", 0.25),
                "compare --rounds 3",
                "-Xmx1g",
                "taskset -c 0",
                1,
                3,
                2,
                4,
                true,
                Map.of("core", "ws-core 1", "netty", "Netty 2"),
                List.of(new Report.Result(Scenario.named(scenario), medians, List.of(turns))));
    }

    private static final Report ECHO = report(
            "echo-small",
            turn("core", 1, 1, 100, null), // the warm-up
            turn("netty", 1, 1, 900, null),
            turn("core", 2, 1000, 4, null),
            turn("netty", 2, 500, 8, null),
            turn("core", 3, 3000, 6, null), // a slow round for both
            turn("netty", 3, 700, 18, null),
            turn("core", 4, 2000, 5, null),
            Turn.failed("netty", 4, false, "the server | closed a session"));

    @Test
    void mediansLeaveTheWarmUpAndFailuresOut() {
        Summary core = ECHO.results().get(0).medians().get(0);
        assertThat(core.turns()).isEqualTo(3);
        assertThat(core.perSecond()).isEqualTo(2000);
        assertThat(core.cpu()).isEqualTo(5);
        assertThat(core.failure()).isNull();
        Summary netty = ECHO.results().get(0).medians().get(1);
        assertThat(netty.turns()).isEqualTo(2);
        assertThat(netty.cpu()).isEqualTo(13);
    }

    @Test
    void aRatioIsTakenWithinARound() {
        // 8 / 4 and 18 / 6, not 13 / 5.
        assertThat(ECHO.results().get(0).medians().get(1).cpuRatio()).isEqualTo(2.5);
    }

    @Test
    void thePageHasAllThatIsNeededToTakeTheFiguresAgain() {
        assertThat(Markdown.of(ECHO))
                .contains(
                        "- Date: 2026-01-02T03:04:05Z\n",
                        "- Machine: A processor, 8 cores, 16 GiB of memory, An OS; load average at the start 0.3\n",
                        "- Java: A Java\n",
                        "- Command: `compare --rounds 3`\n",
                        "- Flags of every server: `-Xmx1g`, started by `taskset -c 0`\n",
                        "- Load generator: 4 threads that never sleep",
                        "Medians of 3 rounds of 2.0 s, in which the servers took turns, after 1 round of warm-up",
                        "| netty | Netty 2 |\n",
                        "64 connections.\n");
    }

    @Test
    void thePageHasARowForEachServer() {
        assertThat(Markdown.of(ECHO))
                .contains(
                        "| core | 2,000 | 5.00 | 2.50 | 1.00 | 0.50 | 0.25 | 0.13 |\n",
                        "| netty | 600 | 13.00 | 6.50 | 2.50 | 0.50 | 0.25 | 0.13 |\n",
                        "**netty failed** in 1 of 3 rounds that count: the server / closed a session\n")
                .doesNotContain("**core failed**");
    }

    @Test
    void theCommandCanBeGivenToAShellAgain() {
        assertThat(Comparison.commandLine(List.of("--jvm", "-Xmx1g -Xms1g", "--seconds", "0.5", "--out", "a/b")))
                .isEqualTo("java -jar benchmarks.jar compare --jvm '-Xmx1g -Xms1g' --seconds 0.5 --out a/b");
    }

    @Test
    void aServerThatFailedAlwaysHasDashes() {
        Report report = report("echo-small", turn("core", 2, 1, 1, null), Turn.failed("netty", 2, false, "gone"));
        assertThat(Markdown.of(report)).contains("| netty | – | – | – | – | – | – | – |\n");
    }

    @Test
    void theRateHasPercentiles() {
        Report report = report(
                "rate",
                turn("core", 2, 1, 1, new Latency(10, 20, 30, 4000)),
                turn("core", 3, 1, 1, new Latency(30, 40, 50, 6000)));
        assertThat(Markdown.of(report)).contains("| p50, µs | p99 | p99.9 | max |", "| 20 | 30 | 40 | 5,000 |");
    }

    @Test
    void idleConnectionsHaveBytes() {
        Report report = report("idle", memory("core", 700), memory("netty", 2600));
        assertThat(Markdown.of(report)).contains("| core | 700 | 1,400 |\n", "| netty | 2,600 | 5,200 |\n");
    }

    @Test
    void theJsonHasMediansAndEveryTurn() {
        JsonNode json = JsonMapper.shared().readTree(ECHO.json());
        assertThat(json.at("/machine/processor").stringValue()).isEqualTo("A processor");
        assertThat(json.at("/versions/netty").stringValue()).isEqualTo("Netty 2");
        assertThat(json.at("/results/0/scenario/name").stringValue()).isEqualTo("echo-small");
        assertThat(json.at("/results/0/medians/1/cpuRatio").doubleValue()).isEqualTo(2.5);
        assertThat(json.at("/results/0/turns").size()).isEqualTo(8);
        assertThat(json.at("/results/0/turns/7/failure").stringValue()).contains("closed a session");
        assertThat(json.at("/results/0/turns/0/warmup").booleanValue()).isTrue();
    }
}
