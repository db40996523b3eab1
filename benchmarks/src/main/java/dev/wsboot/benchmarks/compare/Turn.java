package dev.wsboot.benchmarks.compare;

import dev.wsboot.benchmarks.load.Latencies;
import org.jspecify.annotations.Nullable;

/**
 * What came of one server's turn in one round. What a scenario or a system does not tell is null.
 *
 * @param round from 1 on, those of the warm-up first
 * @param perSecond messages, deliveries or connections
 * @param cpu microseconds of the server's processor time for one of them
 * @param kernelCpu the kernel's part of it
 * @param serverCores how many cores the server kept busy
 * @param clientCores how many the load generator did
 * @param otherCores how many anything else on the machine did
 * @param latency microseconds from when a message was due
 * @param heap bytes of heap for a connection
 * @param resident bytes that the process grew by for a connection
 * @param failure what went wrong, in the place of all figures
 */
record Turn(
        String server,
        int round,
        boolean warmup,
        @Nullable Double perSecond,
        @Nullable Double cpu,
        @Nullable Double kernelCpu,
        @Nullable Double serverCores,
        @Nullable Double clientCores,
        @Nullable Double otherCores,
        @Nullable Latency latency,
        @Nullable Double heap,
        @Nullable Double resident,
        @Nullable String failure) {

    /** Percentiles in microseconds. */
    record Latency(double p50, double p99, double p999, double max) {

        static Latency of(Latencies latencies) {
            return new Latency(
                    latencies.percentile(0.5) / 1e3,
                    latencies.percentile(0.99) / 1e3,
                    latencies.percentile(0.999) / 1e3,
                    latencies.max() / 1e3);
        }
    }

    static Turn failed(String server, int round, boolean warmup, String failure) {
        return new Turn(server, round, warmup, null, null, null, null, null, null, null, null, null, failure);
    }

    /** Whether its figures count. */
    boolean counts() {
        return !warmup && failure == null;
    }
}
