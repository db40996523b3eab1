package dev.wsboot.core.io;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The time-outs of one event loop, in ticks of {@value #TICK_MILLIS} ms: a timer never fires early and at most about a tick
 * late.
 *
 * <p>Scheduling and cancelling cost a few pointers and no allocation. A connection has one timer; it finds out itself what
 * is due when the timer fires, so that traffic never touches the wheel. Belongs to the loop's thread.
 */
final class TimerWheel {

    private static final long TICK_MILLIS = 50;
    private static final long TICK = TICK_MILLIS * 1_000_000;
    private static final int SLOTS = 512;
    private static final long NEVER = Long.MAX_VALUE;

    /** Something that happens at a time. In one wheel at most once. */
    abstract static class Timer {

        private @Nullable Timer previous;
        private @Nullable Timer next;
        private long tick = NEVER;

        /** The time has come, or had when another timer of the same tick fired. */
        abstract void onTimer(long now);
    }

    private final @Nullable Timer[] slots = new @Nullable Timer[SLOTS];
    private final Queue<Timer> due = new ArrayDeque<>();
    private final long origin;
    private long current;
    private long earliest = NEVER;

    TimerWheel(long now) {
        this.origin = now;
    }

    /** Schedules a timer, or moves it. */
    void schedule(Timer timer, long deadline) {
        cancel(timer);
        long tick = Math.max(current + 1, (deadline - origin + TICK - 1) / TICK);
        int slot = (int) (tick % SLOTS);
        Timer first = slots[slot];
        timer.tick = tick;
        timer.next = first;
        if (first != null) {
            first.previous = timer;
        }
        slots[slot] = timer;
        earliest = Math.min(earliest, tick);
    }

    /** Takes a timer out; does nothing when it is not in. */
    void cancel(Timer timer) {
        if (timer.tick == NEVER) {
            return;
        }
        Timer previous = timer.previous;
        Timer next = timer.next;
        if (previous == null) {
            slots[(int) (timer.tick % SLOTS)] = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        timer.previous = null;
        timer.next = null;
        timer.tick = NEVER;
    }

    /** Fires what is due. When a timer throws, those behind it fire with the next call. */
    void advance(long now) {
        long target = (now - origin) / TICK;
        if (target >= earliest) {
            collectDue(target);
        }
        // Collected first and taken out one by one, since what fires may schedule, cancel and throw.
        for (Timer timer = due.poll(); timer != null; timer = due.poll()) {
            timer.onTimer(now);
        }
    }

    private void collectDue(long target) {
        long from = Math.max(current + 1, Math.max(earliest, target - SLOTS + 1));
        current = target;
        for (long tick = from; tick <= target; tick++) {
            collectDue((int) (tick % SLOTS), target);
        }
        earliest = findEarliest();
    }

    private void collectDue(int slot, long target) {
        Timer timer = slots[slot];
        while (timer != null) {
            Timer next = timer.next;
            if (timer.tick <= target) {
                cancel(timer);
                due.add(timer);
            }
            timer = next;
        }
    }

    /** The first tick with a timer, of this round of the wheel or a later one. */
    private long findEarliest() {
        for (long tick = current + 1; tick <= current + SLOTS; tick++) {
            if (slots[(int) (tick % SLOTS)] != null) {
                return tick;
            }
        }
        return NEVER;
    }

    /** The time until something may be due: 0 when something is, {@link Long#MAX_VALUE} when nothing is scheduled. */
    long delay(long now) {
        if (!due.isEmpty()) {
            return 0;
        }
        return earliest == NEVER ? NEVER : Math.max(0, origin + earliest * TICK - now);
    }
}
