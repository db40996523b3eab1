package dev.wsboot.core.io;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One attempt of a client to reach its server: tries one address of it after the other. Belongs to an event loop. */
final class Connector extends TimerWheel.Timer implements EventLoop.Selectable {

    /** Who wants to know. Exactly one of the calls comes, unless the attempt is aborted. */
    interface Outcome {

        void connected(SocketChannel channel, SelectionKey key) throws IOException;

        void failed(IOException why);
    }

    private final EventLoop loop;
    private final Iterator<InetAddress> addresses;
    private final int port;
    private final Duration timeout;
    private final Outcome outcome;
    private @Nullable InetSocketAddress address;
    private @Nullable SocketChannel channel;
    private @Nullable IOException failure;
    private boolean over;

    /**
     * An attempt that has not begun.
     *
     * @param addresses at least one
     * @param timeout for all addresses together; zero for none
     */
    Connector(EventLoop loop, List<InetAddress> addresses, int port, Duration timeout, Outcome outcome) {
        this.loop = loop;
        this.addresses = addresses.iterator();
        this.port = port;
        this.timeout = timeout;
        this.outcome = outcome;
    }

    void start() {
        if (!timeout.isZero()) {
            loop.timers().schedule(this, loop.now() + Endpoint.nanos(timeout));
        }
        tryNext();
    }

    /** Gives up without a word. */
    void abort() {
        over = true;
        loop.timers().cancel(this);
        closeChannel();
    }

    private void tryNext() {
        while (!over) {
            if (!addresses.hasNext()) {
                fail(failure == null ? new IOException("the host has no address") : failure);
                return;
            }
            address = new InetSocketAddress(addresses.next(), port);
            try {
                if (open(address)) {
                    succeed();
                }
                return;
            } catch (IOException | RuntimeException e) { // as UnsupportedAddressTypeException, where there is no IPv6
                remember(e);
            }
        }
    }

    /** Begins to connect; true when that was done at once. */
    private boolean open(InetSocketAddress target) throws IOException {
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        loop.register(opened, SelectionKey.OP_CONNECT).attach(this);
        return opened.connect(target);
    }

    @Override
    public void ready(int readyOperations) {
        SocketChannel connecting = channel;
        if (over || connecting == null) {
            return;
        }
        try {
            if (connecting.finishConnect()) {
                succeed();
            }
        } catch (IOException e) {
            remember(e);
            tryNext();
        }
    }

    private void succeed() throws IOException {
        SocketChannel connected = Objects.requireNonNull(channel);
        SelectionKey key = Objects.requireNonNull(loop.keyOf(connected));
        over = true;
        loop.timers().cancel(this);
        try {
            key.interestOps(SelectionKey.OP_READ);
            outcome.connected(connected, key);
        } catch (Throwable e) { // the peer is gone already, as a rule
            closeChannel();
            outcome.failed(e instanceof IOException io ? io : new IOException("the connection cannot be used", e));
        }
    }

    private void remember(Exception cause) {
        closeChannel();
        IOException next = new IOException("no connection to " + address + ": " + cause.getMessage(), cause);
        if (failure == null) {
            failure = next;
        } else {
            failure.addSuppressed(next);
        }
    }

    @Override
    void onTimer(long now) {
        IOException late = new IOException("no connection to " + address + " within the connect timeout of " + timeout);
        if (failure != null) {
            late.addSuppressed(failure);
        }
        fail(late);
    }

    @Override
    public void broken() {
        fail(new IOException("the attempt to connect to " + address + " failed: see the log"));
    }

    private void fail(IOException why) {
        if (!over) {
            abort();
            outcome.failed(why);
        }
    }

    private void closeChannel() {
        SocketChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                EventLoops.failed(e);
            }
        }
    }
}
