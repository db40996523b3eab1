package dev.wsboot.core.io;

import java.util.ArrayList;
import java.util.List;
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

        /** The time has come, or had when another timer of the same tick fired. Must not throw. */
        abstract void onTimer(long now);
    }

    private final @Nullable Timer[] slots = new @Nullable Timer[SLOTS];
    private final List<Timer> due = new ArrayList<>();
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

    /** Fires what is due. */
    void advance(long now) {
        long target = (now - origin) / TICK;
        if (target < earliest) {
            return;
        }
        long from = Math.max(current + 1, Math.max(earliest, target - SLOTS + 1));
        current = target;
        earliest = NEVER;
        for (long tick = from; tick <= target; tick++) {
            collectDue((int) (tick % SLOTS), target);
        }
        // Collected first, since what fires may schedule and cancel at will.
        for (int i = 0; i < due.size(); i++) {
            due.get(i).onTimer(now);
        }
        due.clear();
        findEarliest();
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

    private void findEarliest() {
        for (long tick = current + 1; tick <= current + SLOTS; tick++) {
            if (slots[(int) (tick % SLOTS)] != null) {
                earliest = Math.min(earliest, tick);
                return;
            }
        }
    }

    /** The time until something may be due: 0 when something is, {@link Long#MAX_VALUE} when nothing is scheduled. */
    long delay(long now) {
        return earliest == NEVER ? NEVER : Math.max(0, origin + earliest * TICK - now);
    }
}
