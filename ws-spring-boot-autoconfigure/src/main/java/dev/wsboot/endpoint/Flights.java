package dev.wsboot.endpoint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The works of one session that are under way beside its mailbox. Thread-safe. */
final class Flights {

    private int count;
    private int limit;
    private @Nullable Room room;
    private final List<Runnable> whenNone = new ArrayList<>();

    private static final class Room extends Pending {}

    synchronized void begin() {
        count++;
    }

    void end() {
        Room wanted = null;
        List<Runnable> actions = List.of();
        synchronized (this) {
            count--;
            if (room != null && count < limit) {
                wanted = room;
                room = null;
            }
            if (count == 0) {
                actions = List.copyOf(whenNone);
                whenNone.clear();
            }
        }
        if (wanted != null) {
            wanted.done();
        }
        actions.forEach(Runnable::run);
    }

    /** Null when fewer than {@code most} are under way; else what is done when that is so. Asked for by one thread at a time. */
    synchronized @Nullable Pending roomBelow(int most) {
        if (count < most) {
            return null;
        }
        limit = most;
        room = new Room();
        return room;
    }

    synchronized boolean isNone() {
        return count == 0;
    }

    /** Runs an action when none is under way, perhaps now. */
    void whenNone(Runnable action) {
        synchronized (this) {
            if (count > 0) {
                whenNone.add(action);
                return;
            }
        }
        action.run();
    }
}
