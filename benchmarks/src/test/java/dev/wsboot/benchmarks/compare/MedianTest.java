package dev.wsboot.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void theMiddleOneOfAnOddNumberCounts() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    }

    @Test
    void theMiddleTwoOfAnEvenNumberCount() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
    }

    @Test
    void whatIsNotKnownDoesNotCount() {
        assertThat(Median.of(Arrays.asList(null, 7.0, null))).isEqualTo(7.0);
        assertThat(Median.of(Arrays.asList(null, (Double) null))).isNull();
        assertThat(Median.of(List.of())).isNull();
    }
}
