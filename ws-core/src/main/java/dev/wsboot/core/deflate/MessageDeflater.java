package dev.wsboot.core.deflate;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Compresses messages, one after the other (RFC 7692 §7.2.1). Not thread-safe.
 *
 * <p>The window: the JDK's compressor always looks back over 32 KiB. Where less was agreed on, a full flush at the latest
 * every window's length forgets what came before it, and no match can reach back over that; with context takeover the count
 * runs on from message to message.
 */
public final class MessageDeflater {

    /** What a flush ends with and a payload leaves out: the length of an empty stored block. */
    private static final int TAIL = 4;

    private static final byte[] NOTHING = {};

    private static final int FULL_WINDOW = 1 << DeflateAgreement.MAX_WINDOW_BITS;

    private final Deflater deflater;
    private final boolean takeover;
    private final int window;
    private int sinceFullFlush;
    private boolean forgetting;

    /**
     * A compressor of messages on a raw {@code Deflater}, which stays its owner's to end.
     *
     * @param takeover whether the window is kept from message to message
     * @param windowBits the base-two logarithm of the window, 8 to 15
     */
    public MessageDeflater(Deflater deflater, boolean takeover, int windowBits) {
        this.deflater = deflater;
        this.takeover = takeover;
        this.window = 1 << windowBits;
    }

    /** The most that the payload of a message can need with a window, for the room that {@link #deflate} wants. */
    public static int bound(int length, int windowBits) {
        long bound = (long) length + (length >> 3) + (length >> 6) + 8L * ((length >> windowBits) + 1) + 64;
        return (int) Math.min(bound, Integer.MAX_VALUE - 8);
    }

    /**
     * Forgets the messages so far: for when the peer is sent one that was compressed elsewhere, so that its window is not what
     * this side thinks.
     */
    public void forget() {
        forgetting = true;
    }

    /**
     * Appends the compressed form of a message to a buffer.
     *
     * @param message taken as a whole
     * @param out has room for {@link #bound} bytes
     */
    public void deflate(ByteBuffer message, ByteBuffer out) {
        if (!message.hasRemaining()) {
            out.put((byte) 0); // RFC 7692 §7.2.3.6
            return;
        }
        if (!takeover || forgetting) {
            deflater.reset();
            sinceFullFlush = 0;
            forgetting = false;
        }
        int end = message.limit();
        while (message.position() < end) {
            int count = Math.min(end - message.position(), room());
            message.limit(message.position() + count);
            compress(message, out, isExhaustedBy(count) ? Deflater.FULL_FLUSH : Deflater.SYNC_FLUSH);
            message.limit(end);
        }
        out.position(out.position() - TAIL);
        deflater.setInput(NOTHING); // else it would hold on to the message until the next one
    }

    /** The bytes until the dictionary has to be emptied. */
    private int room() {
        return window == FULL_WINDOW ? Integer.MAX_VALUE : window - sinceFullFlush;
    }

    private boolean isExhaustedBy(int count) {
        if (window == FULL_WINDOW) {
            return false;
        }
        sinceFullFlush = (sinceFullFlush + count) % window;
        return sinceFullFlush == 0;
    }

    private void compress(ByteBuffer in, ByteBuffer out, int flush) {
        deflater.setInput(in);
        do {
            deflater.deflate(out, flush);
        } while (!deflater.needsInput());
    }
}
