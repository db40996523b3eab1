package dev.wsboot.core.testing;

import java.nio.ByteBuffer;

/** One direction of a connection: the bytes that were sent and not read, at most as many as it holds, and its end. */
final class Pipe {

    private enum End {
        NONE,
        FIN,
        RESET
    }

    private final byte[] ring;
    private int head;
    private int size;
    private End end = End.NONE;
    private boolean abandoned;

    Pipe(int capacity) {
        this.ring = new byte[capacity];
    }

    // ---- the sender's end

    int room() {
        return ring.length - size;
    }

    /** Takes as much as there is room for. */
    int write(ByteBuffer from) {
        int count = Math.min(from.remaining(), room());
        int tail = (head + size) % ring.length;
        int straight = Math.min(count, ring.length - tail);
        from.get(ring, tail, straight);
        from.get(ring, 0, count - straight);
        size += count;
        return count;
    }

    /** Nothing more is sent. */
    void finish() {
        if (end == End.NONE) {
            end = End.FIN;
        }
    }

    boolean isFinished() {
        return end != End.NONE;
    }

    /** Nothing more is sent, and what was not read is lost. */
    void reset() {
        end = End.RESET;
        size = 0;
    }

    /** Whether nobody reads any more. */
    boolean isAbandoned() {
        return abandoned;
    }

    // ---- the receiver's end

    /** Gives what has been sent; -1 at its end. */
    int read(ByteBuffer into) {
        if (size == 0 && end == End.FIN) {
            return -1;
        }
        int count = Math.min(size, into.remaining());
        int straight = Math.min(count, ring.length - head);
        into.put(ring, head, straight);
        into.put(ring, 0, count - straight);
        head = (head + count) % ring.length;
        size -= count;
        return count;
    }

    boolean isUnread() {
        return size > 0;
    }

    /** Whether reading gives something: bytes, the end, or a failure. */
    boolean isReadable() {
        return size > 0 || end != End.NONE;
    }

    boolean isReset() {
        return end == End.RESET;
    }

    /** Nobody reads any more. */
    void abandon() {
        abandoned = true;
        size = 0;
    }
}
