package dev.wsboot.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import dev.wsboot.benchmarks.load.Latencies;
import dev.wsboot.benchmarks.load.Load;
import dev.wsboot.benchmarks.load.Scenario;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** One server's turn: opens the connections, lets the load settle, looks at the clocks twice, and closes. */
final class Measurement {

    private static final long SETTLE_MILLIS = 300;

    private final Scenario scenario;
    private final ServerProcess server;
    private final Options options;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    Measurement(Scenario scenario, ServerProcess server, Options options) {
        this.scenario = scenario;
        this.server = server;
        this.options = options;
    }

    Turn take(int round) throws InterruptedException {
        String name = server.kind().title();
        boolean warmup = round <= options.warmup();
        try {
            return scenario.kind() == Scenario.Kind.IDLE ? memory(name, round, warmup) : speed(name, round, warmup);
        } catch (IOException e) {
            return Turn.failed(name, round, warmup, String.valueOf(e.getMessage()));
        }
    }

    private Load load() throws IOException, InterruptedException {
        return new Load(scenario, server.port(), options.clientThreads(), options.spin());
    }

    private Turn speed(String name, int round, boolean warmup) throws IOException, InterruptedException {
        try (Load load = load()) {
            load.start();
            Thread.sleep(SETTLE_MILLIS);
            load.record();
            system.getCpuLoad(); // the next call tells of the time since this one
            Sample before = sample(load);
            Thread.sleep((long) (options.seconds() * 1000));
            Sample after = sample(load);
            double machineCores = system.getCpuLoad() * system.getAvailableProcessors();
            Latencies latencies = load.finish();
            double units = after.units - before.units;
            if (units == 0) {
                throw new IOException("nothing came back while it was measured");
            }
            double nanos = after.time - before.time;
            double cpu = after.cpu.total() - before.cpu.total();
            double serverCores = cpu / nanos;
            double clientCores = (after.clientCpu - before.clientCpu) / nanos;
            return new Turn(
                    name,
                    round,
                    warmup,
                    units / nanos * 1e9,
                    cpu / units / 1e3,
                    kernel(before, after, units),
                    serverCores,
                    clientCores,
                    machineCores < 0 ? null : Math.max(0, machineCores - serverCores - clientCores),
                    latencies.count() == 0 ? null : Turn.Latency.of(latencies),
                    null,
                    null,
                    null);
        }
    }

    private Turn memory(String name, int round, boolean warmup) throws IOException, InterruptedException {
        long heap = server.liveHeap();
        long resident = ProcessStats.residentBytes(server.handle());
        try (Load load = load()) {
            load.start();
            Thread.sleep((long) (options.seconds() * 1000));
            load.check();
            double connections = scenario.connections();
            double heapEach = (server.liveHeap() - heap) / connections;
            double residentEach = (ProcessStats.residentBytes(server.handle()) - resident) / connections;
            load.finish();
            return new Turn(
                    name, round, warmup, null, null, null, null, null, null, null, heapEach, residentEach, null);
        }
    }

    private record Sample(long time, long units, ProcessStats.Cpu cpu, long clientCpu) {}

    private Sample sample(Load load) throws IOException {
        load.check();
        return new Sample(System.nanoTime(), load.units(), ProcessStats.cpu(server.handle()), load.cpu());
    }

    private static @Nullable Double kernel(Sample before, Sample after, double units) {
        Double first = before.cpu.kernel();
        Double last = after.cpu.kernel();
        return first == null || last == null ? null : (last - first) / units / 1e3;
    }
}
