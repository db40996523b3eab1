package dev.wsboot.core.io;

import dev.wsboot.core.WsClient.Reconnect;
import java.util.random.RandomGenerator;

/** The pauses between a client's attempts to connect, random up to a bound that doubles. Not thread-safe. */
final class Backoff {

    private final long first;
    private final long longest;
    private final RandomGenerator random;
    private long bound;

    Backoff(Reconnect settings, RandomGenerator random) {
        this.first = Endpoint.nanos(settings.first());
        this.longest = Endpoint.nanos(settings.longest());
        this.random = random;
        this.bound = first;
    }

    /** The next pause in nanoseconds. */
    long next() {
        long pause = random.nextLong(bound + 1);
        bound = bound > longest / 2 ? longest : 2 * bound;
        return pause;
    }

    /** A session has ended that lasted so long: after a long one the pauses are short again. */
    void sessionLasted(long nanos) {
        if (nanos >= longest) {
            bound = first;
        }
    }
}
