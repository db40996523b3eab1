package dev.wsboot.core.deflate;

import dev.wsboot.core.protocol.Decompressor;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the messages of one connection (RFC 7692 §7.2.2). Not thread-safe.
 *
 * <p>Without context takeover an inflater is borrowed for the length of a message, so that idle connections hold none; with
 * it, one is kept until the connection ends.
 */
public final class MessageInflater implements Decompressor {

    /** Who lends inflaters. */
    public interface Lender {

        /** A raw inflater without a dictionary. */
        Inflater take();

        /** Takes an inflater back. It was reset. */
        void give(Inflater inflater);
    }

    /** What the compressor left out at the end of a message. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final byte[] NOTHING = {};

    private final Lender lender;
    private final boolean takeover;
    private @Nullable Inflater inflater;
    private @Nullable ByteBuffer piece;
    private boolean finished;

    /**
     * An inflater of messages.
     *
     * @param takeover whether the peer may keep its window from message to message
     */
    public MessageInflater(Lender lender, boolean takeover) {
        this.lender = lender;
        this.takeover = takeover;
    }

    @Override
    public void begin() {
        if (inflater == null) {
            inflater = lender.take();
        }
        finished = true; // a message without any payload has no block for the tail to end
    }

    @Override
    public void input(ByteBuffer next) {
        piece = next;
        finished = false;
        current().setInput(next);
    }

    @Override
    public void inputEnd() {
        // Behind a final block that was the end of the message nothing was left out: the tail would begin a new block.
        if (!finished) {
            input(ByteBuffer.wrap(TAIL));
        }
    }

    @Override
    public int output(byte[] target, int offset, int length) {
        Inflater current = current();
        while (true) {
            int count = inflate(current, target, offset, length);
            if (count != 0) {
                return count;
            }
            if (current.needsDictionary()) {
                return CORRUPT;
            }
            if (!current.finished() || !restart(current)) {
                return 0;
            }
        }
    }

    /** What stands before a fault is given before it: else it would depend on the chunks whether it is seen. */
    private static int inflate(Inflater current, byte[] target, int offset, int length) {
        long before = current.getBytesWritten();
        try {
            return current.inflate(target, offset, length);
        } catch (DataFormatException e) {
            int count = (int) (current.getBytesWritten() - before);
            return count > 0 ? count : CORRUPT;
        }
    }

    /** A block was marked as the last one, but others may follow in the same message (RFC 7692 §7.2.3.4). */
    private boolean restart(Inflater current) {
        current.reset();
        ByteBuffer rest = piece;
        if (rest == null || !rest.hasRemaining()) {
            finished = true;
            return false;
        }
        current.setInput(rest);
        return true;
    }

    private Inflater current() {
        Inflater current = inflater;
        if (current == null) {
            throw new IllegalStateException("begin() comes first");
        }
        return current;
    }

    @Override
    public void end() {
        if (!takeover) {
            close();
        } else if (inflater != null) {
            piece = null;
            inflater.setInput(NOTHING); // else it would hold on to what was received last
        }
    }

    @Override
    public void close() {
        Inflater current = inflater;
        inflater = null;
        piece = null;
        if (current != null) {
            current.reset();
            lender.give(current);
        }
    }
}
