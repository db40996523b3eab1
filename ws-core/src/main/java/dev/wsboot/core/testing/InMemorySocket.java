package dev.wsboot.core.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A client's end of a connection to an {@link InMemoryServer}: bytes to and fro, as over TCP, that block. Thread-safe: one
 * thread may read while another one writes and a third one closes.
 *
 * <p>Each direction holds 64 KiB that were not read; a writer who has more waits for the reader.
 */
public final class InMemorySocket implements Closeable {

    private final Link link;
    private final Side side;

    InMemorySocket(Link link) {
        this.link = link;
        this.side = link.client;
    }

    /**
     * Reads what has arrived, and waits until something has.
     *
     * @param into has room
     * @param patience how long to wait
     * @return the number of bytes: 0 when none came in that time, -1 at the end of what the server sends
     * @throws IOException when the server has reset the connection, or it was closed here
     * @throws InterruptedIOException when the thread is interrupted; it stays so
     */
    public int read(ByteBuffer into, Duration patience) throws IOException {
        link.lock.lock();
        try {
            await(() -> side.isClosed() || side.isReadable(), patience.toNanos());
            return side.read(into);
        } finally {
            link.lock.unlock();
        }
    }

    /**
     * Writes all of the bytes, and waits for the server to read when it is behind.
     *
     * @param patience how long to wait altogether
     * @return whether all of them were taken in that time; the buffer's position tells how many
     * @throws IOException when the server has reset the connection, or this end of it was closed
     * @throws InterruptedIOException when the thread is interrupted; it stays so
     */
    public boolean write(ByteBuffer from, Duration patience) throws IOException {
        link.lock.lock();
        try {
            long left = patience.toNanos();
            side.write(from);
            while (from.hasRemaining() && left > 0) {
                left = await(() -> side.isClosed() || side.isWritable(), left);
                side.write(from);
            }
            return !from.hasRemaining();
        } finally {
            link.lock.unlock();
        }
    }

    private long await(BooleanSupplier condition, long nanos) throws InterruptedIOException {
        try {
            return link.await(condition, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server");
        }
    }

    /** Tells the server that nothing more comes. What it sends can still be read. */
    public void shutdownOutput() throws IOException {
        side.shutdownOutput();
    }

    /** Ends the connection as TCP does: in order, or with a reset when something was not read. */
    @Override
    public void close() {
        side.close();
    }

    /** Ends the connection with a reset; what the server has not read is lost. */
    public void reset() {
        side.reset();
    }
}
