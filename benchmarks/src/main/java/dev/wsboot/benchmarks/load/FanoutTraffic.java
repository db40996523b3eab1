package dev.wsboot.benchmarks.load;

import java.io.IOException;
import java.util.List;

/**
 * The first client publishes to all, and again as soon as all but a few of the messages have reached everybody.
 *
 * <p>A server may subscribe a client after its handshake was answered. So messages are published one at a time until one has
 * reached everybody, and it has been quiet for a while; what is counted begins there.
 */
final class FanoutTraffic extends Traffic {

    private static final long PATIENCE = 300_000_000L;
    private static final long QUIET = 100_000_000L;

    private final int depth;

    private List<Client> clients = List.of();
    private boolean running;
    private long published;
    private long delivered;
    private long lastPublished;
    private long lastDelivered;
    private volatile boolean ready;

    FanoutTraffic(int depth) {
        this.depth = depth;
    }

    @Override
    void start(List<Client> opened, long now) throws IOException {
        clients = opened;
        probe(now);
    }

    private void probe(long now) throws IOException {
        lastPublished = now;
        clients.get(0).send(1);
    }

    @Override
    long turn(long now) throws IOException {
        if (running || clients.isEmpty()) {
            return NOTHING;
        }
        boolean reachedAll = clients.stream().allMatch(client -> client.replies > 0);
        if (reachedAll && now - lastDelivered > QUIET) {
            running = true;
            ready = true;
            publish();
        } else if (!reachedAll && now - lastPublished > PATIENCE) {
            probe(now);
        }
        return QUIET / 10;
    }

    @Override
    void replied(Client client, int count) throws IOException {
        if (running) {
            count(count);
            delivered += count;
            publish();
        } else {
            client.replies += count;
            lastDelivered = System.nanoTime();
        }
    }

    private void publish() throws IOException {
        while (published * clients.size() - delivered <= (depth - 1L) * clients.size()) {
            published++;
            clients.get(0).send(1);
        }
    }

    @Override
    boolean isReady() {
        return ready;
    }
}
