package dev.wsboot.benchmarks.compare;

import dev.wsboot.benchmarks.load.Scenario;
import dev.wsboot.benchmarks.servers.ServerKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the command line asks for.
 *
 * @param rounds those that count
 * @param warmup the rounds before them
 * @param seconds how long a turn is measured
 * @param clientThreads threads of the load generator
 * @param spin whether they ask for bytes without a pause
 * @param wrap a command that starts each server's JVM, as {@code taskset -c 0}; empty for none
 * @param jvm the flags of each server's JVM
 * @param out where the results are written
 */
record Options(
        List<Scenario> scenarios,
        List<ServerKind> servers,
        int rounds,
        int warmup,
        double seconds,
        int clientThreads,
        boolean spin,
        List<String> wrap,
        List<String> jvm,
        Path out) {

    /** Room for direct buffers is given apart, since without it some servers would collect garbage to get it. */
    static final String DEFAULT_JVM = "-Xms512m -Xmx512m -XX:MaxDirectMemorySize=2g -XX:+AlwaysPreTouch -XX:+UseG1GC"
            // Java 24 and newer warn of what Netty and Undertow do for speed, and Netty then does not.
            + (Runtime.version().feature() < 24
                    ? ""
                    : " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");

    private static final int MOST_CONNECTIONS = 60_000;

    static final String HELP = """
            Usage: java -jar benchmarks.jar compare [options]
              --scenario LIST    of echo-small, echo-pipelined, echo-utf8, echo-large, fanout, churn, rate, idle; default: all
              --against LIST     of netty, undertow, jetty, tomcat, spring; default: all; "none" for ours alone
              --ours LIST        of core, starter-event-loop, starter-virtual, starter-platform; default: all; "none"
              --rounds N         rounds that count; default 5
              --warmup N         rounds before them that do not; default 3
              --seconds N        how long each server is measured in a round; default 2
              --connections N    in place of each scenario's own number
              --rate N           messages in a second in the scenario "rate"; default 10000
              --client-threads N of the load generator; default: half of the cores
              --spin             the load generator never sleeps: for a machine with a core to spare for each of its threads
              --wrap COMMAND     starts each server, as "taskset -c 0"; it must become the JVM, not start it
              --jvm FLAGS        of each server; default\s""" + DEFAULT_JVM + """

              --out DIR          for results.md, results.json and the servers' logs; default: compare-results
            A list is separated by commas.""";

    /**
     * The options of a command line.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static Options parse(List<String> args) {
        Arguments given = new Arguments(args);
        int connections = given.number("--connections", 0, 1, MOST_CONNECTIONS);
        int rate = given.number("--rate", 10_000, 1, 10_000_000);
        List<Scenario> scenarios = new ArrayList<>();
        for (Scenario scenario : given.list("--scenario", Scenario.ALL, Scenario::named)) {
            Scenario sized = connections == 0 ? scenario : scenario.withConnections(connections);
            scenarios.add(sized.kind() == Scenario.Kind.RATE ? sized.withRate(rate) : sized);
        }
        List<ServerKind> servers = new ArrayList<>(servers(given, "--ours", ServerKind::isOurs));
        servers.addAll(servers(given, "--against", kind -> !kind.isOurs()));
        Options options = new Options(
                scenarios,
                servers,
                given.number("--rounds", 5, 1, 1000),
                given.number("--warmup", 3, 0, 1000),
                given.decimal("--seconds", 2, 0.1, 3600),
                given.number(
                        "--client-threads", Math.max(1, Runtime.getRuntime().availableProcessors() / 2), 1, 256),
                given.flag("--spin"),
                given.words("--wrap", ""),
                given.words("--jvm", DEFAULT_JVM),
                Path.of(given.text("--out", "compare-results")));
        given.refuseTheRest();
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("there is no server to measure");
        }
        return options;
    }

    private static List<ServerKind> servers(Arguments given, String option, Predicate<ServerKind> admitted) {
        List<ServerKind> all =
                Arrays.stream(ServerKind.values()).filter(admitted).toList();
        if (given.isNone(option)) {
            return List.of();
        }
        Set<ServerKind> chosen = new LinkedHashSet<>(given.list(option, all, ServerKind::named));
        for (ServerKind kind : chosen) {
            if (!all.contains(kind)) {
                throw new IllegalArgumentException(option + " cannot have " + kind.title() + ", only "
                        + String.join(", ", all.stream().map(ServerKind::title).toList()));
            }
        }
        return chosen.stream().filter(ServerKind::runsHere).toList();
    }

    /** The bytes of the largest message of a scenario, and at least what servers have by default. */
    static int largestMessage(Scenario scenario) {
        return Math.max(8 * 1024, scenario.size());
    }
}
