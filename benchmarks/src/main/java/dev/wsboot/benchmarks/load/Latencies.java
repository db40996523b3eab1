package dev.wsboot.benchmarks.load;

/**
 * Counts of latencies in nanoseconds, in buckets of at most 1/64 of their value: as exact as a clock deserves, in a fixed
 * amount of memory.
 */
public final class Latencies {

    private static final int SUB_BITS = 6;
    private static final int SUBS = 1 << SUB_BITS;

    private final long[] counts = new long[(64 - SUB_BITS) * SUBS];
    private long total;
    private long max;

    /** Adds one; a negative one counts as zero. */
    public void add(long nanos) {
        long value = Math.max(0, nanos);
        counts[bucket(value)]++;
        total++;
        max = Math.max(max, value);
    }

    /** Adds all of another. */
    public void add(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
        max = Math.max(max, other.max);
    }

    public long count() {
        return total;
    }

    public long max() {
        return max;
    }

    /**
     * The latency that this share of all do not exceed, at most 1/64 too high.
     *
     * @param share within 0 and 1
     * @throws IllegalStateException when there are none
     */
    public long percentile(double share) {
        if (total == 0) {
            throw new IllegalStateException("there are no latencies");
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(highest(i), max);
            }
        }
        return max;
    }

    private static int bucket(long value) {
        if (value < SUBS) {
            return (int) value;
        }
        int shift = 63 - SUB_BITS - Long.numberOfLeadingZeros(value);
        return (shift + 1) * SUBS + (int) (value >>> shift) - SUBS;
    }

    /** The highest value of a bucket. */
    private static long highest(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = bucket / SUBS - 1;
        return ((long) (bucket % SUBS + SUBS + 1) << shift) - 1;
    }
}
