package dev.wsboot.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread of the load generator with its share of the connections. */
final class ClientLoop extends Thread {

    /** How many handshakes of a loop may be under way: more than a server's backlog would be a test of the kernel's patience. */
    private static final int OPENING_AT_ONCE = 16;

    private static final int RECEIVE_BUFFER = 256 * 1024;
    private static final long MILLISECOND = 1_000_000L;
    private static final long LONGEST_WAIT = 20 * MILLISECOND;
    private static final long CLOSE_TIMEOUT = 3_000 * MILLISECOND;

    private enum Phase {
        OPENING,
        RUNNING,
        CLOSING
    }

    private final Selector selector;
    private final InetSocketAddress server;
    private final ByteBuffer request;
    private final Message message;
    private final Traffic traffic;
    private final int wanted;
    private final boolean spins;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(RECEIVE_BUFFER);
    private final List<Client> clients = new ArrayList<>();
    private int opening;
    private boolean started;
    private volatile int open;
    private volatile Phase phase = Phase.OPENING;
    private volatile @Nullable Throwable failure;

    ClientLoop(
            InetSocketAddress server, ByteBuffer request, Message message, Traffic traffic, int wanted, boolean spins)
            throws IOException {
        super("load");
        setDaemon(true);
        this.selector = Selector.open();
        this.server = server;
        this.request = request;
        this.message = message;
        this.traffic = traffic;
        this.wanted = wanted;
        this.spins = spins;
    }

    Traffic traffic() {
        return traffic;
    }

    boolean isAllOpen() {
        return open == wanted;
    }

    /** What went wrong, and ended the loop; null when nothing did. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Lets the traffic begin. Any thread. */
    void begin() {
        phase = Phase.RUNNING;
    }

    /** Closes the connections and ends. Any thread. */
    void end() {
        phase = Phase.CLOSING;
    }

    @Override
    public void run() {
        try (selector) {
            while (phase != Phase.CLOSING) {
                turn();
            }
            closeAll();
        } catch (Throwable e) {
            failure = e;
        } finally {
            dropAll();
        }
    }

    private void turn() throws IOException {
        while (clients.size() < wanted && opening < OPENING_AT_ONCE) {
            open(clients.size());
        }
        long now = System.nanoTime();
        long wait = LONGEST_WAIT;
        if (phase == Phase.RUNNING) {
            if (!started) {
                started = true;
                traffic.start(List.copyOf(clients), now);
            }
            wait = Math.min(wait, traffic.turn(now));
        }
        if (spins || wait < 2 * MILLISECOND) { // a wait is whole milliseconds, and wakes late
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, wait / MILLISECOND - 1);
        }
    }

    private void open(int index) throws IOException {
        opening++;
        Client client = new Client(this, index, selector, server, request, message);
        if (index == clients.size()) {
            clients.add(client);
        } else {
            clients.set(index, client);
        }
    }

    private void ready(SelectionKey key) {
        try {
            ((Client) key.attachment()).ready(buffer);
        } catch (IOException e) {
            throw new BadReply("a connection was lost: " + e);
        }
    }

    void opened(Client client) throws IOException {
        opening--;
        if (started) {
            traffic.opened(client);
        } else {
            open = open + 1;
        }
    }

    void replied(Client client, int count) throws IOException {
        traffic.replied(client, count);
    }

    void closed(Client client) throws IOException {
        traffic.closed(client);
        if (phase == Phase.RUNNING) {
            open(client.index);
        } else {
            clients.remove(client);
        }
    }

    private void closeAll() throws IOException {
        for (Client client : new ArrayList<>(clients)) {
            if (client.isOpen()) {
                client.close();
            }
        }
        long deadline = System.nanoTime() + CLOSE_TIMEOUT;
        while (!clients.isEmpty() && System.nanoTime() - deadline < 0) {
            selector.select(this::ready, LONGEST_WAIT / MILLISECOND);
        }
    }

    private void dropAll() {
        for (Client client : clients) {
            try {
                client.drop();
            } catch (IOException e) {
                // it is gone
            }
        }
    }
}
