package dev.wsboot.benchmarks.load;

import java.io.IOException;
import java.util.List;

/**
 * Messages at fixed times, the clients taking turns, whether or not replies came: who waits for a slow server before sending
 * the next message would leave out just those messages that would have been slow. A latency counts from when its message was
 * due, not from when it was sent.
 */
final class RateTraffic extends Traffic {

    private final double interval;
    private final double phase;
    private final Latencies latencies = new Latencies();

    private List<Client> clients = List.of();
    private long start;
    private long sent;
    private long answered;
    private volatile boolean done;
    private volatile long recordFrom = Long.MAX_VALUE;
    private volatile long stopAt = Long.MAX_VALUE;

    /**
     * One loop's share.
     *
     * @param interval nanoseconds between two messages of all loops
     */
    RateTraffic(double interval, int loops, int loop) {
        this.interval = interval * loops;
        this.phase = interval * loop;
    }

    @Override
    void start(List<Client> opened, long now) {
        clients = opened;
        start = now;
        done = opened.isEmpty();
    }

    @Override
    long turn(long now) throws IOException {
        if (clients.isEmpty()) {
            return NOTHING;
        }
        long next = due(sent);
        while (next - now <= 0 && next - stopAt < 0) {
            clients.get((int) (sent % clients.size())).send(1);
            sent++;
            next = due(sent);
        }
        done = next - stopAt >= 0 && answered == sent;
        return next - stopAt >= 0 ? NOTHING : next - now;
    }

    private long due(long number) {
        return start + (long) (phase + number * interval);
    }

    /** When the reply that comes next to a client was due to be sent. */
    private long due(Client client) {
        return due(client.index + client.replies * clients.size());
    }

    @Override
    void replied(Client client, int count) {
        long now = System.nanoTime();
        count(count);
        answered += count;
        for (int i = 0; i < count; i++) {
            record(client, now);
            client.replies++;
        }
    }

    private void record(Client client, long now) {
        long due = due(client);
        if (due - recordFrom >= 0) {
            latencies.add(now - due);
        }
    }

    @Override
    void record(long now) {
        recordFrom = now;
    }

    @Override
    void stop(long now) {
        stopAt = now;
    }

    @Override
    boolean isDone() {
        return done;
    }

    @Override
    Latencies latencies() {
        long now = System.nanoTime();
        for (Client client : clients) {
            for (; client.index + client.replies * clients.size() < sent; client.replies++) {
                record(client, now);
            }
        }
        return latencies;
    }
}
