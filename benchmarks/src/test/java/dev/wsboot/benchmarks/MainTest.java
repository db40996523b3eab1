package dev.wsboot.benchmarks;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MainTest {

    private static void refuses(String says, String... args) {
        assertThatIllegalArgumentException().isThrownBy(() -> Main.run(args)).withMessageContaining(says);
    }

    @Test
    void withoutACommandItTellsTheCommands() {
        refuses("Usage:");
        refuses("unknown command \"bake\"", "bake");
    }

    @Test
    void aMistakeNamesTheValueAndWhatIsPossible() {
        refuses("Usage:", "core");
        refuses("port is \"x\", it must be a number within 0 and 65535", "core", "x");
        refuses("port is \"65536\"", "server", "netty", "65536");
        refuses("mode is \"fibers\", it must be one of [event-loop, virtual, platform]", "spring", "0", "fibers");
        refuses("there is no server \"nginx\", only core", "server", "nginx", "0");
    }
}
