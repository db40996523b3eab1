package dev.wsboot.core.testing;

import dev.wsboot.core.io.SelfWatchingTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** The server's side of a link, as its engine sees it. */
final class SideTransport implements SelfWatchingTransport {

    private final Link link;
    private final Side side;
    private final InetSocketAddress address;

    /** What the connection wants to hear of. Guarded by the link's lock. */
    private boolean reading = true;

    private boolean writing;

    /**
     * A transport of a server.
     *
     * @param address what stands for both ends, as nothing of this has an address
     */
    SideTransport(Link link, InetSocketAddress address) {
        this.link = link;
        this.side = link.server;
        this.address = address;
    }

    @Override
    public void watch(Runnable watch) {
        link.watch(watch);
    }

    @Override
    public int readyOperations() {
        link.lock.lock();
        try {
            return (reading && side.isReadable() ? SelectionKey.OP_READ : 0)
                    | (writing && side.isWritable() ? SelectionKey.OP_WRITE : 0);
        } finally {
            link.lock.unlock();
        }
    }

    @Override
    public void interest(boolean read, boolean write) {
        link.lock.lock();
        try {
            boolean more = (read && !reading) || (write && !writing);
            reading = read;
            writing = write;
            if (more) {
                link.look();
            }
        } finally {
            link.lock.unlock();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return side.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return side.write(from);
    }

    @Override
    public void shutdownOutput() throws IOException {
        side.shutdownOutput();
    }

    @Override
    public void close() {
        side.close();
    }

    @Override
    public void reset() {
        side.reset();
    }

    @Override
    public InetSocketAddress localAddress() {
        return address;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return address;
    }
}
