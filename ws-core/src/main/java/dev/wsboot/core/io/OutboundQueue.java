package dev.wsboot.core.io;

import dev.wsboot.core.Compress;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.OutboundFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a connection: frames of any thread in, bytes to the transport out, without locks.
 *
 * <p>A frame goes out at once where that is possible, and otherwise waits in line, which is bounded. Everything here may be
 * called by any thread but what says otherwise.
 */
final class OutboundQueue extends WriterRole {

    /** How long a sender waits for another thread's write before the queue counts as full. */
    private static final long WRITER_PATIENCE_NANOS = 20_000_000L;

    /** Owned by the loop. */
    private @Nullable OutboundFrame<Completion> lastPong;

    /** The thread that collects what it sends. Each thread asks only whether that is itself. */
    private volatile @Nullable Thread collector;

    /** Whether the loop looks after what is collected. */
    private volatile boolean lookedAfter;

    OutboundQueue(Connection connection, EventLoop loop) {
        super(connection, loop);
    }

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
                && (loop().isCurrent()
                        ? cork(opcode, compress, payload)
                        : !isCollecting() && writeThrough(opcode, compress, payload));
        return gone ? accepted() : enqueue(opcode, compress, payload, isPrivate, completion);
    }

    /** Runs code; what it sends leaves when it ends, or earlier. */
    void cork(Runnable code) {
        Thread current = Thread.currentThread();
        if (loop().isCurrent() || collector == current) { // the loop collects in any case
            code.run();
            return;
        }
        collector = current;
        try {
            code.run();
        } finally {
            if (collector
                    == current) { // not when another thread has begun to collect meanwhile: this one has sent at once
                // since
                collector = null;
            }
            if (hasIncoming()) {
                writeNow(CORK_LIMIT);
            }
        }
    }

    private boolean isCollecting() {
        return collector == Thread.currentThread();
    }

    /** Writes what has been collected so far. On the loop. */
    void writeCollected() {
        lookedAfter = false;
        if (hasIncoming()) {
            flush();
        }
    }

    /** Sends a message that was encoded once for many, if the bound allows it; null when it does not. */
    @Nullable
    SendStatus send(PreparedMessage message) {
        ByteBuffer frame = encoder().frame(message);
        if (frame != null) {
            return send(FrameEncoder.FRAMED, false, frame, true, null);
        }
        boolean compress = isCompressed(Compress.BY_SIZE, message.size());
        return send(message.isText() ? Opcode.TEXT : Opcode.BINARY, compress, message.payload(), true, null);
    }

    /** Whether a message of that length goes out compressed when that is the sender's wish. Any thread. */
    boolean isCompressed(Compress wish, int length) {
        return encoder().compresses(wish, length);
    }

    private SendStatus accepted() {
        return isBehind() ? SendStatus.QUEUED : SendStatus.SENT;
    }

    @Override
    void caughtUp() {
        lastPong = null;
    }

    /** Answers a ping, on the loop. A pong that waits for a slow peer is replaced, so that pings cannot fill the queue. */
    void pong(ByteBuffer payload) {
        if (cork(Opcode.PONG, false, payload)) {
            return;
        }
        OutboundFrame<Completion> waitingPong = lastPong;
        if (isBehind() && waitingPong != null && !waitingPong.isBegun()) {
            count(waitingPong.replacePayload(FrameEncoder.copy(payload)));
            return;
        }
        OutboundFrame<Completion> pong = encoder().frame(Opcode.PONG, false, FrameEncoder.copy(payload), null);
        lastPong = isBehind() ? pong : null;
        sendAnyway(pong);
    }

    /** Sends a frame that no bound may hold back. */
    void sendAnyway(int opcode, ByteBuffer payload) {
        sendAnyway(encoder().frame(opcode, false, payload, null));
    }

    /** Sends a last frame in the place of everything that has not been begun. */
    void sendInstead(int opcode, ByteBuffer payload) {
        dropUnsent();
        sendAnyway(opcode, payload);
    }

    /** Sends our part of the opening handshake. */
    void sendRaw(ByteBuffer bytes, boolean last) {
        sendAnyway(OutboundFrame.raw(bytes, last));
    }

    private void sendAnyway(OutboundFrame<Completion> frame) {
        int size = frame.remaining();
        count(size);
        push(frame);
        flushSoon(size);
    }

    private @Nullable SendStatus enqueue(
            int opcode, boolean compress, ByteBuffer payload, boolean isPrivate, @Nullable Completion completion) {
        if (isTerminated()) {
            return SendStatus.CLOSED;
        }
        if (isFull() && !makeRoom()) {
            return null;
        }
        // Copied before anything is booked, since there may be no memory for it.
        OutboundFrame<Completion> frame =
                encoder().frame(opcode, compress, isPrivate ? payload : FrameEncoder.copy(payload), completion);
        int size = frame.remaining();
        if (!admit(size, connection().maxQueueSize())) {
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
        if (isFull() && !isBehind()) {
            Clock clock = connection().loops().clock();
            long start = clock.nanoTime();
            while (isFull() && !isBehind() && isTaken() && clock.nanoTime() - start < WRITER_PATIENCE_NANOS) {
                LockSupport.parkNanos(WRITER_PATIENCE_NANOS / 400);
            }
            writeAll();
        }
        return !isFull();
    }

    private boolean isFull() {
        return waiting() >= connection().maxQueueSize();
    }

    /** Sees to it that a frame that was pushed goes out. */
    private void flushSoon(int size) {
        boolean isLittle = waiting() < CORK_LIMIT;
        if (loop().isCurrent()) {
            if (isLittle) {
                flushAtEndOfTurn();
            } else {
                writeAll();
            }
        } else if (isLittle && isCollecting()) {
            if (!lookedAfter) {
                lookedAfter = true;
                loop().lookAfter(this);
            }
        } else {
            writeNow(size + BufferPool.BUFFER_SIZE);
        }
    }
}
