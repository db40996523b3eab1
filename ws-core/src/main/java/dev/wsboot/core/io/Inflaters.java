package dev.wsboot.core.io;

import dev.wsboot.core.deflate.MessageInflater;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The inflaters that the connections of one event loop borrow for the length of a message. Belongs to the loop's thread. */
final class Inflaters implements MessageInflater.Lender {

    /** More are out only while as many messages are unfinished at once. */
    private static final int KEPT = 4;

    private final Supplier<Inflater> factory;
    private final Deque<Inflater> idle = new ArrayDeque<>(KEPT);
    private final AtomicInteger open = new AtomicInteger();

    Inflaters() {
        this(() -> new Inflater(true));
    }

    /**
     * No inflaters yet.
     *
     * @param factory makes raw inflaters
     */
    Inflaters(Supplier<Inflater> factory) {
        this.factory = factory;
    }

    @Override
    public Inflater take() {
        @Nullable Inflater inflater = idle.poll();
        if (inflater == null) {
            inflater = factory.get();
            open.incrementAndGet();
        }
        return inflater;
    }

    @Override
    public void give(Inflater inflater) {
        if (idle.size() < KEPT) {
            idle.push(inflater);
        } else {
            end(inflater);
        }
    }

    /** The inflaters that hold memory, lent ones included. Any thread. */
    int size() {
        return open.get();
    }

    /** Ends what is idle. */
    void end() {
        idle.forEach(this::end);
        idle.clear();
    }

    private void end(Inflater inflater) {
        inflater.end();
        open.decrementAndGet();
    }
}
