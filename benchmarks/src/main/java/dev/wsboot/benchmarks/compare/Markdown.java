package dev.wsboot.benchmarks.compare;

import dev.wsboot.benchmarks.load.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report as a page of Markdown. */
final class Markdown {

    private final StringBuilder page = new StringBuilder();

    private Markdown() {}

    static String of(Report report) {
        Markdown markdown = new Markdown();
        markdown.head(report);
        report.results().forEach(result -> markdown.result(report, result));
        return markdown.page.toString();
    }

    private void head(Report report) {
        Machine machine = report.machine();
        line("# WebSocket servers compared");
        line("");
        line("- Date: " + report.date());
        line("- Machine: " + machine.processor() + ", " + machine.cores() + " cores, "
                + Math.round(machine.memory() / (double) (1 << 30)) + " GiB of memory, " + machine.system()
                + "; load average at the start " + format(machine.load(), 1));
        line("- Java: " + machine.java());
        line("- Command: `" + report.command() + "`");
        line("- Flags of every server: `" + report.jvm() + "`"
                + (report.wrap().isEmpty() ? "" : ", started by `" + report.wrap() + "`"));
        line("- Load generator: " + report.clientThreads() + (report.clientThreads() == 1 ? " thread" : " threads")
                + (report.spin() ? " that never sleep" : "") + ", one in fanout");
        line("");
        line("Medians of " + report.rounds() + (report.rounds() == 1 ? " round" : " rounds") + " of "
                + format(report.seconds(), 1) + " s, in which the servers took turns, after " + report.warmup()
                + (report.warmup() == 1 ? " round" : " rounds")
                + " of warm-up that are left out. A ratio is taken within a"
                + " round. Figures of two runs cannot be compared, ratios can.");
        line("");
        row(List.of("server", "version"));
        row(List.of("---", "---"));
        report.versions().forEach((server, version) -> row(List.of(server, version)));
    }

    private void result(Report report, Report.Result result) {
        Scenario scenario = result.scenario();
        line("");
        line("## " + scenario.name() + ": " + scenario.about());
        line("");
        line(connections(scenario));
        line("");
        List<Column> columns = columns(scenario, result.medians().get(0).server());
        row(columns.stream().map(Column::title).toList());
        row(columns.stream()
                .map(column -> column == columns.get(0) ? "---" : "---:")
                .toList());
        for (Summary summary : result.medians()) {
            row(columns.stream()
                    .map(column -> orDash(column.cell().apply(summary)))
                    .toList());
        }
        failures(report, result);
    }

    private static String connections(Scenario scenario) {
        String text = scenario.connections() + " connections";
        return scenario.kind() == Scenario.Kind.RATE
                ? text + ", " + scenario.rate() + " messages in a second."
                : text + ".";
    }

    private void failures(Report report, Report.Result result) {
        for (Summary summary : result.medians()) {
            if (summary.failure() != null) {
                line("");
                line("**" + summary.server() + " failed** in " + (report.rounds() - summary.turns()) + " of "
                        + report.rounds() + " rounds that count: "
                        + summary.failure().replace('|', '/'));
            }
        }
    }

    private record Column(String title, Function<Summary, @Nullable String> cell) {}

    private static List<Column> columns(Scenario scenario, String first) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("server", Summary::server));
        if (scenario.kind() == Scenario.Kind.IDLE) {
            columns.add(new Column("heap, B by connection", summary -> format(summary.heap(), 0)));
            columns.add(new Column("growth of the process, B by connection", summary -> format(summary.resident(), 0)));
            return columns;
        }
        String unit = scenario.unit();
        columns.add(new Column(
                (unit.equals("delivery") ? "deliveries" : unit + "s") + " in a second", s -> format(s.perSecond(), 0)));
        columns.add(new Column("CPU, µs by " + unit, summary -> format(summary.cpu(), 2)));
        columns.add(new Column("of it kernel", summary -> format(summary.kernelCpu(), 2)));
        columns.add(new Column("CPU ÷ " + first, summary -> format(summary.cpuRatio(), 2)));
        if (scenario.kind() == Scenario.Kind.RATE) {
            columns.add(new Column(
                    "p50, µs",
                    s -> s.latency() == null ? null : format(s.latency().p50(), 0)));
            columns.add(new Column(
                    "p99", s -> s.latency() == null ? null : format(s.latency().p99(), 0)));
            columns.add(new Column(
                    "p99.9",
                    s -> s.latency() == null ? null : format(s.latency().p999(), 0)));
            columns.add(new Column(
                    "max", s -> s.latency() == null ? null : format(s.latency().max(), 0)));
        }
        columns.add(new Column("cores: server", summary -> format(summary.serverCores(), 2)));
        columns.add(new Column("client", summary -> format(summary.clientCores(), 2)));
        columns.add(new Column("others", summary -> format(summary.otherCores(), 2)));
        return columns;
    }

    private static @Nullable String format(@Nullable Double figure, int decimals) {
        return figure == null ? null : String.format(Locale.ROOT, "%,." + decimals + "f", figure);
    }

    private static String orDash(@Nullable String cell) {
        return cell == null ? "–" : cell;
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
