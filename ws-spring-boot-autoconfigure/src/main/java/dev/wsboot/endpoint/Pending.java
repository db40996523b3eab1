package dev.wsboot.endpoint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Something that a session's next work waits for, without a thread that waits.
 *
 * <p>Two meet here: the run, which leaves when it has nothing more to do, and whoever completes what is pending. The second
 * of them goes on: the run itself when it comes late, else the continuation that {@link #awaitedBy} names.
 */
abstract class Pending {

    private static final int UNDER_WAY = 0;
    private static final int LEFT = 1;
    private static final int DONE = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Pending.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // through STATE
    private volatile int state;

    /** Written by the run before it leaves, read by who finds that it has left. */
    private @Nullable Runnable continuation;

    /** Says what is called when this is done after the run has left. By the run, before it leaves. */
    final void awaitedBy(Runnable continuation) {
        this.continuation = continuation;
    }

    /** Leaves it to the continuation to go on; false when this is done, so that the caller goes on. Called once. */
    final boolean leave() {
        return STATE.compareAndSet(this, UNDER_WAY, LEFT);
    }

    /** It is done. On any thread; only the first call counts. */
    final void done() {
        Runnable next = (int) STATE.getAndSet(this, DONE) == LEFT ? continuation : null;
        if (next != null) {
            next.run();
        }
    }

    /** What the session does when this is done, as a step of its own. */
    void finish() throws Throwable {}
}
