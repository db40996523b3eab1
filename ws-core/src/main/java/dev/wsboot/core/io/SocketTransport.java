package dev.wsboot.core.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A TCP connection. */
final class SocketTransport implements Transport {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final InetSocketAddress remote;

    SocketTransport(SocketChannel channel, SelectionKey key) throws IOException {
        this.channel = channel;
        this.key = key;
        this.remote = (InetSocketAddress) channel.getRemoteAddress();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public void interest(boolean read, boolean write) {
        int ops = (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
        if (key.isValid() && key.interestOps() != ops) {
            key.interestOps(ops);
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is released all the same, and the peer is gone: there is nobody to tell.
        }
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
    public InetSocketAddress localAddress() {
        try {
            return (InetSocketAddress)
                    channel.getLocalAddress(); // channel.socket() would stay with the channel, 80 bytes of it
        } catch (IOException e) {
            throw new UncheckedIOException("the socket was closed under an opening handshake", e);
        }
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }
}
