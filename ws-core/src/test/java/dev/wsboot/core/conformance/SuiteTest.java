package dev.wsboot.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The suite is whole: no case is lost, and none is there twice. */
class SuiteTest {

    private static final Map<Integer, Long> COUNTS = Map.ofEntries(
            Map.entry(1, 16L),
            Map.entry(2, 11L),
            Map.entry(3, 7L),
            Map.entry(4, 10L),
            Map.entry(5, 20L),
            Map.entry(6, 145L),
            Map.entry(7, 37L),
            Map.entry(9, 54L),
            Map.entry(10, 1L),
            Map.entry(12, 90L),
            Map.entry(13, 126L));

    @Test
    void everyFamilyHasAllOfItsCases() {
        Map<Integer, Long> counts =
                Suite.cases().collect(Collectors.groupingBy(Case::family, TreeMap::new, Collectors.counting()));
        assertThat(counts).isEqualTo(new TreeMap<>(COUNTS));
        assertThat(Suite.cases()).hasSize(517);
    }

    @Test
    void everyCaseHasANumberOfItsOwnWithoutGaps() {
        List<String> ids = Suite.cases().map(Case::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).allSatisfy(id -> {
            int dot = id.lastIndexOf('.');
            int last = Integer.parseInt(id.substring(dot + 1));
            assertThat(last == 1 || ids.contains(id.substring(0, dot + 1) + (last - 1)))
                    .as("the case before " + id)
                    .isTrue();
        });
    }
}
