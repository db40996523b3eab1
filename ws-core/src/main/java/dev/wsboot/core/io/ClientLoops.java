package dev.wsboot.core.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The event loop of all clients that use no server's. It runs while there is such a client. Thread-safe. */
final class ClientLoops {

    private static @Nullable EventLoops running;
    private static int users;

    private ClientLoops() {}

    /** The loop, for a client that says when it needs it no more. */
    static synchronized EventLoops acquire() {
        EventLoops loops = running;
        if (loops == null) {
            try {
                running = loops = EventLoops.open("ws-client-", 1, Clock.SYSTEM);
            } catch (IOException e) {
                throw new UncheckedIOException("No event loop for WebSocket clients can be made", e);
            }
            loops.start();
        }
        users++;
        return loops;
    }

    /** A client is over. */
    static synchronized void release() {
        EventLoops loops = running;
        users--;
        if (users == 0 && loops != null) {
            running = null;
            loops.stop();
        }
    }
}
