package dev.wsboot.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsboot.benchmarks.load.Scenario;
import dev.wsboot.benchmarks.servers.ServerKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static Options parse(String... args) {
        return Options.parse(List.of(args));
    }

    private static void refuses(String says, String... args) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(args)).withMessageContaining(says);
    }

    @Test
    void byDefaultEverythingIsMeasuredThatRunsHere() {
        Options options = parse();
        assertThat(options.scenarios()).isEqualTo(Scenario.ALL);
        assertThat(options.servers())
                .containsExactlyElementsOf(Arrays.stream(ServerKind.values())
                        .filter(ServerKind::runsHere)
                        .toList());
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.warmup()).isEqualTo(3);
        assertThat(options.wrap()).isEmpty();
        assertThat(String.join(" ", options.jvm())).isEqualTo(Options.DEFAULT_JVM);
    }

    @Test
    void everyOptionIsTaken() {
        Options options = parse(
                ("--scenario rate,idle --against netty,spring --ours core --rounds 7 --warmup 0 --seconds 0.5 --spin"
                                + " --connections 10 --rate 500 --client-threads 3 --out there")
                        .split(" "));
        assertThat(options.scenarios())
                .containsExactly(
                        Scenario.named("rate").withConnections(10).withRate(500),
                        Scenario.named("idle").withConnections(10));
        assertThat(options.servers()).containsExactly(ServerKind.CORE, ServerKind.NETTY, ServerKind.SPRING);
        assertThat(options.rounds()).isEqualTo(7);
        assertThat(options.warmup()).isZero();
        assertThat(options.seconds()).isEqualTo(0.5);
        assertThat(options.clientThreads()).isEqualTo(3);
        assertThat(options.spin()).isTrue();
        assertThat(options.out()).isEqualTo(Path.of("there"));
    }

    @Test
    void commandsAreSplitIntoWords() {
        Options options = parse("--wrap", "taskset -c 0", "--jvm", "-Xmx1g  -XX:+UseZGC");
        assertThat(options.wrap()).containsExactly("taskset", "-c", "0");
        assertThat(options.jvm()).containsExactly("-Xmx1g", "-XX:+UseZGC");
    }

    @Test
    void noneLeavesOneSideOut() {
        assertThat(parse("--against", "none").servers()).allMatch(ServerKind::isOurs);
        assertThat(parse("--ours", "none").servers()).noneMatch(ServerKind::isOurs);
        refuses("there is no server to measure", "--ours", "none", "--against", "none");
    }

    @Test
    void aMistakeNamesTheValueAndWhatIsPossible() {
        refuses("there is no scenario \"echo\", only echo-small, echo-pipelined", "--scenario", "echo");
        refuses("there is no scenario \"\"", "--scenario", "idle,");
        refuses("there is no server \"nginx\", only core, ", "--against", "nginx");
        refuses("--against cannot have core, only netty, undertow", "--against", "core");
        refuses("--rounds is \"0\", it must be a whole number within 1 and 1000", "--rounds", "0");
        refuses("--rounds is \"1.5\", it must be a whole number", "--rounds", "1.5");
        refuses("--seconds is \"x\", it must be a number within 0.1 and 3600", "--seconds", "x");
        refuses("--seconds is \"NaN\"", "--seconds", "NaN");
        refuses("--connections is \"60001\"", "--connections", "60001");
    }

    @Test
    void whatNobodyUnderstandsIsRefused() {
        refuses("unknown option \"--round\"; --help lists", "--round", "5");
        refuses("--rounds needs a value", "--rounds");
        refuses("--rounds needs a value", "--rounds", "--spin");
        refuses("--rounds is given twice", "--rounds", "5", "--rounds", "6");
    }

    @Test
    void theHelpHasEveryOptionAndName() {
        assertThat(Options.HELP)
                .contains(Scenario.ALL.stream().map(Scenario::name).toList())
                .contains(Arrays.stream(ServerKind.values())
                        .map(ServerKind::title)
                        .toList())
                .contains(Options.DEFAULT_JVM);
    }
}
