package dev.wsboot.test;

import dev.wsboot.core.testing.InMemorySocket;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The bytes of one connection. One thread may read while another one writes and a third one closes. */
interface Line extends Closeable {

    /** Reads what has arrived, and waits for something: 0 when nothing came in that time, -1 at the end. */
    int read(ByteBuffer into, Duration patience) throws IOException;

    /** Writes all of the bytes; false when the peer did not take them in that time. */
    boolean write(ByteBuffer from, Duration patience) throws IOException;

    /** Ends the connection with a reset. */
    void reset();

    /** Ends the connection in order. */
    @Override
    void close();

    /** A line in memory. */
    record InMemory(InMemorySocket socket) implements Line {

        @Override
        public int read(ByteBuffer into, Duration patience) throws IOException {
            return socket.read(into, patience);
        }

        @Override
        public boolean write(ByteBuffer from, Duration patience) throws IOException {
            return socket.write(from, patience);
        }

        @Override
        public void reset() {
            socket.reset();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
