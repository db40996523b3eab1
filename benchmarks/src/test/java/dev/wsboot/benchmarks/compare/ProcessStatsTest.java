package dev.wsboot.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatsTest {

    @Test
    void theNameOfACommandDoesNotMisleadTheReader() {
        ProcessStats.Cpu cpu =
                ProcessStats.parse("42 (java) S 7) R 1 42 42 0 -1 4194304 900 0 0 0 300 100 0 0 20 0 30 0 5555 1 2\n");
        assertThat(cpu.kernel()).isPositive();
        assertThat(cpu.total()).isEqualTo(4 * cpu.kernel());
    }

    @Test
    void thisProcessHasMemoryAndUsedTime() throws Exception {
        assertThat(ProcessStats.residentBytes(ProcessHandle.current())).isGreaterThan(1 << 20);
        assertThat(ProcessStats.cpu(ProcessHandle.current()).total()).isPositive();
    }
}
