package dev.wsboot.core;

import dev.wsboot.core.protocol.FrameWriter;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.TextEncoder;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A message that is encoded once and sent to many: {@link WsSession#send(PreparedMessage)}.
 *
 * <p>Its frame is made once as well, and once more for each size of window that sessions with compression have agreed on.
 * Immutable as far as anybody can see, and thread-safe. It may be kept and sent again; it holds its bytes on the heap.
 */
public final class PreparedMessage {

    private static final int SMALLEST_WINDOW = 8;
    private static final int WINDOWS = 8;

    private final int opcode;
    private final ByteBuffer payload;

    /** The plain frame, and behind it the compressed ones, the smallest window first: each null until it is asked for. */
    private final AtomicReferenceArray<@Nullable ByteBuffer> frames = new AtomicReferenceArray<>(1 + WINDOWS);

    private PreparedMessage(int opcode, ByteBuffer payload) {
        this.opcode = opcode;
        this.payload = payload;
    }

    /**
     * A text message.
     *
     * @throws IllegalArgumentException when the text has an unpaired surrogate and so has no UTF-8 form
     */
    public static PreparedMessage of(String text) {
        return new PreparedMessage(
                Opcode.TEXT, ByteBuffer.wrap(TextEncoder.encode(text)).asReadOnlyBuffer());
    }

    /** A binary message of a copy of the remaining bytes. The buffer's position is left as it was. */
    public static PreparedMessage of(ByteBuffer binary) {
        ByteBuffer copy = ByteBuffer.allocate(binary.remaining()).put(binary.duplicate());
        return new PreparedMessage(Opcode.BINARY, copy.flip().asReadOnlyBuffer());
    }

    /** Whether this is a text message. */
    public boolean isText() {
        return opcode == Opcode.TEXT;
    }

    /** The bytes of the message, as they are without compression: a read-only view of its own. */
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /** The number of bytes without compression. */
    public int size() {
        return payload.remaining();
    }

    /** The whole of the plain frame as a server sends it (RFC 6455 §5.2). Shared: not to be changed in any way. */
    public ByteBuffer frame() {
        return frame(0, payload);
    }

    /**
     * The whole of the compressed frame as a server sends it (RFC 7692 §6). Shared: not to be changed in any way.
     *
     * @param windowBits the base-two logarithm of the window, 8 to 15
     * @param deflate compresses the payload from an empty window; called when nobody has asked for that window before
     */
    public ByteBuffer frame(int windowBits, UnaryOperator<ByteBuffer> deflate) {
        int index = 1 + windowBits - SMALLEST_WINDOW;
        ByteBuffer made = frames.get(index);
        return made != null ? made : frame(index, deflate.apply(payload()));
    }

    private ByteBuffer frame(int index, ByteBuffer content) {
        ByteBuffer made = frames.get(index);
        if (made == null) {
            int length = content.remaining();
            made = ByteBuffer.allocate(FrameWriter.headerLength(length) + length);
            FrameWriter.writeHeader(made, index == 0 ? opcode : opcode | Opcode.COMPRESSED, length, 0);
            made.put(content.duplicate()).flip();
            // Two threads may have made it at the same time: both are right, and one is kept.
            frames.compareAndSet(index, null, made);
        }
        return made;
    }

    /** Kind and size; not the content, which may be confidential. */
    @Override
    public String toString() {
        return "PreparedMessage[" + (isText() ? "text" : "binary") + ", " + size() + " bytes]";
    }
}
