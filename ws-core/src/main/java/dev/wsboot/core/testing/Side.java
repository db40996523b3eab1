package dev.wsboot.core.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * One end of a link, as a socket that never blocks. Thread-safe.
 *
 * <p>As with TCP: who closes over bytes that were not read, or is sent some after closing, answers with a reset; and a reset
 * takes away what the other side has not read.
 */
final class Side {

    private final Link link;
    private final Pipe in;
    private final Pipe out;
    private boolean closed;

    Side(Link link, Pipe in, Pipe out) {
        this.link = link;
        this.in = in;
        this.out = out;
    }

    /** Reads what has arrived; 0 when nothing has, -1 at the peer's end of the stream. */
    int read(ByteBuffer into) throws IOException {
        link.lock.lock();
        try {
            checkConnected();
            int count = in.read(into);
            if (count > 0) {
                link.changedBy(this);
            }
            return count;
        } finally {
            link.lock.unlock();
        }
    }

    /** Sends as much as the peer has room for. */
    int write(ByteBuffer from) throws IOException {
        link.lock.lock();
        try {
            checkConnected();
            if (out.isFinished()) {
                throw new ClosedChannelException();
            }
            if (out.isAbandoned()) {
                return resetBy(from);
            }
            int count = out.write(from);
            if (count > 0) {
                link.changedBy(this);
            }
            return count;
        } finally {
            link.lock.unlock();
        }
    }

    /** The bytes leave, and what comes back is a reset. */
    private int resetBy(ByteBuffer from) {
        int count = from.remaining();
        from.position(from.limit());
        if (count > 0) {
            in.reset();
            link.changedBy(this);
        }
        return count;
    }

    private void checkConnected() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (in.isReset()) {
            throw new IOException("Connection reset");
        }
    }

    void shutdownOutput() throws IOException {
        link.lock.lock();
        try {
            checkConnected();
            out.finish();
            link.changedBy(this);
        } finally {
            link.lock.unlock();
        }
    }

    void close() {
        end(false);
    }

    void reset() {
        end(true);
    }

    private void end(boolean withReset) {
        link.lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (withReset || in.isUnread()) {
                out.reset();
            } else {
                out.finish();
            }
            in.abandon();
            link.changedBy(this);
        } finally {
            link.lock.unlock();
        }
    }

    // ---- with the lock

    boolean isClosed() {
        return closed;
    }

    /** Whether reading gives something: bytes, the end, or a failure. */
    boolean isReadable() {
        return !closed && in.isReadable();
    }

    /** Whether writing takes something, or fails. */
    boolean isWritable() {
        return !closed && (out.room() > 0 || out.isAbandoned() || in.isReset());
    }
}
