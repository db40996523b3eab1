package dev.wsboot.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the figures were taken on.
 *
 * @param processor the model
 * @param cores those that this process may use
 * @param memory in bytes
 * @param load the load average of the last minute before the start; negative where the system has none
 */
record Machine(String processor, int cores, long memory, String system, String java, double load) {

    static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                model(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vm.name") + " " + property("java.vendor.version") + " "
                        + property("java.runtime.version"),
                system.getSystemLoadAverage());
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    private static String model() {
        try {
            Path info = Path.of("/proc/cpuinfo");
            if (Files.exists(info)) {
                return Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
            }
            return ProcessStats.output(List.of("sysctl", "-n", "machdep.cpu.brand_string"));
        } catch (IOException e) {
            return "unknown";
        }
    }
}
