package dev.wsboot.core.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A connection with a subject, after the opening handshake.
 *
 * @param stream what the subject sends
 * @param declined whether the subject did not agree to any of the terms for compression
 * @param breach the rule that the subject broke in the handshake
 * @param behind what has to be closed after the connection
 */
record Link(
        Socket socket,
        FrameStream stream,
        boolean declined,
        @Nullable String breach,
        Closeable behind) implements Closeable {

    Link with(Closeable alsoBehind) {
        return new Link(socket, stream, declined, breach, alsoBehind);
    }

    @Override
    public void close() throws IOException {
        ProbeDeflate deflate = stream.deflate();
        if (deflate != null) {
            deflate.close();
        }
        socket.close();
        behind.close();
    }
}
