package dev.wsboot.core.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to one connection, which one thread has at a time, and what it does with it.
 *
 * <p>Whoever moves {@code writer} from FREE to HELD by compare-and-set owns the frames that are in line and is the only one who
 * writes to the transport. Everybody else pushes frames and leaves: the writer looks there again after it has given the role
 * back, so no frame is forgotten. The role is held within one call and never waits for anything: no code of an application
 * runs under it, and who stops before everything is written gives it back and has the loop flush later. The one exception is a
 * peer that is {@code behind}, since the kernel took less than it was given: then, until everything is written, the role
 * stays with the event loop, which goes on when the socket is writable again.
 *
 * <p>Batches: while the loop works off the input of a connection, that connection's output collects in the loop's write
 * buffer ("corked") and leaves in one write. Output for other connections that is sent from the loop leaves at the end of the
 * turn, or at once when it is much. Other threads write at once: what they send, and a buffer full of what others left; the
 * rest is the loop's.
 *
 * <p>A class of its own to inherit from, not to hold, because an idle connection counts its bytes. See docs/threading.md for
 * the owner of each field.
 */
abstract class WriterRole extends FrameLine {

    private static final VarHandle WRITER;

    static {
        try {
            WRITER = MethodHandles.lookup().findVarHandle(WriterRole.class, "writer", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int FREE = 0;
    private static final int HELD = 1;

    /** From here on the collected output of a batch is written before the batch ends. */
    static final int CORK_LIMIT = 64 * 1024;

    /** How many buffers the loop writes for one connection before it looks after the others. */
    private static final int WRITES_PER_TURN = 8;

    private final Connection connection;
    private final EventLoop loop;

    @SuppressWarnings("unused") // through WRITER
    private volatile int writer;

    private volatile boolean behind;
    private volatile boolean dropping;
    private volatile boolean terminated;

    // Owned by the writer.
    private FrameEncoder encoder;
    private long lastProgress;

    // Owned by the loop.
    private boolean corked;
    private boolean flushScheduled;

    WriterRole(Connection connection, EventLoop loop) {
        this.connection = connection;
        this.loop = loop;
        this.encoder = FrameEncoder.of(connection.owner().role());
    }

    final Connection connection() {
        return connection;
    }

    final EventLoop loop() {
        return loop;
    }

    final FrameEncoder encoder() {
        return encoder;
    }

    /** From now on messages are compressed. On the loop, before the first of them. */
    final void compressWith(Compressor agreed) {
        encoder = encoder.with(agreed);
    }

    /** Whether the kernel took less than it was given, and has not caught up since. Any thread. */
    final boolean isBehind() {
        return behind;
    }

    /** Whether somebody is writing, or the peer is behind. Any thread. */
    final boolean isTaken() {
        return writer != FREE;
    }

    /** Whether nothing is sent any more. Any thread. */
    final boolean isTerminated() {
        return terminated;
    }

    /** When the peer fell behind, or the kernel last took a byte since. On the loop, while the peer is behind. */
    final long lastProgress() {
        return lastProgress;
    }

    /** The peer is not behind any more. On the loop. */
    abstract void caughtUp();

    // ---- having it written

    /** Writes all that waits, as far as the kernel takes it. */
    final void writeAll() {
        if (loop.isCurrent() && corked) {
            while (corked && takeIncoming()) {
                uncork(loop.writeBuffer());
            }
        } else {
            writeNow(waiting());
        }
    }

    /** Has the loop write what is in line. Without the role, since the loop takes it for that. */
    private void flushLater() {
        if (loop.isCurrent()) {
            flushAtEndOfTurn();
        } else {
            loop.execute(this::flush);
        }
    }

    final void flushAtEndOfTurn() {
        if (!flushScheduled) {
            flushScheduled = true;
            loop.flushLater(this);
        }
    }

    // ---- the writer role

    private boolean acquire() {
        return writer == FREE && WRITER.compareAndSet(this, FREE, HELD);
    }

    /** Gives the role back. Returns who is to be told then; the caller looks at {@code incoming} before it does that. */
    private @Nullable Completion release() {
        Completion told = takeThrough();
        writer = FREE;
        if (terminated && acquire()) { // the end came meanwhile, and found the role taken
            giveThrough(told);
            takeIncoming();
            told = takeThrough();
            writer = FREE;
        }
        return told;
    }

    /** Puts the frames that were pushed in line; false when nothing is in line. */
    private boolean takeIncoming() {
        lineUp();
        if (terminated) {
            dropAll();
            encoder.close();
        } else if (dropping) {
            dropUnbegun();
        }
        return isInLine();
    }

    /**
     * Writes what is staged in the buffer and as many of the frames in line as fit behind it.
     *
     * @return whether the kernel took all of it; if not, the peer is behind and the role is the loop's
     */
    private boolean write(ByteBuffer stage) {
        int staged = stage.position();
        boolean all;
        try {
            copyTo(stage, encoder);
            int taken = connection.write(stage.flip());
            all = !stage.hasRemaining();
            settle(stage, staged, taken);
        } catch (Throwable e) { // the peer is gone, as a rule; whatever it is, the role must not be lost to it
            terminated = true;
            dropAll();
            loop.execute(() -> connection.writeFailed(e));
            all = true;
        }
        stage.clear();
        if (!all) {
            Completion told = takeThrough();
            fallBehind();
            Completion.tell(told);
        }
        return all;
    }

    /** Books what the kernel took: first of what was staged, then of the frames in line. */
    private void settle(ByteBuffer stage, int staged, int taken) {
        if (behind && taken > 0) {
            lastProgress = loop.now();
        }
        if (taken < staged) {
            putFirst(FrameEncoder.copy(stage.limit(staged).position(taken)));
        } else if (advance(taken - staged)) {
            terminated = true;
            connection.lastFrameSent();
        }
    }

    private void fallBehind() {
        if (!behind) {
            lastProgress = connection.loops().clock().nanoTime();
            behind = true;
            // From here on the role is the loop's: nothing that belongs to the writer may be touched behind this line.
            loop.execute(this::awaitWritable);
        }
    }

    // ---- writing at once

    /** Writes a frame of another thread without any detour, if nothing is in line before it and it fits into a buffer. */
    final boolean writeThrough(int opcode, boolean compress, ByteBuffer payload) {
        int size = encoder.maxSize(compress, payload.remaining());
        BufferPool pool = connection.loops().buffers();
        ByteBuffer stage = size <= BufferPool.BUFFER_SIZE && writer == FREE ? pool.take() : null;
        if (stage == null) {
            return false;
        }
        boolean gone = false;
        if (acquire()) {
            gone = !takeIncoming()
                    && !terminated
                    && connection.state().canSend()
                    && putFrame(stage, opcode, compress, payload);
            if (!gone || write(stage)) {
                Completion told = release();
                if (!gone || hasIncoming()) {
                    writeNow(BufferPool.BUFFER_SIZE);
                }
                Completion.tell(told);
            }
        }
        pool.give(stage);
        return gone;
    }

    /** Writes about so many bytes of what waits, from any thread, and leaves what is more to the loop. */
    final void writeNow(long most) {
        if (writer != FREE) {
            return; // who has the role looks at incoming after giving it back
        }
        BufferPool pool = connection.loops().buffers();
        ByteBuffer stage = pool.take();
        if (stage != null) {
            long left = most;
            do {
                left = writeNow(stage, left);
            } while (left > 0 && hasIncoming());
            pool.give(stage);
        }
        if (stage == null || hasIncoming()) {
            flushLater();
        }
    }

    /** Writes what is in line; returns what is left of {@code most}. */
    private long writeNow(ByteBuffer stage, long most) {
        if (!acquire()) {
            return 0;
        }
        long left = most;
        while (left > 0 && takeIncoming()) {
            left -= stage.capacity();
            if (!write(stage)) {
                return 0;
            }
        }
        boolean more = isInLine();
        Completion told = release();
        if (more) {
            flushLater();
        }
        Completion.tell(told);
        return left;
    }

    // ---- writing on the loop

    /** Begins a batch: what is sent to this connection until its end is collected. */
    final void beginBatch() {
        loop.batch(this);
    }

    /** Ends the batch and writes what was collected. */
    final void endBatch() {
        loop.batch(null);
        if (corked) {
            corked = false;
            writeLoop(loop.writeBuffer());
        }
    }

    /** Adds a frame to the output of the running batch, if it is this connection's and nothing is in line before it. */
    @SuppressWarnings("ReferenceEquality") // this very connection's, no other
    final boolean cork(int opcode, boolean compress, ByteBuffer payload) {
        int size = encoder.maxSize(compress, payload.remaining());
        if (loop.batch() != this || (!corked && !acquire())) {
            return false;
        }
        corked = true;
        ByteBuffer stage = loop.writeBuffer();
        if (hasIncoming() || isInLine() || terminated || size > stage.capacity()) {
            return false;
        }
        if (size > stage.remaining() && !uncork(stage)) {
            return false;
        }
        if (!putFrame(stage, opcode, compress, payload)) {
            return false;
        }
        if (stage.position() >= CORK_LIMIT) {
            uncork(stage);
        }
        return true;
    }

    /** Adds a whole frame; false when there is no way on with this connection. */
    private boolean putFrame(ByteBuffer stage, int opcode, boolean compress, ByteBuffer payload) {
        if (!compress) {
            encoder.put(stage, opcode, false, payload); // what this throws harms nothing: no half of a frame is left
            return true;
        }
        try {
            encoder.put(stage, opcode, true, payload);
            return true;
        } catch (Throwable e) { // for want of memory, if ever; a window that was kept is worth nothing any more
            terminated = true;
            loop.execute(() -> connection.writeFailed(e));
            return false;
        }
    }

    /** Writes what was collected so far; false when the peer is behind, which ends the collecting. */
    private boolean uncork(ByteBuffer stage) {
        corked = write(stage);
        return corked;
    }

    /** Writes what waits, unless somebody else is about to. On the loop, outside of a batch. */
    final void flush() {
        flushScheduled = false;
        if (acquire()) {
            writeLoop(loop.writeBuffer().clear());
        }
    }

    /** Goes on when the socket is writable. */
    final void writable() {
        if (behind) {
            writeLoop(loop.writeBuffer().clear());
        }
    }

    /** Writes what was collected and what is in line, with the role, and gives that back when the peer is not behind. */
    private void writeLoop(ByteBuffer stage) {
        for (int i = 0; takeIncoming() || stage.position() > 0; i++) {
            if (i == WRITES_PER_TURN) {
                goOnLater();
                return;
            }
            if (!write(stage)) {
                return;
            }
        }
        boolean wasBehind = behind;
        behind = false;
        caughtUp();
        Completion told = release();
        if (hasIncoming()) {
            // Pushed in this very moment: the next turn is soon enough, and keeps one connection from holding the loop.
            loop.execute(this::flush);
        }
        Completion.tell(told);
        if (wasBehind) {
            connection.outputDrained(!terminated);
        }
    }

    private void goOnLater() {
        if (behind) {
            // The socket is still writable: the selector calls again, and the role stays here until then.
            Completion.tell(takeThrough());
        } else {
            Completion told = release();
            loop.execute(this::flush);
            Completion.tell(told);
        }
    }

    private void awaitWritable() {
        if (terminated) {
            terminate();
        } else if (behind) {
            connection.outputBlocked();
        }
    }

    // ---- the end

    /** Forgets all frames, now and for ever: the connection is gone. Who has the role sees it when giving that back. */
    final void terminate() {
        terminated = true;
        if (behind || acquire()) {
            writeLoop(loop.writeBuffer().clear());
        }
    }

    /** From now on drops what has not been begun, but for a last frame. Any thread. */
    final void dropUnsent() {
        dropping = true;
        loop.execute(() -> {
            if (behind) {
                takeIncoming();
                Completion.tell(takeThrough());
            }
        });
    }
}
