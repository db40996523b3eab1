package dev.wsboot.core.io;

import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.ConnectionState;
import dev.wsboot.core.protocol.ConnectionState.Signal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The two words of a connection that any thread may move: its state, along the table in {@link ConnectionState}, and why it
 * ends, which the first to say so decides.
 *
 * <p>A class of its own to inherit from, not to hold, because an idle connection counts its bytes.
 */
abstract class Lifecycle extends TimerWheel.Timer {

    private static final VarHandle STATE;
    private static final VarHandle STATUS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Lifecycle.class, "state", ConnectionState.class);
            STATUS = lookup.findVarHandle(Lifecycle.class, "status", CloseStatus.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile ConnectionState state = ConnectionState.CONNECTING;
    private volatile @Nullable CloseStatus status;

    final ConnectionState state() {
        return state;
    }

    /** Why the connection ends; null while nobody said so. */
    final @Nullable CloseStatus status() {
        return status;
    }

    /** Moves the state. Returns the new one, or null when the signal changes nothing. */
    final @Nullable ConnectionState signal(Signal signal) {
        while (true) {
            ConnectionState before = state;
            ConnectionState next = before.on(signal);
            if (next == null || STATE.compareAndSet(this, before, next)) {
                return next;
            }
        }
    }

    /** Says why the connection ends, unless somebody did before. */
    final void claim(CloseStatus why) {
        STATUS.compareAndSet(this, null, why);
    }
}
