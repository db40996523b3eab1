package dev.wsboot.endpoint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one session's work: filled by its event loop, worked off by an executor, one work at a time and in order.
 *
 * <p>The mailbox is bounded: when what waits reaches a limit it asks its {@link Owner} to stop reading, and to go on when at
 * most half of the limits is left. It never refuses work, so what it holds is bounded by the limits and one work more. A
 * {@link #hold()} keeps waiting work where it is until {@link #release()}.
 *
 * <p>All state that threads compete for is one word, {@code state}: the number of works put in and not yet done, their bytes,
 * and two flags. Who makes the number leave zero submits the mailbox to the executor, so that it is submitted, or runs, or
 * is parked by a hold, never twice, while there is work. {@code put} may be called from any thread; works put in by one
 * thread keep their order. No method blocks.
 */
final class Mailbox implements Runnable {

    /** One thing to do. It is put in once, and reports its own failures. */
    abstract static class Work {

        private final int bytes;
        private @Nullable Work next;

        Work(int bytes) {
            this.bytes = bytes;
        }

        abstract void perform();

        /**
         * Whether something is still to come after {@code perform} has returned. Then whoever brings it calls
         * {@link Mailbox#resume()}, {@code perform} is called once more, and nothing else is begun before that.
         */
        boolean isUnderWay() {
            return false;
        }
    }

    /** Whose mailbox it is. */
    interface Owner {

        /** Sees to it that the mailbox is run once, on a thread that may block. */
        void submit(Mailbox mailbox);

        /** Runs works of the mailbox, more than one, whose output may leave together. */
        void cork(Runnable works);

        /** The mailbox is full: no more messages, please. May be told more than once. */
        void full();

        /** The mailbox has room again. Follows every {@link #full()}. */
        void roomAgain();
    }

    /** How much may wait. */
    record Limits(int messages, long bytes) {

        /** The largest number of messages that the state word can count with room to spare. */
        static final int MOST_MESSAGES = 1 << 20;

        /** The largest number of bytes that the state word can count with room to spare. */
        static final long MOST_BYTES = 1L << 36;

        Limits {
            if (messages < 1 || messages > MOST_MESSAGES || bytes < 1 || bytes > MOST_BYTES) {
                throw new IllegalArgumentException("limits are " + messages + " messages and " + bytes
                        + " bytes, they must be within 1 and " + MOST_MESSAGES + " and " + MOST_BYTES);
            }
        }
    }

    /** How much is done before other sessions get their turn on the thread. */
    static final int BATCH = 64;

    private static final int BYTES_BITS = 38;
    private static final long BYTES = (1L << BYTES_BITS) - 1;
    private static final long ONE = 1L << BYTES_BITS;
    /** Someone asked that no work be begun. */
    private static final long HELD = 1L << 62;
    /** A run ended because of {@link #HELD} though there is work: the release submits again. */
    private static final long PARKED = 1L << 61;

    private static final VarHandle STATE;
    private static final VarHandle ARRIVED;
    private static final VarHandle FULL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Mailbox.class, "state", long.class);
            ARRIVED = lookup.findVarHandle(Mailbox.class, "arrived", Work.class);
            FULL = lookup.findVarHandle(Mailbox.class, "full", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Owner owner;
    private final Limits limits;

    private volatile long state;
    /** What was put in and not yet taken: a stack, the newest first. */
    private volatile @Nullable Work arrived;
    /** What was taken and not yet done, in order. Belongs to the run. */
    private @Nullable Work taken;
    /** What was begun and is under way. Belongs to the run. */
    private @Nullable Work begun;
    /** Whether reading is paused by this mailbox. */
    private volatile boolean full;

    Mailbox(Owner owner, Limits limits) {
        this.owner = owner;
        this.limits = limits;
    }

    /** Puts in a message: it counts against the limits. */
    void put(Work work) {
        long now = add(work);
        if (isOver(now)) {
            // Paused first and marked second: who takes the mark away resumes, and must find a pause to end. The state
            // is
            // read again after that, for the run may have made room before it could see the mark.
            owner.full();
            full = true;
            makeRoom(state);
        }
    }

    /** Puts in what is no message, so that reading is left as it is. */
    void putSignal(Work work) {
        add(work);
    }

    private long add(Work work) {
        Work newest;
        do {
            newest = arrived;
            work.next = newest;
        } while (!ARRIVED.compareAndSet(this, newest, work));
        long added = ONE + work.bytes;
        long before = (long) STATE.getAndAdd(this, added);
        if (count(before) == 0) {
            owner.submit(this);
        }
        return before + added;
    }

    /** Whether nothing waits and nothing runs. From the thread that puts work in this is reliable, from others a glimpse. */
    boolean isIdle() {
        return count(state) == 0;
    }

    /** Begins no further work until {@link #release()}; the one that runs is finished. */
    void hold() {
        // A loop and not getAndBitwiseOr, under which the tests' model checker does not switch threads.
        long before;
        do {
            before = state;
        } while (!STATE.compareAndSet(this, before, before | HELD));
    }

    /** Ends a hold. Does nothing when there is none. */
    void release() {
        long before;
        do {
            before = state;
        } while (!STATE.compareAndSet(this, before, before & ~(HELD | PARKED)));
        if ((before & PARKED) != 0) {
            owner.submit(this);
        }
    }

    /** Goes on with the work that is under way. */
    void resume() {
        owner.submit(this);
    }

    /** Works off what waits. Called by the executor, once for each submission. */
    @Override
    public void run() {
        boolean isAlone = count(state) == 1;
        if (!isAlone || workOff(1)) {
            owner.cork(this::workOffBatch);
        }
    }

    private void workOffBatch() {
        if (workOff(BATCH)) {
            owner.submit(this);
        }
    }

    /** Works off at most so many works; whether the run is to go on behind them. */
    private boolean workOff(int most) {
        for (int i = 0; i < most; i++) {
            Work work = begun;
            if (work == null) {
                if (parksForHold()) {
                    return false;
                }
                begun = work = take();
            }
            perform(work);
            if (work.isUnderWay()) {
                return false; // from here on the mailbox may run elsewhere already
            }
            begun = null;
            long left = (long) STATE.getAndAdd(this, -(ONE + work.bytes)) - ONE - work.bytes;
            makeRoom(left);
            if (count(left) == 0) {
                return false;
            }
        }
        return true;
    }

    private static void perform(Work work) {
        try {
            work.perform();
        } catch (Throwable unreported) {
            // Not even its report worked, for want of memory perhaps. The works behind it must not wait for ever.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, unreported);
        }
    }

    private boolean parksForHold() {
        long now = state;
        while ((now & HELD) != 0) {
            if (STATE.compareAndSet(this, now, now | PARKED)) {
                return true;
            }
            now = state;
        }
        return false;
    }

    /** The oldest work. There is one: the state counts it, and it was pushed before it was counted. */
    private Work take() {
        Work oldest = taken;
        if (oldest == null) {
            Work newest = (Work) ARRIVED.getAndSet(this, null);
            while (newest != null) {
                Work older = newest.next;
                newest.next = oldest;
                oldest = newest;
                newest = older;
            }
        }
        if (oldest == null) {
            throw new IllegalStateException("the mailbox counts work that is not there");
        }
        taken = oldest.next;
        oldest.next = null;
        return oldest;
    }

    private void makeRoom(long now) {
        if (full && isHalfEmpty(now) && FULL.compareAndSet(this, true, false)) {
            owner.roomAgain();
        }
    }

    private boolean isOver(long now) {
        return count(now) >= limits.messages || (now & BYTES) >= limits.bytes;
    }

    private boolean isHalfEmpty(long now) {
        return count(now) <= limits.messages / 2 && (now & BYTES) <= limits.bytes / 2;
    }

    private static int count(long state) {
        return (int) ((state & ~(HELD | PARKED)) >>> BYTES_BITS);
    }
}
