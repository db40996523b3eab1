package dev.wsboot.core.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A network in memory: the test says what arrives and how much the kernel takes, and counts what is asked of it. */
final class FakeTransport implements Transport {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final Deque<byte[]> arriving = new ArrayDeque<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long room = Long.MAX_VALUE;
    private int writes;
    private long offered;
    private Throwable failure;
    private final AtomicInteger writers = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile Runnable whileWriting = () -> {};
    private boolean reading = true;
    private boolean writing;
    private boolean outputShut;
    private boolean closed;
    private boolean reset;

    synchronized void arrive(byte[] bytes) {
        arriving.add(bytes);
    }

    /** How many bytes the kernel takes from now on. */
    synchronized void room(long bytes) {
        room = bytes;
    }

    /** Every write throws this from now on. */
    synchronized void failWith(Throwable error) {
        failure = error;
    }

    synchronized int writes() {
        return writes;
    }

    /** The bytes of all writes together, whether the kernel took them or not. */
    synchronized long offered() {
        return offered;
    }

    synchronized byte[] written() {
        return written.toByteArray();
    }

    /** The frames that were written since the last call. */
    synchronized List<Wire.Frame> frames() {
        List<Wire.Frame> frames = Wire.parse(written.toByteArray());
        forget();
        return frames;
    }

    synchronized void forget() {
        written.reset();
        writes = 0;
        offered = 0;
    }

    synchronized boolean wantsRead() {
        return reading;
    }

    synchronized boolean wantsWrite() {
        return writing;
    }

    synchronized boolean isOutputShut() {
        return outputShut;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized boolean isReset() {
        return reset;
    }

    @Override
    public synchronized int read(ByteBuffer into) {
        byte[] bytes = arriving.poll();
        if (bytes == null) {
            return 0;
        }
        if (bytes.length == 0) {
            return -1;
        }
        int count = Math.min(bytes.length, into.remaining());
        into.put(bytes, 0, count);
        if (count < bytes.length) {
            arriving.addFirst(Arrays.copyOfRange(bytes, count, bytes.length));
        }
        return count;
    }

    synchronized boolean hasArrived() {
        return !arriving.isEmpty();
    }

    /** Does something within each write from now on. */
    void whileWriting(Runnable action) {
        whileWriting = action;
    }

    /** Whether two threads ever wrote at the same time. */
    boolean isOverlapped() {
        return overlapped;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (!from.isDirect()) {
            throw new IllegalStateException("a buffer of the heap, which the JDK would copy into one that it keeps");
        }
        if (writers.incrementAndGet() > 1) {
            overlapped = true;
        }
        try {
            whileWriting.run();
            return take(from);
        } finally {
            writers.decrementAndGet();
        }
    }

    private synchronized int take(ByteBuffer from) throws IOException {
        writes++;
        offered += from.remaining();
        if (closed) {
            throw new ClosedChannelException();
        }
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        }
        int count = (int) Math.min(room, from.remaining());
        byte[] taken = new byte[count];
        from.get(taken);
        written.writeBytes(taken);
        room -= count;
        return count;
    }

    @Override
    public synchronized void interest(boolean read, boolean write) {
        reading = read;
        writing = write;
    }

    @Override
    public synchronized void shutdownOutput() {
        outputShut = true;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    @Override
    public synchronized void reset() {
        reset = true;
        closed = true;
    }

    @Override
    public InetSocketAddress localAddress() {
        return HERE;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return HERE;
    }
}
