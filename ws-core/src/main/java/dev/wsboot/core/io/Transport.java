package dev.wsboot.core.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The bytes of one connection: all that the engine asks of a network.
 *
 * <p>{@link #write} is called by whoever holds the connection's writer role, everything else by its event loop. None of the
 * methods blocks.
 */
public interface Transport {

    /** Reads what has arrived; 0 when nothing has, -1 at the peer's end of the stream. */
    int read(ByteBuffer into) throws IOException;

    /** Hands bytes to the kernel and returns how many it took: fewer than there were when the peer is behind. */
    int write(ByteBuffer from) throws IOException;

    /** Says which readiness the connection wants to hear of. */
    void interest(boolean read, boolean write);

    /** Tells the peer that nothing more comes. */
    void shutdownOutput() throws IOException;

    /** Ends the connection in order. */
    void close();

    /** Ends the connection with a reset, and forgets what the kernel still holds. */
    void reset();

    /** Our end. */
    InetSocketAddress localAddress();

    /** The peer's end. */
    InetSocketAddress remoteAddress();
}
