package dev.wsboot.test;

import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What has arrived from the server and was not taken yet, and how its side of the connection ended. Thread-safe. */
final class Inbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Message> messages = new ArrayDeque<>();
    private final Deque<ByteBuffer> pongs = new ArrayDeque<>();
    private @Nullable CloseStatus close;
    private @Nullable String end;
    private boolean stopped;

    // ---- what the receiver tells

    void message(Message message) {
        change(() -> messages.add(message));
    }

    void pong(ByteBuffer payload) {
        change(() -> pongs.add(payload));
    }

    void close(CloseStatus status) {
        change(() -> close = status);
    }

    /** The stream is over. The first to say why is believed. */
    void end(String why) {
        change(() -> end = end == null ? why : end);
    }

    /** Keeps the receiver from reading until {@link #start}, or until the connection is over. */
    void awaitStarted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (stopped && end == null) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- what the test asks

    void stop() {
        change(() -> stopped = true);
    }

    void start() {
        change(() -> stopped = false);
    }

    boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** The next message; null when none came in time, or none can come any more. */
    @Nullable
    Message take(Duration patience) {
        lock.lock();
        try {
            await(patience, () -> !messages.isEmpty() || close != null || end != null);
            return messages.poll();
        } finally {
            lock.unlock();
        }
    }

    /** The message that would be taken next, if it is there. */
    @Nullable
    Message peek() {
        lock.lock();
        try {
            return messages.peek();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    /** The next pong; null when none came in time. */
    @Nullable
    ByteBuffer takePong(Duration patience) {
        lock.lock();
        try {
            await(patience, () -> !pongs.isEmpty() || close != null || end != null);
            return pongs.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes that pong out of those that came; false when it did not come in time, or cannot come any more. */
    boolean takePong(ByteBuffer payload, Duration patience) {
        lock.lock();
        try {
            await(patience, () -> pongs.contains(payload) || close != null || end != null);
            return pongs.remove(payload);
        } finally {
            lock.unlock();
        }
    }

    /** The server's Close frame; null when none came in time. */
    @Nullable
    CloseStatus awaitClose(Duration patience) {
        lock.lock();
        try {
            await(patience, () -> close != null || end != null);
            return close;
        } finally {
            lock.unlock();
        }
    }

    /** How the stream ended; null when it did not in time. */
    @Nullable
    String awaitEnd(Duration patience) {
        lock.lock();
        try {
            await(patience, () -> end != null);
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** The server's Close frame, or the end without one, in words; null while the connection goes on. */
    @Nullable
    String over() {
        lock.lock();
        try {
            if (close != null) {
                String reason = close.reason().isEmpty() ? "" : " \"" + Transcript.shortened(close.reason()) + "\"";
                return "the server closed with " + close.code() + reason;
            }
            return end;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration patience, BooleanSupplier condition) {
        long left = patience.toNanos();
        try {
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the server", e);
        }
    }
}
