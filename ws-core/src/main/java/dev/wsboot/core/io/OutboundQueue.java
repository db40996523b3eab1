package dev.wsboot.core.io;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.protocol.CloseStatus.Initiator;
import dev.wsboot.core.protocol.FrameWriter;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.OutboundFrame;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a connection: frames of any thread in, bytes to the transport out, without locks.
 *
 * <p><strong>The writer role.</strong> Whoever moves {@code writer} from FREE to HELD by compare-and-set owns the frames that
 * are in line and is the only one who writes to the transport. Everybody else pushes frames onto {@code incoming} and
 * leaves: the writer looks there again after it has given the role back, so no frame is forgotten. Nobody waits for the
 * role. When the kernel takes less than it was given, the peer is {@code behind}, and until everything is written the role
 * is left to the event loop, which goes on when the socket is writable again.
 *
 * <p><strong>Batches.</strong> While the loop works off the input of a connection, that connection's output collects in the
 * loop's write buffer ("corked") and leaves in one write. Output for other connections that is sent from the loop leaves at
 * the end of the turn. Other threads write at once, and only as much as one buffer holds; the rest is the loop's.
 *
 * <p>See docs/threading.md for the owner of each field.
 */
final class OutboundQueue {

    private static final VarHandle WRITER;
    private static final VarHandle INCOMING;
    private static final VarHandle WAITING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITER = lookup.findVarHandle(OutboundQueue.class, "writer", int.class);
            INCOMING = lookup.findVarHandle(OutboundQueue.class, "incoming", OutboundFrame.class);
            WAITING = lookup.findVarHandle(OutboundQueue.class, "waiting", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Nobody writes. */
    private static final int FREE = 0;
    /** A thread is writing. */
    private static final int HELD = 1;
    /** The event loop is to go on with what somebody began, or to wait for the socket. */
    private static final int LEFT_TO_LOOP = 2;

    /** From here on the collected output of a batch is written before the batch ends. */
    private static final int CORK_LIMIT = 64 * 1024;

    /** How many buffers the loop writes for one connection before it looks after the others. */
    private static final int WRITES_PER_TURN = 8;

    private final Connection connection;
    private final EventLoop loop;

    @SuppressWarnings("unused") // through WRITER
    private volatile int writer;

    private volatile @Nullable OutboundFrame<Completion> incoming;
    private volatile long waiting;
    private volatile boolean behind;
    private volatile boolean dropping;
    private volatile boolean terminated;

    // Owned by the writer.
    private @Nullable OutboundFrame<Completion> head;
    private @Nullable OutboundFrame<Completion> tail;
    private boolean settling;

    // Owned by the loop.
    private boolean corked;
    private boolean flushScheduled;
    private @Nullable OutboundFrame<Completion> lastPong;
    private long lastProgress;

    OutboundQueue(Connection connection, EventLoop loop) {
        this.connection = connection;
        this.loop = loop;
    }

    /** The bytes that wait for the peer. */
    long waiting() {
        return waiting;
    }

    /** Whether the kernel took less than it was given, and has not caught up since. */
    boolean isBehind() {
        return behind;
    }

    /** When the kernel last took a byte while the peer was behind. */
    long lastProgress() {
        return lastProgress;
    }

    // ---- sending, from any thread

    /**
     * Sends a message or a ping, if the bound allows it.
     *
     * @param payload left as it is; copied when it has to wait, unless {@code isPrivate} says that nobody else has it
     * @return null when the bound forbids it
     */
    @Nullable
    SendStatus send(int opcode, ByteBuffer payload, boolean isPrivate, @Nullable Completion completion) {
        if (loop.isCurrent()) {
            return completion == null && cork(opcode, payload)
                    ? SendStatus.SENT
                    : enqueue(opcode, payload, isPrivate, completion, false);
        }
        boolean writing = acquire();
        if (writing && completion == null && writeThrough(opcode, payload)) {
            return behind ? SendStatus.QUEUED : SendStatus.SENT;
        }
        return enqueue(opcode, payload, isPrivate, completion, writing);
    }

    /** Answers a ping. A pong that waits for a slow peer is replaced, so that pings cannot fill the queue. */
    void pong(ByteBuffer payload) {
        if (cork(Opcode.PONG, payload)) {
            return;
        }
        OutboundFrame<Completion> waitingPong = lastPong;
        if (behind && waitingPong != null && !waitingPong.isBegun()) {
            WAITING.getAndAdd(this, (long) waitingPong.replacePayload(copy(payload)));
            return;
        }
        OutboundFrame<Completion> pong = OutboundFrame.of(Opcode.PONG, copy(payload), null);
        lastPong = behind ? pong : null;
        sendAnyway(pong);
    }

    /** Sends what no bound may hold back: the answers of the opening handshake, control frames, the last frame. */
    void sendAnyway(OutboundFrame<Completion> frame) {
        WAITING.getAndAdd(this, (long) frame.remaining());
        push(frame);
        flushSoon(false);
    }

    /** Sends a last frame in the place of everything that has not been begun. */
    void sendInstead(OutboundFrame<Completion> last) {
        dropping = true;
        sendAnyway(last);
        loop.execute(this::dropHeld);
    }

    private @Nullable SendStatus enqueue(
            int opcode, ByteBuffer payload, boolean isPrivate, @Nullable Completion completion, boolean writing) {
        boolean admitted = admit(FrameWriter.headerLength(payload.remaining()) + payload.remaining());
        if (admitted) {
            push(OutboundFrame.of(opcode, isPrivate ? payload : copy(payload), completion));
        }
        flushSoon(writing);
        if (!admitted) {
            return null;
        }
        if (terminated) {
            return SendStatus.CLOSED;
        }
        return behind ? SendStatus.QUEUED : SendStatus.SENT;
    }

    /** Admits a frame while what already waits is below the bound; exact whatever the number of senders. */
    private boolean admit(int size) {
        long max = connection.maxQueueSize();
        while (true) {
            long before = waiting;
            if (before >= max) {
                return false;
            }
            if (WAITING.compareAndSet(this, before, before + size)) {
                return true;
            }
        }
    }

    private void push(OutboundFrame<Completion> frame) {
        do {
            frame.next = incoming;
        } while (!INCOMING.compareAndSet(this, frame.next, frame));
    }

    private void flushSoon(boolean writing) {
        if (!loop.isCurrent()) {
            if (writing || acquire()) {
                writeForeign();
            }
        } else if (waiting < CORK_LIMIT) {
            flushAtEndOfTurn();
        } else if (corked) {
            if (!settling) {
                takeIncoming();
                uncork(loop.writeBuffer());
            }
        } else if (!behind && acquireOnLoop()) {
            writeForeign();
        }
    }

    private void flushAtEndOfTurn() {
        if (!flushScheduled) {
            flushScheduled = true;
            loop.flushLater(this);
        }
    }

    private static void append(ByteBuffer stage, int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        FrameWriter.writeHeader(stage, opcode, length);
        stage.put(stage.position(), payload, payload.position(), length).position(stage.position() + length);
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    }

    // ---- the writer role

    private boolean acquire() {
        return writer == FREE && WRITER.compareAndSet(this, FREE, HELD);
    }

    /** On the loop, which may also take what was left to it. */
    private boolean acquireOnLoop() {
        if (writer == LEFT_TO_LOOP) {
            writer = HELD;
            return true;
        }
        return acquire();
    }

    private void leaveToLoop(Runnable how) {
        writer = LEFT_TO_LOOP;
        loop.execute(how);
    }

    /** Gives the role back; true when it was taken again, for frames that came meanwhile. */
    private boolean releaseAndRetake() {
        writer = FREE;
        return incoming != null && acquire();
    }

    /** Puts the frames that were pushed in line, oldest first; false when nothing is in line. */
    @SuppressWarnings("unchecked")
    private boolean takeIncoming() {
        if (incoming != null) {
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
        if (terminated) {
            dropAll();
        } else if (dropping) {
            dropUnbegun();
        }
        return head != null;
    }

    /**
     * Writes what is staged in the buffer and as many of the frames in line as fit behind it.
     *
     * @return whether the kernel took all of it; if not, the peer is behind and the role is the loop's
     */
    private boolean write(ByteBuffer stage) {
        int staged = stage.position();
        for (var frame = head; frame != null && stage.hasRemaining(); frame = frame.isLast() ? null : frame.next) {
            frame.copyTo(stage);
        }
        int taken;
        try {
            taken = connection.write(stage.flip());
        } catch (IOException e) { // the peer is gone
            stage.clear();
            terminated = true;
            dropAll();
            loop.execute(() -> connection.lost(Initiator.NETWORK));
            return true;
        }
        boolean all = !stage.hasRemaining();
        settle(stage, staged, taken);
        stage.clear();
        if (!all) {
            fallBehind();
        }
        return all;
    }

    /** Books what the kernel took: first of what was staged, then of the frames in line. */
    private void settle(ByteBuffer stage, int staged, int taken) {
        if (behind && taken > 0) {
            lastProgress = loop.now();
        }
        if (taken < staged) {
            keepRest(stage.limit(staged).position(taken));
        } else {
            settling = true;
            advance(taken - staged);
            settling = false;
        }
    }

    /** Keeps staged bytes that the kernel did not take, in front of everything else. */
    private void keepRest(ByteBuffer rest) {
        OutboundFrame<Completion> frame = OutboundFrame.raw(copy(rest), false);
        WAITING.getAndAdd(this, (long) frame.remaining());
        frame.next = head;
        head = frame;
        if (tail == null) {
            tail = frame;
        }
    }

    /** Counts bytes of the frames in line as taken by the kernel. */
    private void advance(int taken) {
        WAITING.getAndAdd(this, (long) -taken);
        int left = taken;
        var frame = head;
        while (frame != null) {
            int count = Math.min(left, frame.remaining());
            frame.advance(count);
            left -= count;
            if (frame.remaining() > 0) {
                break;
            }
            complete(frame, SendStatus.SENT);
            if (frame.isLast()) {
                terminated = true;
                connection.lastFrameSent();
            }
            frame = frame.next;
        }
        head = frame;
        if (frame == null) {
            tail = null;
        }
    }

    private void fallBehind() {
        if (behind) {
            writer = LEFT_TO_LOOP;
        } else {
            behind = true;
            leaveToLoop(this::awaitWritable);
        }
    }

    // ---- writing from other threads

    /** Writes a frame without any detour, if nothing is in line before it and it fits into a buffer. */
    private boolean writeThrough(int opcode, ByteBuffer payload) {
        int size = FrameWriter.headerLength(payload.remaining()) + payload.remaining();
        if (size > BufferPool.BUFFER_SIZE
                || takeIncoming()
                || terminated
                || !connection.state().canSend()) {
            return false;
        }
        BufferPool pool = connection.engine().buffers();
        ByteBuffer stage = pool.take();
        append(stage, opcode, payload);
        boolean all = write(stage);
        pool.give(stage);
        if (all && releaseAndRetake()) {
            writeForeign();
        }
        return true;
    }

    /** Writes one buffer full and leaves the rest to the loop, so that no sender works for the others for long. */
    private void writeForeign() {
        BufferPool pool = connection.engine().buffers();
        ByteBuffer stage = pool.take();
        boolean mine = true;
        for (int i = 0; mine; i++) {
            if (!takeIncoming()) {
                mine = releaseAndRetake();
            } else if (i > 0) {
                leaveToLoop(this::flush);
                mine = false;
            } else {
                mine = write(stage);
            }
        }
        pool.give(stage);
    }

    // ---- writing on the loop

    /** Begins a batch: what is sent to this connection until its end is collected. */
    void beginBatch() {
        loop.batch(this);
    }

    /** Ends the batch and writes what was collected. */
    void endBatch() {
        loop.batch(null);
        if (corked) {
            corked = false;
            writeLoop(loop.writeBuffer());
        }
    }

    /** Adds a frame to the output of the running batch, if it is this connection's and nothing is in line before it. */
    private boolean cork(int opcode, ByteBuffer payload) {
        if (loop.batch() != this || (!corked && (behind || !acquireOnLoop()))) {
            return false;
        }
        corked = true;
        int size = FrameWriter.headerLength(payload.remaining()) + payload.remaining();
        ByteBuffer stage = loop.writeBuffer();
        if (incoming != null || head != null || terminated || size > stage.capacity()) {
            return false;
        }
        if (size > stage.remaining() && !uncork(stage)) {
            return false;
        }
        append(stage, opcode, payload);
        if (stage.position() >= CORK_LIMIT) {
            uncork(stage);
        }
        return true;
    }

    /** Writes what was collected so far; false when the peer is behind, which ends the collecting. */
    private boolean uncork(ByteBuffer stage) {
        corked = write(stage);
        return corked;
    }

    /** Writes what waits, unless somebody else is at it or the peer is behind. */
    void flush() {
        if (!behind && acquireOnLoop()) {
            writeLoop(loop.writeBuffer().clear());
        }
    }

    /** What {@link EventLoop#flushLater} calls at the end of a turn. */
    void endOfTurn() {
        flushScheduled = false;
        flush();
    }

    /** Goes on when the socket is writable. */
    void writable() {
        if (behind && acquireOnLoop()) {
            writeLoop(loop.writeBuffer().clear());
        }
    }

    private void writeLoop(ByteBuffer stage) {
        for (int i = 0; takeIncoming() || stage.position() > 0; i++) {
            if (i == WRITES_PER_TURN) {
                leaveToLoop(behind ? this::writable : this::flush);
                return;
            }
            if (!write(stage)) {
                return;
            }
        }
        boolean caughtUp = behind;
        behind = false;
        if (releaseAndRetake()) {
            // Pushed in this very moment: the next turn is soon enough, and keeps one connection from holding the loop.
            leaveToLoop(this::flush);
        }
        if (caughtUp) {
            lastPong = null;
            connection.outputDrained();
        }
    }

    private void awaitWritable() {
        if (terminated) {
            terminate();
        } else if (behind) {
            lastProgress = loop.now();
            connection.outputBlocked();
        }
    }

    // ---- the end

    /** Forgets all frames, now and for ever: the connection is gone. */
    void terminate() {
        terminated = true;
        if (acquireOnLoop()) {
            writeLoop(loop.writeBuffer().clear());
        }
    }

    private void dropHeld() {
        if (behind && acquireOnLoop()) {
            takeIncoming();
            writer = LEFT_TO_LOOP;
        }
    }

    private void dropAll() {
        for (var frame = head; frame != null; frame = frame.next) {
            drop(frame);
        }
        head = null;
        tail = null;
    }

    /** Drops what has not been begun, but not a last frame. */
    private void dropUnbegun() {
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
        WAITING.getAndAdd(this, (long) -frame.remaining());
        complete(frame, SendStatus.CLOSED);
    }

    private static void complete(OutboundFrame<Completion> frame, SendStatus status) {
        Completion waiter = frame.note();
        if (waiter != null) {
            waiter.complete(status);
        }
    }
}
