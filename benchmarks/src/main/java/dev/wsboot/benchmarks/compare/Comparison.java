package dev.wsboot.benchmarks.compare;

import dev.wsboot.benchmarks.load.Scenario;
import dev.wsboot.benchmarks.servers.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All scenarios, with all servers. The servers of one scenario are started for it, and run beside each other. */
public final class Comparison {

    private final Options options;
    private final Map<String, String> versions = new TreeMap<>();

    private Comparison(Options options) {
        this.options = options;
    }

    /** The command {@code compare}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.println(Options.HELP);
            return;
        }
        Options options = Options.parse(List.of(args));
        Files.createDirectories(options.out());
        Report report = new Comparison(options).run(List.of(args));
        Path markdown = options.out().resolve("results.md");
        Files.writeString(markdown, Markdown.of(report));
        Files.writeString(options.out().resolve("results.json"), report.json());
        System.out.println(Markdown.of(report));
        System.err.println("Written to " + markdown + " and results.json beside it.");
    }

    private Report run(List<String> args) throws IOException, InterruptedException {
        String date =
                ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        Machine machine = Machine.here();
        List<Report.Result> results = new ArrayList<>();
        for (Scenario scenario : options.scenarios()) {
            results.add(run(scenario));
        }
        return new Report(
                date,
                machine,
                commandLine(args),
                String.join(" ", options.jvm()),
                String.join(" ", options.wrap()),
                options.warmup(),
                options.rounds(),
                options.seconds(),
                options.clientThreads(),
                options.spin(),
                versions,
                results);
    }

    private Report.Result run(Scenario scenario) throws IOException, InterruptedException {
        List<ServerProcess> servers = new ArrayList<>();
        List<Turn> turns = new ArrayList<>();
        try {
            for (ServerKind kind : options.servers()) {
                try {
                    ServerProcess server = start(kind, scenario);
                    servers.add(server);
                    versions.put(kind.title(), server.version());
                } catch (IOException e) {
                    System.err.println(e.getMessage());
                    turns.add(Turn.failed(kind.title(), options.warmup() + 1, false, String.valueOf(e.getMessage())));
                }
            }
            for (int round = 1; round <= options.warmup() + options.rounds(); round++) {
                for (ServerProcess server : servers) {
                    Turn turn = new Measurement(scenario, server, options).take(round);
                    System.err.println(progress(scenario, turn));
                    turns.add(turn);
                }
            }
        } finally {
            servers.forEach(ServerProcess::close);
        }
        String first = options.servers().get(0).title();
        List<Summary> medians = options.servers().stream()
                .map(kind -> Summary.of(kind.title(), turns, first))
                .toList();
        return new Report.Result(scenario, medians, turns);
    }

    /** As it can be given to a shell again. */
    static String commandLine(List<String> args) {
        StringBuilder line = new StringBuilder("java -jar benchmarks.jar compare");
        for (String arg : args) {
            line.append(' ').append(arg.matches("[\\w.,/:=+-]+") ? arg : '\'' + arg + '\'');
        }
        return line.toString();
    }

    private ServerProcess start(ServerKind kind, Scenario scenario) throws IOException {
        Path log = options.out().resolve(scenario.name() + "-" + kind.title() + ".log");
        return new ServerProcess(kind, Options.largestMessage(scenario), options, log);
    }

    private static String progress(Scenario scenario, Turn turn) {
        String figures;
        if (turn.failure() != null) {
            figures = "failed: " + turn.failure();
        } else if (turn.heap() != null) {
            figures = String.format("%,.0f B of heap by connection", turn.heap());
        } else {
            figures = String.format("%,.0f/s, %.2f us of CPU by %s", turn.perSecond(), turn.cpu(), scenario.unit());
        }
        return scenario.name() + " round " + turn.round() + (turn.warmup() ? " (warm-up) " : " ") + turn.server() + ": "
                + figures;
    }
}
