package dev.wsboot.endpoint;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What the methods of one session have begun and not finished; made when there is something first. Thread-safe. */
final class Unfinished {

    /** Results and streams that end with their session. */
    interface Task {

        /** The session has ended. */
        void cancel();

        /** Nothing waits for the client any more. */
        default void drained() {}
    }

    private final Set<Task> tasks = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Flights flights = new Flights();
    private volatile int drains;

    synchronized void add(Task task) {
        tasks.add(task);
    }

    synchronized void remove(Task task) {
        tasks.remove(task);
    }

    /** The messages that are handled beside each other. */
    Flights flights() {
        return flights;
    }

    synchronized boolean hasTasks() {
        return !tasks.isEmpty();
    }

    /** Cancels all tasks that there are. */
    void cancelAll() {
        all().forEach(Task::cancel);
    }

    /**
     * How often the queue has drained so far. Who waits for it to drain first reads this, then sends, then says that it waits,
     * then reads this again: so it is told, or sees that it was.
     */
    int drains() {
        return drains;
    }

    /** The queue has drained. On the event loop. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void drained() {
        drains++;
        all().forEach(Task::drained);
    }

    private synchronized List<Task> all() {
        return List.copyOf(tasks);
    }
}
