package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The open file descriptors of this process, where the system shows them. */
final class Descriptors {

    private Descriptors() {}

    static long open() throws IOException {
        Path self = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(self), "/proc/self/fd is not there: descriptors cannot be counted");
        try (var entries = Files.list(self)) {
            long count = entries.count();
            assertThat(count).isPositive();
            return count;
        }
    }
}
