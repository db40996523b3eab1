package dev.wsboot.core.io;

import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.MessageDeflater;
import dev.wsboot.core.protocol.Role;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the messages that go out on one connection. Belongs to the holder of the connection's writer role.
 *
 * <p>With context takeover it keeps a compressor of its own until {@link #close}; without, it borrows one for each message.
 */
final class Compressor {

    /** What a compressed message is handed to, while its bytes are lent. */
    interface Use {

        void accept(ByteBuffer payload);
    }

    private final DeflaterPool pool;
    private final int minSize;
    private final boolean takeover;
    private final int windowBits;
    private final Runnable whenClosed;
    private boolean closed;
    private @Nullable Deflater own;
    private @Nullable MessageDeflater window;

    /**
     * The sending side of an agreement.
     *
     * @param role which side we are
     * @param minSize messages of fewer bytes go out as they are
     * @param whenClosed told once, at the end
     */
    Compressor(DeflaterPool pool, DeflateAgreement agreement, Role role, int minSize, Runnable whenClosed) {
        this.pool = pool;
        this.minSize = minSize;
        this.takeover = agreement.takeover(role);
        this.windowBits = agreement.windowBits(role);
        this.whenClosed = whenClosed;
    }

    /** Whether a message of that length is worth it. Any thread. */
    boolean wants(int length) {
        return length >= minSize;
    }

    /** The most bytes that a message of that length can come to. Any thread. */
    int bound(int length) {
        return MessageDeflater.bound(length, windowBits);
    }

    /** Compresses a message, whose position stays as it was, and lends the result to {@code use}. */
    void compress(ByteBuffer message, Use use) {
        DeflaterPool.Lease lease = pool.take();
        try {
            ByteBuffer out = lease.scratch(bound(message.remaining()));
            deflater(lease).deflate(message.duplicate(), out);
            use.accept(out.flip());
        } finally {
            pool.give(lease);
        }
    }

    /** Compresses a message from an empty window, whatever was compressed before. Any thread. */
    ByteBuffer compressAlone(ByteBuffer message) {
        DeflaterPool.Lease lease = pool.take();
        try {
            ByteBuffer out = lease.scratch(bound(message.remaining()));
            new MessageDeflater(lease.deflater(), false, windowBits).deflate(message.duplicate(), out);
            out.flip();
            return ByteBuffer.allocate(out.remaining()).put(out).flip();
        } finally {
            pool.give(lease);
        }
    }

    /** The base-two logarithm of the window. Any thread. */
    int windowBits() {
        return windowBits;
    }

    /** Forgets the window that is kept: the peer gets a message that was compressed elsewhere. */
    void forget() {
        if (window != null) {
            window.forget();
        }
    }

    private MessageDeflater deflater(DeflaterPool.Lease lease) {
        if (!takeover) {
            return new MessageDeflater(lease.deflater(), false, windowBits);
        }
        MessageDeflater kept = window;
        if (kept == null) {
            own = pool.open();
            window = kept = new MessageDeflater(own, true, windowBits);
        }
        return kept;
    }

    /** Frees what is held. Nothing may be compressed afterwards. May be called again. */
    void close() {
        if (!closed) {
            closed = true;
            whenClosed.run();
        }
        Deflater held = own;
        own = null;
        window = null;
        if (held != null) {
            pool.end(held);
        }
    }
}
