package dev.wsboot.core.io;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
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

    private final ArrayBlockingQueue<ByteBuffer> buffers = new ArrayBlockingQueue<>(POOLED);

    /** An empty buffer. */
    ByteBuffer take() {
        @Nullable ByteBuffer buffer = buffers.poll();
        return buffer != null ? buffer : ByteBuffer.allocateDirect(BUFFER_SIZE);
    }

    /** Gives a buffer back, to be used by somebody else. */
    void give(ByteBuffer buffer) {
        buffers.offer(buffer.clear());
    }
}
