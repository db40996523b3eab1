package dev.wsboot.core.io;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.protocol.OutboundFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait to be written to one connection: pushed by any thread, put in line and taken off by one writer at a time.
 *
 * <p>A class of its own to inherit from, not to hold, because an idle connection counts its bytes. Who the writer is, is its
 * heir's affair: {@link OutboundQueue}.
 */
abstract class FrameLine {

    private static final VarHandle INCOMING;
    private static final VarHandle WAITING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            INCOMING = lookup.findVarHandle(FrameLine.class, "incoming", OutboundFrame.class);
            WAITING = lookup.findVarHandle(FrameLine.class, "waiting", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A stack, the frame pushed last on top. */
    private volatile @Nullable OutboundFrame<Completion> incoming;

    private volatile long waiting;

    // Owned by the writer.
    private @Nullable OutboundFrame<Completion> head;
    private @Nullable OutboundFrame<Completion> tail;
    private @Nullable Completion through;

    /** The bytes that wait for the peer. Any thread. */
    final long waiting() {
        return waiting;
    }

    /** Counts bytes as waiting, or as waiting no more. Any thread. */
    final void count(long bytes) {
        WAITING.getAndAdd(this, bytes);
    }

    /** Counts bytes as waiting while what already waits is below the bound; exact whatever the number of senders. Any thread. */
    final boolean admit(int bytes, long bound) {
        while (true) {
            long before = waiting;
            if (before >= bound) {
                return false;
            }
            if (WAITING.compareAndSet(this, before, before + bytes)) {
                return true;
            }
        }
    }

    /** Hands a frame that was counted to the writer. Any thread. */
    final void push(OutboundFrame<Completion> frame) {
        do {
            frame.next = incoming;
        } while (!INCOMING.compareAndSet(this, frame.next, frame));
    }

    /** Whether frames were pushed that are not in line. Any thread. */
    final boolean hasIncoming() {
        return incoming != null;
    }

    // ---- for the writer

    final boolean isInLine() {
        return head != null;
    }

    /** Puts the frames that were pushed in line, oldest first. */
    @SuppressWarnings("unchecked")
    final void lineUp() {
        if (incoming == null) {
            return;
        }
        var newest = (OutboundFrame<Completion>) INCOMING.getAndSet(this, null);
        OutboundFrame<Completion> oldest = null;
        for (var frame = newest; frame != null; ) {
            var older = frame.next;
            frame.next = oldest;
            oldest = frame;
            frame = older;
        }
        if (tail == null) {
            head = oldest;
        } else {
            tail.next = oldest;
        }
        tail = newest;
    }

    /** Copies as many of the frames in line as there is room for. They stay in line. */
    final void copyTo(ByteBuffer stage, FrameEncoder encoder) {
        for (var frame = head; frame != null && stage.hasRemaining(); frame = frame.isLast() ? null : frame.next) {
            int change = encoder.prepare(frame);
            if (change != 0) {
                count(change);
            }
            frame.copyTo(stage);
        }
    }

    /** Puts bytes in front of everything else. */
    final void putFirst(ByteBuffer bytes) {
        OutboundFrame<Completion> frame = OutboundFrame.raw(bytes, false);
        count(frame.remaining());
        frame.next = head;
        head = frame;
        if (tail == null) {
            tail = frame;
        }
    }

    /** Takes off so many bytes, which the kernel has; true when the last frame of the connection was among them. */
    final boolean advance(int bytes) {
        count(-bytes);
        boolean last = false;
        int left = bytes;
        var frame = head;
        while (frame != null) {
            int part = Math.min(left, frame.remaining());
            frame.advance(part);
            left -= part;
            if (frame.remaining() > 0) {
                break;
            }
            decide(frame, SendStatus.SENT);
            last |= frame.isLast();
            frame = frame.next;
        }
        head = frame;
        if (frame == null) {
            tail = null;
        }
        return last;
    }

    final void dropAll() {
        for (var frame = head; frame != null; frame = frame.next) {
            drop(frame);
        }
        head = null;
        tail = null;
    }

    /** Drops what has not been begun, but not a last frame. */
    final void dropUnbegun() {
        OutboundFrame<Completion> kept = null;
        var frame = head;
        head = null;
        while (frame != null) {
            var next = frame.next;
            if (frame.isBegun() || frame.isLast()) {
                frame.next = null;
                if (kept == null) {
                    head = frame;
                } else {
                    kept.next = frame;
                }
                kept = frame;
            } else {
                drop(frame);
            }
            frame = next;
        }
        tail = kept;
    }

    private void drop(OutboundFrame<Completion> frame) {
        count(-frame.remaining());
        decide(frame, SendStatus.CLOSED);
    }

    private void decide(OutboundFrame<Completion> frame, SendStatus status) {
        Completion waiter = frame.note();
        if (waiter != null) {
            through = waiter.decide(status, through);
        }
    }

    /** Who waits for frames that are through, to be told when the role is given back, as they may do whatever they like. */
    final @Nullable Completion takeThrough() {
        Completion told = through;
        through = null;
        return told;
    }

    /** Puts back who has not been told yet. */
    final void giveThrough(@Nullable Completion untold) {
        through = untold;
    }
}
