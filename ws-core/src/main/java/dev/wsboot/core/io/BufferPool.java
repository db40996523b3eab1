package dev.wsboot.core.io;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers for threads that write to a socket and are no event loop. Thread-safe.
 *
 * <p>A buffer is out only for the length of one write, so a few serve any number of threads. More are made when many
 * threads write at the same moment; those beyond the pool's size are left to the garbage collector.
 */
final class BufferPool {

    /** What a foreign writer may write at once: see {@link OutboundQueue}. */
    static final int BUFFER_SIZE = 64 * 1024;

    private static final int POOLED = 32;

    private final Shelf<ByteBuffer> buffers = new Shelf<>(POOLED);
    private final IntFunction<ByteBuffer> allocator;

    BufferPool(IntFunction<ByteBuffer> allocator) {
        this.allocator = allocator;
    }

    /** An empty buffer, or null when the process may have no more memory for one. */
    @Nullable
    ByteBuffer take() {
        ByteBuffer buffer = buffers.take();
        if (buffer != null) {
            return buffer;
        }
        try {
            return allocator.apply(BUFFER_SIZE);
        } catch (OutOfMemoryError e) {
            return null; // no reason to fail: event loops have buffers of their own, and write instead
        }
    }

    /** Gives a buffer back, to be used by somebody else. */
    void give(ByteBuffer buffer) {
        buffers.put(buffer.clear());
    }
}
