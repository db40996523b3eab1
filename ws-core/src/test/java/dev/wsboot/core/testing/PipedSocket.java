package dev.wsboot.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;

/** The client's end of a connection in memory in the shape of the JDK's blocking socket, for the probes that have those. */
public final class PipedSocket extends Socket {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InMemorySocket socket;
    private volatile int timeoutMillis;
    private boolean lingers = true;

    public PipedSocket(InMemorySocket socket) {
        this.socket = socket;
    }

    @Override
    public int getPort() {
        return 80;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public synchronized void setSoTimeout(int timeout) {
        timeoutMillis = timeout;
    }

    @Override
    public void setSoLinger(boolean on, int linger) {
        lingers = !on || linger > 0;
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public synchronized void close() {
        if (lingers) {
            socket.close();
        } else {
            socket.reset();
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                int count = receive(ByteBuffer.wrap(bytes, offset, length));
                if (count == 0 && length > 0) {
                    throw new SocketTimeoutException("Read timed out");
                }
                return count;
            }
        };
    }

    private int receive(ByteBuffer into) throws IOException {
        try {
            return socket.read(into, Duration.ofMillis(timeoutMillis == 0 ? Integer.MAX_VALUE : timeoutMillis));
        } catch (IOException e) {
            throw asOfASocket(e);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    if (!socket.write(ByteBuffer.wrap(bytes, offset, length), PATIENCE)) {
                        throw new AssertionError("the server did not read for " + PATIENCE);
                    }
                } catch (IOException e) {
                    throw asOfASocket(e);
                }
            }
        };
    }

    private static IOException asOfASocket(IOException e) {
        SocketException same =
                new SocketException(e instanceof ClosedChannelException ? "Socket closed" : e.getMessage());
        same.initCause(e);
        return same;
    }
}
