package dev.wsboot.core.protocol;

import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A frame on its way out, which knows how many of its bytes the transport has taken.
 *
 * <p>Owned by one queue at a time, which links frames through {@link #next}. The payload stays as it was handed in until
 * the transport has taken it, so after a short write the same bytes are produced again from where it stopped. Not
 * thread-safe.
 *
 * @param <T> what the queue's owner notes on a frame, as who waits for it to leave
 */
public final class OutboundFrame<T> {

    /** The frame behind this one in its queue. */
    public @Nullable OutboundFrame<T> next;

    private static final int RAW = -1;
    private static final int FRAMED = -2;

    private final boolean last;
    private final @Nullable T note;
    private final @Nullable IntSupplier keys;
    private int key;
    private boolean compressible;
    private int opcode;
    private int headerLength;
    private ByteBuffer payload;
    private int taken;

    private OutboundFrame(int opcode, ByteBuffer payload, boolean last, @Nullable IntSupplier keys, @Nullable T note) {
        this.opcode = opcode;
        this.payload = payload;
        this.last = last;
        this.keys = keys;
        this.note = note;
        this.headerLength = headerLength();
    }

    /**
     * A frame with that payload, which nobody changes any more. A Close frame is the last of its connection.
     *
     * @param keys where a client takes the masking key from, when the frame is first copied; null on a server
     */
    public static <T> OutboundFrame<T> of(
            int opcode, ByteBuffer payload, @Nullable IntSupplier keys, @Nullable T note) {
        return new OutboundFrame<>(opcode, payload, opcode == Opcode.CLOSE, keys, note);
    }

    /**
     * Bytes that go out as they are: an HTTP response, or what was framed already.
     *
     * @param last whether nothing may follow them
     */
    public static <T> OutboundFrame<T> raw(ByteBuffer bytes, boolean last) {
        return new OutboundFrame<>(RAW, bytes, last, null, null);
    }

    /** A whole frame with its header, which nobody changes any more and others may be sending as well. */
    public static <T> OutboundFrame<T> framed(ByteBuffer frame, @Nullable T note) {
        return new OutboundFrame<>(FRAMED, frame, false, null, note);
    }

    /** The bytes that the transport has not taken. */
    public int remaining() {
        return headerLength + payload.remaining() - taken;
    }

    /** Whether the transport has taken some of the bytes, so that the rest must follow. Raw bytes count as begun. */
    public boolean isBegun() {
        return taken > 0 || opcode == RAW;
    }

    /** Whether nothing may follow this frame. */
    public boolean isLast() {
        return last;
    }

    /** What the queue's owner noted on this frame. */
    public @Nullable T note() {
        return note;
    }

    /** Marks a message that is to be compressed when its turn comes. */
    public OutboundFrame<T> compressible() {
        compressible = true;
        return this;
    }

    /** Whether this is a message that has yet to be compressed. */
    public boolean isCompressible() {
        return compressible;
    }

    /** Whether this is a message that was compressed elsewhere, from a window that is not this connection's. */
    public boolean isForeign() {
        return opcode == FRAMED && isForeign(payload);
    }

    /** Whether a whole frame is the first of a compressed message (RFC 7692 §6). */
    public static boolean isForeign(ByteBuffer frame) {
        return (frame.get(frame.position()) & Opcode.COMPRESSED) != 0;
    }

    /** What was handed in, or took its place. Not to be changed. */
    public ByteBuffer payload() {
        return payload;
    }

    /**
     * Puts the compressed form of a message in the place of what was handed in (RFC 7692 §6.1).
     *
     * @return the change in the number of remaining bytes
     */
    public int compress(ByteBuffer compressed) {
        assert compressible && taken == 0;
        int before = remaining();
        compressible = false;
        opcode |= Opcode.COMPRESSED;
        payload = compressed;
        headerLength = headerLength();
        return remaining() - before;
    }

    private int headerLength() {
        return opcode < 0
                ? 0
                : FrameWriter.headerLength(payload.remaining()) + (keys == null ? 0 : FrameWriter.KEY_LENGTH);
    }

    /** Copies remaining bytes, as many as there is room for. The frame stays as it was. */
    public void copyTo(ByteBuffer out) {
        int offset = taken - headerLength;
        if (offset < 0) {
            if (taken == 0 && keys != null) {
                key = keys.getAsInt();
            }
            copyHeader(out);
            offset = 0;
        }
        int from = out.position();
        int count = Math.min(out.remaining(), payload.remaining() - offset);
        out.put(from, payload, payload.position() + offset, count);
        Masker.mask(out, from, from + count, Masker.advance(key, offset));
        out.position(from + count);
    }

    private void copyHeader(ByteBuffer out) {
        if (taken == 0 && out.remaining() >= headerLength) {
            FrameWriter.writeHeader(out, opcode, payload.remaining(), key);
            return;
        }
        ByteBuffer header = ByteBuffer.allocate(headerLength);
        FrameWriter.writeHeader(header, opcode, payload.remaining(), key);
        header.flip().position(taken);
        header.limit(Math.min(headerLength, taken + out.remaining()));
        out.put(header);
    }

    /** Counts bytes as taken by the transport. */
    public void advance(int count) {
        taken += count;
    }

    /**
     * Puts another payload of a control frame in the place of this one's, if no byte of it left.
     *
     * @return the change in the number of remaining bytes
     */
    public int replacePayload(ByteBuffer other) {
        assert taken == 0 && Opcode.isControl(opcode);
        int change = other.remaining() - payload.remaining();
        payload = other;
        return change;
    }
}
