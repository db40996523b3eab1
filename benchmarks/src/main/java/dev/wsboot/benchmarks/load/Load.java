package dev.wsboot.benchmarks.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The load on one server: all its connections, from their opening to their end. */
public final class Load implements AutoCloseable {

    private static final long OPEN_TIMEOUT = 60_000_000_000L;
    private static final long READY_TIMEOUT = 30_000_000_000L;
    private static final long DRAIN_TIMEOUT = 5_000_000_000L;

    private final List<ClientLoop> loops = new ArrayList<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * Opens the connections.
     *
     * @param threads how many client threads; a fan-out has one, since who publishes has to know what came
     * @param spins whether the threads ask for bytes without a pause
     * @throws IOException when they cannot be opened
     */
    public Load(Scenario scenario, int port, int threads, boolean spins) throws IOException, InterruptedException {
        int count = scenario.kind() == Scenario.Kind.FANOUT ? 1 : Math.min(threads, scenario.connections());
        ByteBuffer request = Opening.request(scenario.path(), port);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
        for (int i = 0; i < count; i++) {
            int share = scenario.connections() / count + (i < scenario.connections() % count ? 1 : 0);
            Message message = Message.of(scenario.content(), scenario.size());
            loops.add(new ClientLoop(server, request, message, scenario.traffic(count, i), share, spins));
        }
        loops.forEach(Thread::start);
        try {
            await("the connections did not open", OPEN_TIMEOUT, ClientLoop::isAllOpen);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Lets the traffic begin, and waits until it can be measured. */
    public void start() throws IOException, InterruptedException {
        loops.forEach(ClientLoop::begin);
        await("the server did not answer", READY_TIMEOUT, loop -> loop.traffic().isReady());
    }

    /** Begins to record latencies. */
    public void record() {
        long now = System.nanoTime();
        loops.forEach(loop -> loop.traffic().record(now));
    }

    /** What came back so far: messages, deliveries or closed connections. */
    public long units() {
        return loops.stream().mapToLong(loop -> loop.traffic().units()).sum();
    }

    /** The processor time of the client threads so far, in nanoseconds. */
    public long cpu() {
        return loops.stream()
                .mapToLong(loop -> Math.max(0, threads.getThreadCpuTime(loop.getId())))
                .sum();
    }

    /**
     * Fails when something went wrong.
     *
     * @throws IOException that says what
     */
    public void check() throws IOException {
        for (ClientLoop loop : loops) {
            Throwable failure = loop.failure();
            if (failure != null) {
                throw new IOException(
                        failure instanceof BadReply ? failure.getMessage() : String.valueOf(failure), failure);
            }
        }
    }

    /** Stops the traffic, waits for what is under way, closes the connections, and tells the latencies recorded. */
    public Latencies finish() throws IOException, InterruptedException {
        long now = System.nanoTime();
        loops.forEach(loop -> loop.traffic().stop(now));
        while (System.nanoTime() - now < DRAIN_TIMEOUT
                && !loops.stream().allMatch(loop -> loop.traffic().isDone())) {
            check();
            Thread.sleep(1);
        }
        close();
        check();
        Latencies all = new Latencies();
        loops.forEach(loop -> all.add(loop.traffic().latencies()));
        return all;
    }

    @Override
    public void close() {
        loops.forEach(ClientLoop::end);
        try {
            for (ClientLoop loop : loops) {
                loop.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(String otherwise, long nanos, Predicate<ClientLoop> condition)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!loops.stream().allMatch(condition)) {
            check();
            if (System.nanoTime() - start > nanos) {
                throw new IOException(otherwise + " within " + nanos / 1_000_000_000L + " s");
            }
            Thread.sleep(1);
        }
    }
}
