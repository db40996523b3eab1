package dev.wsboot.core.io;

import dev.wsboot.core.Compress;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.protocol.FrameWriter;
import dev.wsboot.core.protocol.Masker;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.OutboundFrame;
import dev.wsboot.core.protocol.Role;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a connection: frames of any thread in, bytes to the transport out, without locks.
 *
 * <p><strong>The writer role.</strong> Whoever moves {@code writer} from FREE to HELD by compare-and-set owns the frames that
 * are in line and is the only one who writes to the transport. Everybody else pushes frames onto {@code incoming} and
 * leaves: the writer looks there again after it has given the role back, so no frame is forgotten. The role is held within
 * one call and never waits for anything: no code of an application runs under it, and who stops before everything is
 * written gives it back and has the loop flush later. The one exception is a peer that is {@code behind}, since the kernel
 * took less than it was given: then, until everything is written, the role stays with the event loop, which goes on when
 * the socket is writable again.
 *
 * <p><strong>Batches.</strong> While the loop works off the input of a connection, that connection's output collects in the
 * loop's write buffer ("corked") and leaves in one write. Output for other connections that is sent from the loop leaves at
 * the end of the turn, or at once when it is much. Other threads write at once: what they send, and a buffer full of what
 * others left; the rest is the loop's.
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

    /** In the place of an opcode: the payload is a whole frame already. */
    private static final int FRAMED = -1;

    private static final int KEYS_IN_BULK = 256;

    private static final int FREE = 0;
    private static final int HELD = 1;

    /** From here on the collected output of a batch is written before the batch ends. */
    private static final int CORK_LIMIT = 64 * 1024;

    /** How long a sender waits for another thread's write before the queue counts as full. */
    private static final long WRITER_PATIENCE_NANOS = 20_000_000L;

    /** How many buffers the loop writes for one connection before it looks after the others. */
    private static final int WRITES_PER_TURN = 8;

    private final Connection connection;
    private final EventLoop loop;

    /** Where a client's masking keys come from, for the holder of the writer role; null on a server. */
    private final @Nullable IntSupplier keys;

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
    private @Nullable Completion through;
    private @Nullable Compressor compressor;
    private long lastProgress;

    // Owned by the loop.
    private boolean corked;
    private boolean flushScheduled;
    private @Nullable OutboundFrame<Completion> lastPong;

    OutboundQueue(Connection connection, EventLoop loop) {
        this.connection = connection;
        this.loop = loop;
        this.keys = connection.owner().role() == Role.CLIENT ? new StrongRandom(KEYS_IN_BULK)::nextKey : null;
    }

    /** The bytes that wait for the peer. */
    long waiting() {
        return waiting;
    }

    /** Whether the kernel took less than it was given, and has not caught up since. */
    boolean isBehind() {
        return behind;
    }

    /** When the peer fell behind, or the kernel last took a byte since. On the loop, while the peer is behind. */
    long lastProgress() {
        return lastProgress;
    }

    /** From now on messages are compressed. On the loop, before the first of them. */
    void compressWith(Compressor agreed) {
        compressor = agreed;
    }

    // ---- sending, from any thread

    /**
     * Sends a message or a ping, if the bound allows it.
     *
     * @param compress whether a message is to be compressed: see {@link #isCompressed}
     * @param payload left as it is; copied when it has to wait, unless {@code isPrivate} says that nobody else has it
     * @return null when the bound forbids it
     */
    @Nullable
    SendStatus send(
            int opcode, boolean compress, ByteBuffer payload, boolean isPrivate, @Nullable Completion completion) {
        boolean gone = completion == null
                && (loop.isCurrent() ? cork(opcode, compress, payload) : writeThrough(opcode, compress, payload));
        return gone ? accepted() : enqueue(opcode, compress, payload, isPrivate, completion);
    }

    /** Sends a message that was encoded once for many, if the bound allows it; null when it does not. */
    @Nullable
    SendStatus send(PreparedMessage message) {
        boolean compress = isCompressed(Compress.BY_SIZE, message.size());
        if (keys != null) { // a client's frames have a key each, and cannot be shared
            return send(message.isText() ? Opcode.TEXT : Opcode.BINARY, compress, message.payload(), true, null);
        }
        ByteBuffer frame =
                compress ? message.frame(compressor().windowBits(), compressor()::compressAlone) : message.frame();
        return send(FRAMED, false, frame, true, null);
    }

    /** Whether a message of that length goes out compressed when that is the sender's wish. Any thread. */
    boolean isCompressed(Compress wish, int length) {
        Compressor agreed = compressor;
        return agreed != null
                && switch (wish) {
                    case BY_SIZE -> agreed.wants(length);
                    case ALWAYS -> true;
                    case NEVER -> false;
                };
    }

    private SendStatus accepted() {
        return behind ? SendStatus.QUEUED : SendStatus.SENT;
    }

    /** Answers a ping. A pong that waits for a slow peer is replaced, so that pings cannot fill the queue. */
    void pong(ByteBuffer payload) {
        if (cork(Opcode.PONG, false, payload)) {
            return;
        }
        OutboundFrame<Completion> waitingPong = lastPong;
        if (behind && waitingPong != null && !waitingPong.isBegun()) {
            WAITING.getAndAdd(this, (long) waitingPong.replacePayload(copy(payload)));
            return;
        }
        OutboundFrame<Completion> pong = OutboundFrame.of(Opcode.PONG, copy(payload), keys, null);
        lastPong = behind ? pong : null;
        sendAnyway(pong);
    }

    /** Sends a frame that no bound may hold back. */
    void sendAnyway(int opcode, ByteBuffer payload) {
        sendAnyway(OutboundFrame.of(opcode, payload, keys, null));
    }

    /** Sends a last frame in the place of everything that has not been begun. */
    void sendInstead(int opcode, ByteBuffer payload) {
        dropping = true;
        sendAnyway(opcode, payload);
        loop.execute(this::dropHeld);
    }

    /** Sends our part of the opening handshake. */
    void sendRaw(ByteBuffer bytes, boolean last) {
        sendAnyway(OutboundFrame.raw(bytes, last));
    }

    private void sendAnyway(OutboundFrame<Completion> frame) {
        int size = frame.remaining();
        WAITING.getAndAdd(this, (long) size);
        push(frame);
        flushSoon(size);
    }

    private @Nullable SendStatus enqueue(
            int opcode, boolean compress, ByteBuffer payload, boolean isPrivate, @Nullable Completion completion) {
        if (terminated) {
            return SendStatus.CLOSED;
        }
        if (isFull() && !makeRoom()) {
            return null;
        }
        // Copied before anything is booked, since there may be no memory for it.
        OutboundFrame<Completion> frame = opcode == FRAMED
                ? OutboundFrame.framed(payload, completion)
                : OutboundFrame.of(opcode, isPrivate ? payload : copy(payload), keys, completion);
        if (compress) {
            frame.compressible();
        }
        int size = frame.remaining();
        if (!admit(size)) {
            return null;
        }
        push(frame);
        flushSoon(size);
        return accepted();
    }

    /**
     * What waits may wait for nothing but us, or for a writer that the scheduler stopped in the middle of its work. That is no
     * slow peer, and no reason to cut one off: the writer gets a moment to go on.
     */
    private boolean makeRoom() {
        writeAll();
        if (isFull() && !behind) {
            Clock clock = connection.loops().clock();
            long start = clock.nanoTime();
            while (isFull() && !behind && writer != FREE && clock.nanoTime() - start < WRITER_PATIENCE_NANOS) {
                LockSupport.parkNanos(WRITER_PATIENCE_NANOS / 400);
            }
            writeAll();
        }
        return !isFull();
    }

    private boolean isFull() {
        return waiting >= connection.maxQueueSize();
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

    /** Sees to it that a frame that was pushed goes out. */
    private void flushSoon(int size) {
        if (!loop.isCurrent()) {
            writeNow(size + BufferPool.BUFFER_SIZE);
        } else if (waiting < CORK_LIMIT) {
            flushAtEndOfTurn();
        } else {
            writeAll();
        }
    }

    /** Writes all that waits, as far as the kernel takes it. */
    private void writeAll() {
        if (loop.isCurrent() && corked) {
            while (corked && takeIncoming()) {
                uncork(loop.writeBuffer());
            }
        } else {
            writeNow(waiting);
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

    private void flushAtEndOfTurn() {
        if (!flushScheduled) {
            flushScheduled = true;
            loop.flushLater(this);
        }
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
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
            through = told;
            takeIncoming();
            told = takeThrough();
            writer = FREE;
        }
        return told;
    }

    /** Who waits for frames that are through, to be told when the role is given back, as they may do whatever they like. */
    private @Nullable Completion takeThrough() {
        Completion told = through;
        through = null;
        return told;
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
            closeCompressor();
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
        boolean all;
        try {
            stageFrames(stage);
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

    private void stageFrames(ByteBuffer stage) {
        for (var frame = head; frame != null && stage.hasRemaining(); frame = frame.isLast() ? null : frame.next) {
            if (frame.isCompressible()) {
                compress(frame);
            } else if (frame.isForeign()) {
                compressor().forget();
            }
            frame.copyTo(stage);
        }
    }

    /** Compresses a message in line: once, and in the order in which messages go out, as a kept window depends on it. */
    private void compress(OutboundFrame<Completion> frame) {
        compressor()
                .compress(frame.payload(), payload -> WAITING.getAndAdd(this, (long) frame.compress(copy(payload))));
    }

    private Compressor compressor() {
        return Objects.requireNonNull(compressor);
    }

    /** Books what the kernel took: first of what was staged, then of the frames in line. */
    private void settle(ByteBuffer stage, int staged, int taken) {
        if (behind && taken > 0) {
            lastProgress = loop.now();
        }
        if (taken < staged) {
            keepRest(stage.limit(staged).position(taken));
        } else {
            advance(taken - staged);
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
            decide(frame, SendStatus.SENT);
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
        if (!behind) {
            lastProgress = connection.loops().clock().nanoTime();
            behind = true;
            // From here on the role is the loop's: nothing that belongs to the writer may be touched behind this line.
            loop.execute(this::awaitWritable);
        }
    }

    // ---- writing at once

    /** Writes a frame of another thread without any detour, if nothing is in line before it and it fits into a buffer. */
    private boolean writeThrough(int opcode, boolean compress, ByteBuffer payload) {
        int size = maxSize(compress, payload.remaining());
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
                if (!gone || incoming != null) {
                    writeNow(BufferPool.BUFFER_SIZE);
                }
                Completion.tell(told);
            }
        }
        pool.give(stage);
        return gone;
    }

    /** Writes about so many bytes of what waits, from any thread, and leaves what is more to the loop. */
    private void writeNow(long most) {
        if (writer != FREE) {
            return; // who has the role looks at incoming after giving it back
        }
        BufferPool pool = connection.loops().buffers();
        ByteBuffer stage = pool.take();
        if (stage != null) {
            long left = most;
            do {
                left = writeNow(stage, left);
            } while (left > 0 && incoming != null);
            pool.give(stage);
        }
        if (stage == null || incoming != null) {
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
        boolean more = head != null;
        Completion told = release();
        if (more) {
            flushLater();
        }
        Completion.tell(told);
        return left;
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
    private boolean cork(int opcode, boolean compress, ByteBuffer payload) {
        int size = maxSize(compress, payload.remaining());
        if (loop.batch() != this || (!corked && !acquire())) {
            return false;
        }
        corked = true;
        ByteBuffer stage = loop.writeBuffer();
        if (incoming != null || head != null || terminated || size > stage.capacity()) {
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

    /** The most bytes that a frame can come to. */
    private int maxSize(boolean compress, int length) {
        return FrameWriter.MAX_HEADER + (compress ? compressor().bound(length) : length);
    }

    /** Adds a whole frame, compressed if it is to be; false when there is no way on with this connection. With the role. */
    private boolean putFrame(ByteBuffer stage, int opcode, boolean compress, ByteBuffer payload) {
        if (opcode == FRAMED) {
            if (OutboundFrame.isForeign(payload)) {
                compressor().forget();
            }
            stage.put(payload.duplicate());
            return true;
        }
        if (!compress) {
            append(stage, opcode, payload);
            return true;
        }
        try {
            compressor().compress(payload, compressed -> append(stage, opcode | Opcode.COMPRESSED, compressed));
            return true;
        } catch (Throwable e) { // for want of memory, if ever; a window that was kept is worth nothing any more
            terminated = true;
            loop.execute(() -> connection.writeFailed(e));
            return false;
        }
    }

    /** Adds a whole frame; the payload first, so that a failure leaves no half of one. */
    private void append(ByteBuffer stage, int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        int key = keys == null ? 0 : keys.getAsInt();
        int from = stage.position() + FrameWriter.headerLength(length) + (key == 0 ? 0 : FrameWriter.KEY_LENGTH);
        stage.put(from, payload, payload.position(), length);
        Masker.mask(stage, from, from + length, key);
        FrameWriter.writeHeader(stage, opcode, length, key);
        stage.position(from + length);
    }

    /** Writes what was collected so far; false when the peer is behind, which ends the collecting. */
    private boolean uncork(ByteBuffer stage) {
        corked = write(stage);
        return corked;
    }

    /** Writes what waits, unless somebody else is about to. On the loop, outside of a batch. */
    void flush() {
        flushScheduled = false;
        if (acquire()) {
            writeLoop(loop.writeBuffer().clear());
        }
    }

    /** Goes on when the socket is writable. */
    void writable() {
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
        lastPong = null;
        Completion told = release();
        if (incoming != null) {
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
    void terminate() {
        terminated = true;
        if (behind || acquire()) {
            writeLoop(loop.writeBuffer().clear());
        }
    }

    private void dropHeld() {
        if (behind) {
            takeIncoming();
            Completion.tell(takeThrough());
        }
    }

    private void closeCompressor() {
        // The field stays as it is: other threads may just be asking it how large a frame can get.
        if (compressor != null) {
            compressor.close();
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
        decide(frame, SendStatus.CLOSED);
    }

    private void decide(OutboundFrame<Completion> frame, SendStatus status) {
        Completion waiter = frame.note();
        if (waiter != null) {
            through = waiter.decide(status, through);
        }
    }
}
