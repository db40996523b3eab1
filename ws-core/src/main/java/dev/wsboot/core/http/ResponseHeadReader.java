package dev.wsboot.core.http;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The incremental reader of the response head that ends an opening handshake (RFC 9112). */
public final class ResponseHeadReader {

    /** A reader with its limits. */
    public ResponseHeadReader(int maxBytes, int maxFields) {}

    /** Takes what belongs to the head out of {@code in}; null when it goes on behind {@code in}. */
    public @Nullable ResponseResult read(ByteBuffer in) {
        throw new UnsupportedOperationException("not written yet");
    }
}
