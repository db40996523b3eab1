package dev.wsboot.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operating system tells of a process: from {@code /proc} where there is one, else what Java or {@code ps} can tell. */
final class ProcessStats {

    private static final double NANOS_PER_TICK = 1e9 / ticksPerSecond();

    private ProcessStats() {}

    /**
     * Processor time so far, in nanoseconds.
     *
     * @param kernel the part of it that the kernel spent; null where that is not known
     */
    record Cpu(double total, @Nullable Double kernel) {}

    static Cpu cpu(ProcessHandle process) throws IOException {
        Path stat = proc(process, "stat");
        if (Files.exists(stat)) {
            return parse(Files.readString(stat));
        }
        Duration total = process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("the processor time of a server is not to be had on this system"));
        return new Cpu(total.toNanos(), null);
    }

    /** What {@code /proc/PID/stat} says. The name of the command, in brackets, may hold anything. */
    static Cpu parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double user = Long.parseLong(fields[11]) * NANOS_PER_TICK;
        double kernel = Long.parseLong(fields[12]) * NANOS_PER_TICK;
        return new Cpu(user + kernel, kernel);
    }

    /** The bytes of memory that it occupies. */
    static long residentBytes(ProcessHandle process) throws IOException {
        Path status = proc(process, "status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return 1024 * Long.parseLong(output(List.of("ps", "-o", "rss=", "-p", String.valueOf(process.pid()))));
    }

    private static Path proc(ProcessHandle process, String file) {
        return Path.of("/proc", String.valueOf(process.pid()), file);
    }

    private static long ticksPerSecond() {
        try {
            return Long.parseLong(output(List.of("getconf", "CLK_TCK")));
        } catch (IOException | NumberFormatException e) {
            return 100;
        }
    }

    /** What a command prints. */
    static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
