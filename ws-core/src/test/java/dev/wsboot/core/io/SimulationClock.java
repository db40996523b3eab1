package dev.wsboot.core.io;

/** A clock that stands still until it is moved. */
final class SimulationClock implements Clock {

    private volatile long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread moves it
    void advance(long nanos) {
        now += nanos;
    }

    /** Moves on to the next multiple, and at least once. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread moves it
    void align(long nanos) {
        now = (now / nanos + 1) * nanos;
    }
}
