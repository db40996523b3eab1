package dev.wsboot.core.http;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The incremental reader of one HTTP/1.1 request head (RFC 9112), strict where leniency would let two readers of the
 * same bytes disagree. It fails at the first byte that cannot be right, whatever the chunks the bytes come in.
 *
 * <p>It takes exactly the head out of the caller's buffer, up to and including the empty line: frames that came in the
 * same segment stay there. What it keeps between calls is what was received, at most twice that, never the limit ahead
 * of time.
 *
 * <p>A version below HTTP/1.1 is answered with 505: RFC 6455 §4.1 asks for 1.1 or higher, and HTTP/2 is another
 * protocol on the wire. Owned by one connection, not thread-safe, used for one head.
 */
public final class RequestHeadReader {

    /** The largest limit that can be set, in bytes. */
    public static final int MAX_BYTES = HeadReader.MAX_BYTES;

    private final HeadReader<HeadResult> reader;

    /**
     * A reader with its limits.
     *
     * @param maxBytes the longest head, its empty line included, 1 to {@value #MAX_BYTES}; more is 431, or 414 when the
     *     request line alone is more
     * @param maxFields the highest number of field lines, at least 1; more is 431
     */
    public RequestHeadReader(int maxBytes, int maxFields) {
        RequestLineScanner line = new RequestLineScanner();
        reader = new HeadReader<>(line, maxBytes, maxFields, line::head, Refusal::of);
    }

    /**
     * Takes what belongs to the head out of {@code in}.
     *
     * @return null when the head goes on behind {@code in}, which is empty then
     * @throws IllegalStateException when a result was returned before
     */
    public @Nullable HeadResult read(ByteBuffer in) {
        return reader.read(in);
    }

    /** The number of bytes of memory held for an unfinished head. */
    int capacity() {
        return reader.capacity();
    }
}
