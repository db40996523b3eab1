package dev.wsboot.test;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A line over TCP. Selectors, one for each direction, since a blocking socket cannot give up a write. */
final class SocketLine implements Line {

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;

    private SocketLine(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.readable = Selector.open();
        this.writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    static SocketLine connect(InetSocketAddress address, Duration patience) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, (int) Math.min(patience.toMillis(), Integer.MAX_VALUE));
            return new SocketLine(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer into, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        int count = channel.read(into);
        while (count == 0 && await(readable, deadline)) {
            count = channel.read(into);
        }
        return count;
    }

    @Override
    public boolean write(ByteBuffer from, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        channel.write(from);
        while (from.hasRemaining() && await(writable, deadline)) {
            channel.write(from);
        }
        return !from.hasRemaining();
    }

    /** Waits for the channel; false when the time is up. */
    private static boolean await(Selector selector, long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            selector.select(key -> {}, TimeUnit.NANOSECONDS.toMillis(left) + 1);
        } catch (ClosedSelectorException e) {
            throw new ClosedChannelException();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for the server");
        }
        return true;
    }

    @Override
    public void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // Closed already: it cannot be reset any more, and need not.
        }
        close();
    }

    @Override
    public void close() {
        try {
            channel.close();
            // The JDK lets the socket go only when no selector knows it any more.
            readable.close();
            writable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
