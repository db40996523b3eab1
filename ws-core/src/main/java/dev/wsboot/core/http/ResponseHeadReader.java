package dev.wsboot.core.http;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The incremental reader of the response head that ends an opening handshake (RFC 9112), as strict as
 * {@link RequestHeadReader} and with the same promises: it fails at the first byte that cannot be right, and takes
 * exactly the head out of the caller's buffer, so that frames which came in the same segment stay there.
 *
 * <p>Interim responses are read and passed over (RFC 9110 §15.2), 101 excepted, which ends HTTP on its connection. They
 * count against the limit of bytes together with the head that follows.
 *
 * <p>An answer in HTTP/1.0 is read too, so that its status can be told; {@link ClientHandshake#judge} lets no handshake
 * succeed with it. Owned by one connection, not thread-safe, used for one handshake.
 */
public final class ResponseHeadReader {

    /** The largest limit that can be set, in bytes. */
    public static final int MAX_BYTES = HeadReader.MAX_BYTES;

    private final int maxBytes;
    private final int maxFields;
    private int left;
    private StatusLineScanner line = new StatusLineScanner();
    private HeadReader<ResponseResult> reader;

    /**
     * A reader with its limits.
     *
     * @param maxBytes the longest head, its empty line included, 1 to {@value #MAX_BYTES}
     * @param maxFields the highest number of field lines of one head, at least 1
     */
    public ResponseHeadReader(int maxBytes, int maxFields) {
        this.maxBytes = maxBytes;
        this.maxFields = maxFields;
        this.left = maxBytes;
        this.reader = new HeadReader<>(line, maxBytes, maxFields, line::head, this::failed);
    }

    /**
     * Takes what belongs to the head out of {@code in}.
     *
     * @return null when the head goes on behind {@code in}, which is empty then
     * @throws IllegalStateException when a result was returned before
     */
    public @Nullable ResponseResult read(ByteBuffer in) {
        ResponseResult result = reader.read(in);
        while (result instanceof ResponseHead head && head.isInterim()) {
            left -= reader.length();
            if (left == 0) {
                return failed(HeadFault.over(HeadFault.Rule.HEAD_TOO_LARGE, maxBytes));
            }
            line = new StatusLineScanner();
            reader = new HeadReader<>(line, left, maxFields, line::head, this::failed);
            result = reader.read(in);
        }
        return result;
    }

    /** The number of bytes of memory held for an unfinished head. */
    int capacity() {
        return reader.capacity();
    }

    private FailedHandshake failed(HeadFault fault) {
        return new FailedHandshake(line.status(), why(fault), HeaderFields.EMPTY);
    }

    private String why(HeadFault fault) {
        return switch (fault.rule()) {
            case ILLEGAL_BYTE ->
                "the server's answer is not a valid HTTP/1.1 response head: the byte 0x"
                        + Integer.toHexString(fault.value()) + " is not allowed in " + fault.where() + " (RFC 9112 "
                        + (line.isDone() ? "§5" : "§4") + ")";
            case TLS -> "the server answers with TLS: its port wants wss://, and this connection is ws://";
            case VERSION ->
                "the server answers in another version than HTTP/1.x, in which a WebSocket begins (RFC 6455 §4.1)";
            case START_LINE_TOO_LONG, HEAD_TOO_LARGE ->
                "the head of the server's answer is larger than " + maxBytes + " bytes: see maxHeaderSize";
            case TOO_MANY_FIELDS ->
                "the head of the server's answer has more than " + maxFields + " fields: see maxHeaderCount";
        };
    }
}
