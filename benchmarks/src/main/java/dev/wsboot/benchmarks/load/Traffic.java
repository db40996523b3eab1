package dev.wsboot.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** What the clients of one loop send, and when. Called on the loop's thread, but for what says "any thread". */
abstract class Traffic {

    /** Nothing is to be done at a known time. */
    static final long NOTHING = Long.MAX_VALUE;

    private volatile long units;

    /** All connections of all loops are open. */
    abstract void start(List<Client> clients, long now) throws IOException;

    /** A client opened after the start. */
    void opened(Client client) throws IOException {}

    /** Messages came back. */
    abstract void replied(Client client, int count) throws IOException;

    /** The server ended the connection of a client that had closed. */
    void closed(Client client) {}

    /**
     * Does what is due.
     *
     * @return when the next thing is, in nanoseconds from now
     */
    long turn(long now) throws IOException {
        return NOTHING;
    }

    /** Whether it can be measured. Any thread. */
    boolean isReady() {
        return true;
    }

    /** Begins to record latencies, those of messages due from now on. Any thread. */
    void record(long now) {}

    /** Sends nothing more at fixed times. Any thread. */
    void stop(long now) {}

    /** Whether nothing is waited for. Any thread. */
    boolean isDone() {
        return true;
    }

    /** The latencies recorded, those of what never came included. Called when the loop has ended. */
    Latencies latencies() {
        return new Latencies();
    }

    /** What was counted so far. Any thread. */
    final long units() {
        return units;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the loop's thread alone
    final void count(int more) {
        units += more;
    }
}
