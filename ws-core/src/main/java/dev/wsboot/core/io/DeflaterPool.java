package dev.wsboot.core.io;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * The compressors of the connections of one endpoint, and the room that they write to. Thread-safe.
 *
 * <p>A compressor costs more than 100 KiB outside of the heap and is used for a few microseconds at a time, so a few serve
 * all connections that keep no window. When more threads compress at the same moment, more are made and ended after use.
 * A connection that keeps its window has a compressor of its own, and borrows the room alone.
 */
final class DeflaterPool implements AutoCloseable {

    /** Larger messages get room of their own, so that one of them does not stay with the pool for ever. */
    private static final int KEPT_SCRATCH = 256 * 1024;

    private final Supplier<Deflater> factory;
    private final Shelf<Lease> idle = new Shelf<>(2 * Runtime.getRuntime().availableProcessors());
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closed;

    /**
     * An empty pool.
     *
     * @param level the zlib level, 1 to 9
     */
    DeflaterPool(int level) {
        this(() -> new Deflater(level, true));
    }

    /**
     * An empty pool.
     *
     * @param factory makes raw compressors
     */
    DeflaterPool(Supplier<Deflater> factory) {
        this.factory = factory;
    }

    Lease take() {
        Lease lease = idle.take();
        return lease != null ? lease : new Lease();
    }

    void give(Lease lease) {
        if (closed || !idle.put(lease)) {
            lease.end();
        } else if (closed) {
            endIdle();
        }
    }

    /** A compressor for one connection, which gives it to {@link #end}. */
    Deflater open() {
        Deflater deflater = factory.get();
        open.incrementAndGet();
        return deflater;
    }

    /** Frees a compressor. */
    void end(Deflater deflater) {
        deflater.end();
        open.decrementAndGet();
    }

    /** The compressors that hold memory, lent ones included. */
    int size() {
        return open.get();
    }

    /** Ends what is idle now, and from now on whatever comes back. */
    @Override
    public void close() {
        closed = true;
        endIdle();
    }

    private void endIdle() {
        for (Lease lease = idle.take(); lease != null; lease = idle.take()) {
            lease.end();
        }
    }

    /** A compressor, made when it is first asked for, and room for its output: lent to one writer at a time. */
    final class Lease {

        private @Nullable Deflater deflater;
        private @Nullable ByteBuffer scratch;

        Deflater deflater() {
            Deflater made = deflater;
            if (made == null) {
                deflater = made = open();
            }
            return made;
        }

        /** An empty buffer with at least so much room. */
        ByteBuffer scratch(int capacity) {
            if (capacity > KEPT_SCRATCH) {
                return ByteBuffer.allocate(capacity);
            }
            ByteBuffer kept = scratch;
            if (kept == null || kept.capacity() < capacity) {
                scratch = kept = ByteBuffer.allocateDirect(Math.min(KEPT_SCRATCH, Math.max(8 * 1024, 2 * capacity)));
            }
            return kept.clear();
        }

        private void end() {
            if (deflater != null) {
                DeflaterPool.this.end(deflater);
            }
        }
    }
}
