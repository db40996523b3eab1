package dev.wsboot.core.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The listening socket. Accepts on one of the event loops, without a thread of its own, and hands each connection to the
 * loop that has the fewest.
 *
 * <p>When the process is out of descriptors accepting fails, with or without a peer that waits, and the socket stays ready; it
 * then rests for a moment, so that the loop does not spin.
 */
final class Acceptor extends TimerWheel.Timer implements Listener, EventLoop.Selectable {

    private static final int BACKLOG = 4096;
    private static final int ACCEPTS_PER_TURN = 64;
    private static final long REST_NANOS = 50_000_000L;

    private final Engine engine;
    private final EventLoop loop;
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private boolean failing;

    /** Binds the address; {@link #start} begins to accept. */
    Acceptor(Engine engine, EventLoop loop, InetSocketAddress wanted) throws IOException {
        this.engine = engine;
        this.loop = loop;
        this.channel = ServerSocketChannel.open();
        try {
            rehearseClosing();
            channel.configureBlocking(false);
            channel.bind(wanted, BACKLOG);
            this.address = (InetSocketAddress) channel.getLocalAddress();
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    /**
     * The JDK needs two descriptors when it closes a socket for the first time, and can never close one again if there are
     * none then: so it does that while there are some.
     */
    private static void rehearseClosing() throws IOException {
        SocketChannel.open().close();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void start() {
        try {
            loop.register(channel, SelectionKey.OP_ACCEPT).attach(this);
        } catch (IOException e) {
            EventLoops.failed(e);
        }
    }

    @Override
    public void stop() {
        loop.timers().cancel(this);
        try {
            channel.close();
        } catch (IOException e) {
            EventLoops.failed(e);
        }
    }

    @Override
    public void ready(int readyOperations) {
        for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
            SocketChannel accepted;
            try {
                accepted = channel.accept();
            } catch (IOException e) {
                rest(e);
                return;
            }
            recovered();
            if (accepted == null) {
                return;
            }
            handOver(accepted);
        }
    }

    private void handOver(SocketChannel accepted) {
        EventLoop target = engine.loops().leastLoaded();
        // Here and not when the loop gets to it: else all of a burst would go to the loop that is busiest.
        target.count(1);
        if (target == loop) {
            adopt(accepted, target);
        } else {
            target.execute(() -> adopt(accepted, target));
        }
    }

    /** Makes a connection of an accepted socket. On the connection's loop. */
    private void adopt(SocketChannel accepted, EventLoop target) {
        try {
            accepted.configureBlocking(false);
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = target.register(accepted, SelectionKey.OP_READ);
            engine.adopt(target, new SocketTransport(accepted, key), key);
        } catch (IOException e) {
            // The peer was gone before we got to it: that is its own affair, and nothing was begun yet.
            giveUp(accepted, target);
        } catch (Throwable e) {
            giveUp(accepted, target);
            throw e;
        }
    }

    private void giveUp(SocketChannel accepted, EventLoop target) {
        try {
            accepted.close();
        } catch (IOException e) {
            EventLoops.failed(e);
        }
        engine.loops().gone(target);
    }

    private void rest(IOException cause) {
        if (!channel.isOpen()) {
            return;
        }
        broken();
        if (!failing) {
            failing = true;
            engine.events().acceptFailed(cause);
        }
    }

    @Override
    public void broken() {
        interest(0);
        loop.timers().schedule(this, loop.now() + REST_NANOS);
    }

    /** Tries again, and so finds out whether accepting works, although nobody may be waiting for it. */
    @Override
    void onTimer(long now) {
        interest(SelectionKey.OP_ACCEPT);
        ready(SelectionKey.OP_ACCEPT);
    }

    private void interest(int operations) {
        SelectionKey key = loop.keyOf(channel);
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            engine.events().acceptRecovered();
        }
    }
}
