package dev.wsboot.benchmarks.compare;

import dev.wsboot.benchmarks.load.Scenario;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results, and all that is needed to take them again.
 *
 * @param date when it began, ISO-8601 with the zone
 * @param command the command line
 * @param jvm the flags of every server
 * @param wrap what started every server
 * @param versions of the servers, by name
 */
record Report(
        String date,
        Machine machine,
        String command,
        String jvm,
        String wrap,
        int warmup,
        int rounds,
        double seconds,
        int clientThreads,
        boolean spin,
        Map<String, String> versions,
        List<Result> results) {

    /** The figures of one scenario. */
    record Result(Scenario scenario, List<Summary> medians, List<Turn> turns) {}

    String json() {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(this)
                + "\n";
    }
}
