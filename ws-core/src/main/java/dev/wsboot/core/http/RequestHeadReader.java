package dev.wsboot.core.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The incremental reader of one HTTP/1.1 request head (RFC 9112), strict where leniency would let two readers of the
 * same bytes disagree. It fails at the first byte that cannot be right, whatever the chunks the bytes come in.
 *
 * <p>It takes exactly the head out of the caller's buffer, up to and including the empty line: frames that came in the
 * same segment stay there. What it keeps between calls is what was received, at most twice that, never the limit ahead
 * of time; each byte is copied once per doubling and looked at once.
 *
 * <p>A version below HTTP/1.1 is answered with 505: RFC 6455 §4.1 asks for 1.1 or higher, and HTTP/2 is another
 * protocol on the wire. Owned by one connection, not thread-safe, used for one head.
 */
public final class RequestHeadReader {

    /** The largest limit that can be set, in bytes. */
    public static final int MAX_BYTES = 1 << 24;

    private static final int FIRST_CAPACITY = 64;
    private static final byte[] NONE = new byte[0];

    private final int maxBytes;
    private final RequestLineScanner line = new RequestLineScanner();
    private final FieldLineScanner fields;
    private byte[] bytes = NONE;
    private int length;
    private boolean finished;

    /**
     * A reader with its limits.
     *
     * @param maxBytes the longest head, its empty line included, 1 to {@value #MAX_BYTES}; more is 431, or 414 when the
     *     request line alone is more
     * @param maxFields the highest number of field lines, at least 1; more is 431
     */
    public RequestHeadReader(int maxBytes, int maxFields) {
        if (maxBytes < 1 || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException("maxBytes must be 1 to " + MAX_BYTES + ", not " + maxBytes);
        }
        if (maxFields < 1) {
            throw new IllegalArgumentException("maxFields must be at least 1, not " + maxFields);
        }
        this.maxBytes = maxBytes;
        this.fields = new FieldLineScanner(maxFields);
    }

    /**
     * Takes what belongs to the head out of {@code in}.
     *
     * @return null when the head goes on behind {@code in}, which is empty then
     * @throws IllegalStateException when a result was returned before
     */
    public @Nullable HeadResult read(ByteBuffer in) {
        if (finished) {
            throw new IllegalStateException("this reader has returned its result already");
        }
        int from = length;
        int to = from + Math.min(in.remaining(), maxBytes - from);
        keep(in, to);
        int at = line.isDone() ? from : line.scan(bytes, from, to);
        if (line.isDone()) {
            at = fields.scan(bytes, at, to);
        }
        in.position(in.position() + at - from);
        length = at;
        HeadResult result = result();
        if (result != null) {
            finished = true;
            bytes = NONE;
        }
        return result;
    }

    /** The number of bytes of memory held for an unfinished head. */
    int capacity() {
        return bytes.length;
    }

    private void keep(ByteBuffer in, int newLength) {
        if (newLength > bytes.length) {
            int doubled = Math.min(maxBytes, Math.max(FIRST_CAPACITY, 2 * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.max(newLength, doubled));
        }
        in.get(in.position(), bytes, length, newLength - length);
    }

    private @Nullable HeadResult result() {
        if (line.refusal() != null) {
            return line.refusal();
        }
        if (fields.refusal() != null) {
            return fields.refusal();
        }
        if (fields.isDone()) {
            return line.head(bytes, fields.fields(bytes));
        }
        if (length == maxBytes) {
            return line.isDone() ? Refusal.headTooLarge(maxBytes) : Refusal.requestLineTooLong(maxBytes);
        }
        return null;
    }
}
