package dev.wsboot.core.io;

import dev.wsboot.core.Compress;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.protocol.FrameWriter;
import dev.wsboot.core.protocol.Masker;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.OutboundFrame;
import dev.wsboot.core.protocol.Role;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of what goes out on one connection: compressed if that was agreed on, masked if we are the client. What writes
 * belongs to the holder of the writer role, the rest to any thread.
 *
 * <p>Connections of a server without compression share one.
 */
final class FrameEncoder {

    /** In the place of an opcode: the payload is a whole frame already. */
    static final int FRAMED = -1;

    private static final FrameEncoder PLAIN = new FrameEncoder(null, null);
    private static final int KEYS_IN_BULK = 256;

    private final @Nullable IntSupplier keys;
    private final @Nullable Compressor compressor;

    private FrameEncoder(@Nullable IntSupplier keys, @Nullable Compressor compressor) {
        this.keys = keys;
        this.compressor = compressor;
    }

    /** The encoder of a new connection. */
    static FrameEncoder of(Role role) {
        return role == Role.SERVER ? PLAIN : new FrameEncoder(new StrongRandom(KEYS_IN_BULK)::nextKey, null);
    }

    /** The encoder of the same connection from when on messages are compressed. */
    FrameEncoder with(Compressor agreed) {
        return new FrameEncoder(keys, agreed);
    }

    // ---- any thread

    /** Whether a message of that length goes out compressed when that is the sender's wish. */
    boolean compresses(Compress wish, int length) {
        return compressor != null
                && switch (wish) {
                    case BY_SIZE -> compressor.wants(length);
                    case ALWAYS -> true;
                    case NEVER -> false;
                };
    }

    /** The most bytes that a frame can come to. */
    int maxSize(boolean compress, int length) {
        return FrameWriter.MAX_HEADER + (compress ? compressor().bound(length) : length);
    }

    /** The shared frame of a message, or null on a client, whose frames have a key each. */
    @Nullable
    ByteBuffer frame(PreparedMessage message) {
        if (keys != null) {
            return null;
        }
        return compresses(Compress.BY_SIZE, message.size())
                ? message.frame(compressor().windowBits(), compressor()::compressAlone)
                : message.frame();
    }

    /** A frame that waits; its payload is nobody else's, or is changed by nobody. */
    OutboundFrame<Completion> frame(int opcode, boolean compress, ByteBuffer payload, @Nullable Completion completion) {
        if (opcode == FRAMED) {
            return OutboundFrame.framed(payload, completion);
        }
        OutboundFrame<Completion> frame = OutboundFrame.of(opcode, payload, keys, completion);
        return compress ? frame.compressible() : frame;
    }

    // ---- with the writer role

    /** Adds a whole frame, compressed if it is to be. The buffer has room for it. */
    void put(ByteBuffer stage, int opcode, boolean compress, ByteBuffer payload) {
        if (opcode == FRAMED) {
            if (OutboundFrame.isForeign(payload)) {
                compressor().forget();
            }
            stage.put(payload.duplicate());
        } else if (compress) {
            compressor().compress(payload, compressed -> append(stage, opcode | Opcode.COMPRESSED, compressed));
        } else {
            append(stage, opcode, payload);
        }
    }

    /** The payload comes first, so that a failure leaves no half of a frame. */
    private void append(ByteBuffer stage, int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        int key = keys == null ? 0 : keys.getAsInt();
        int from = stage.position() + FrameWriter.headerLength(length) + (key == 0 ? 0 : FrameWriter.KEY_LENGTH);
        stage.put(from, payload, payload.position(), length);
        Masker.mask(stage, from, from + length, key);
        FrameWriter.writeHeader(stage, opcode, length, key);
        stage.position(from + length);
    }

    /**
     * Compresses a frame whose turn has come: once, and in the order in which messages go out, as a kept window depends on it.
     *
     * @return the change in the number of its bytes
     */
    int prepare(OutboundFrame<Completion> frame) {
        if (frame.isForeign()) {
            compressor().forget();
        }
        if (!frame.isCompressible()) {
            return 0;
        }
        int before = frame.remaining();
        compressor().compress(frame.payload(), compressed -> frame.compress(copy(compressed)));
        return frame.remaining() - before;
    }

    /** Frees what is held outside of the heap. Other threads may still ask how large a frame can get. */
    void close() {
        if (compressor != null) {
            compressor.close();
        }
    }

    /** A copy of the remaining bytes. */
    static ByteBuffer copy(ByteBuffer payload) {
        return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    }

    private Compressor compressor() {
        return Objects.requireNonNull(compressor);
    }
}
