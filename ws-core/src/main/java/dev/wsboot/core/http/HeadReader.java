package dev.wsboot.core.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The incremental reader of one head, whichever side sends it: a start line, field lines, an empty line (RFC 9112 §2.1).
 * It takes exactly the head out of the caller's buffer, and fails at the first byte that cannot be right.
 *
 * <p>What it keeps between calls is what was received, at most twice that, never the limit ahead of time; each byte is
 * copied once per doubling and looked at once.
 *
 * @param <R> what reading comes to
 */
final class HeadReader<R> {

    static final int MAX_BYTES = 1 << 24;

    private static final int FIRST_CAPACITY = 64;
    private static final byte[] NONE = new byte[0];

    private final StartLineScanner line;
    private final FieldLineScanner fields;
    private final int maxBytes;
    private final BiFunction<byte[], HeaderFields, ? extends R> complete;
    private final Function<HeadFault, ? extends R> failed;
    private byte[] bytes = NONE;
    private int length;
    private boolean finished;

    /**
     * A reader with its limits.
     *
     * @param complete makes the result of a head, out of its bytes from the start line on and its fields
     * @param failed makes the result of a fault
     */
    HeadReader(
            StartLineScanner line,
            int maxBytes,
            int maxFields,
            BiFunction<byte[], HeaderFields, ? extends R> complete,
            Function<HeadFault, ? extends R> failed) {
        if (maxBytes < 1 || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException("maxBytes must be 1 to " + MAX_BYTES + ", not " + maxBytes);
        }
        if (maxFields < 1) {
            throw new IllegalArgumentException("maxFields must be at least 1, not " + maxFields);
        }
        this.line = line;
        this.fields = new FieldLineScanner(maxFields);
        this.maxBytes = maxBytes;
        this.complete = complete;
        this.failed = failed;
    }

    /** As {@link RequestHeadReader#read} and {@link ResponseHeadReader#read} say. */
    @Nullable
    R read(ByteBuffer in) {
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
        R result = result();
        if (result != null) {
            finished = true;
            bytes = NONE;
        }
        return result;
    }

    /** The number of bytes taken so far. */
    int length() {
        return length;
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

    private @Nullable R result() {
        HeadFault fault = line.fault() != null ? line.fault() : fields.fault();
        if (fault != null) {
            return failed.apply(fault);
        }
        if (fields.isDone()) {
            return complete.apply(bytes, fields.fields(bytes));
        }
        if (length == maxBytes) {
            return failed.apply(HeadFault.over(
                    line.isDone() ? HeadFault.Rule.HEAD_TOO_LARGE : HeadFault.Rule.START_LINE_TOO_LONG, maxBytes));
        }
        return null;
    }
}
