package dev.wsboot.core.conformance;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All cases, family after family. */
final class Suite {

    private static final List<Supplier<List<Case>>> FAMILIES = List.of(
            FramingCases::framing,
            ControlCases::pings,
            ControlCases::reservedBits,
            ControlCases::opcodes,
            FragmentationCases::all,
            Utf8Cases::all,
            Utf8Sequences::all,
            ClosingCases::all,
            LimitCases::all,
            FramingCases::automaticFragmentation,
            CompressionCases::contents,
            CompressionCases::parameters);

    private Suite() {}

    static Stream<Case> cases() {
        return FAMILIES.stream().flatMap(family -> family.get().stream());
    }

    static Case named(String id) {
        return cases().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }
}
