package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One end of a connection on a blocking socket, which sends exactly the bytes it is told to. No read waits longer than 10 s.
 */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private final Socket socket;
    private final DataInputStream in;
    private final int port;
    private final boolean isServer;
    private final List<Integer> keys = new ArrayList<>();

    private RawClient(Socket socket, boolean isServer) throws IOException {
        this.socket = socket;
        this.port = socket.getPort();
        this.isServer = isServer;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16 * 1024));
    }

    private static RawClient connect(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return new RawClient(socket, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's end of the next connection. */
    static RawClient accept(ServerSocket listener) {
        try {
            listener.setSoTimeout(PATIENCE_MILLIS);
            return new RawClient(listener.accept(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client on a connection that was made elsewhere. */
    public static RawClient on(Socket socket) {
        try {
            return new RawClient(socket, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A TCP connection on which nothing was said yet. */
    public static RawClient connect(WsServer server) {
        return connect(server.port(), 0);
    }

    /** A TCP connection to a server in another process. */
    public static RawClient connect(int port) {
        return connect(port, 0);
    }

    /** A connection like {@link #connect} for which the kernel keeps little. */
    public static RawClient connectNarrow(WsServer server) {
        return connect(server.port(), 4096);
    }

    /** A connection after a successful opening handshake. */
    public static RawClient open(WsServer server, String path) {
        return connect(server).handshake(path);
    }

    /** A connection like {@link #open} for which the kernel keeps little, so that a server soon notices who does not read. */
    public static RawClient openNarrow(WsServer server, String path) {
        return connectNarrow(server).handshake(path);
    }

    /** The request of a correct opening handshake. */
    public static byte[] request(int port, String path, String... fields) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return request.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    public RawClient handshake(String path) {
        send(request(port, path));
        assertThat(response()).startsWith("HTTP/1.1 101 ").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return this;
    }

    public int localPort() {
        return socket.getLocalPort();
    }

    public RawClient send(byte[]... parts) {
        try {
            socket.getOutputStream().write(parts.length == 1 ? parts[0] : Wire.concat(parts));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawClient sendByteByByte(byte[] bytes) {
        for (byte each : bytes) {
            send(new byte[] {each});
        }
        return this;
    }

    /** Reads an HTTP head, and as much content as it announces. */
    public String response() {
        try {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                head.write(in.readUnsignedByte());
            }
            String text = head.toString(ISO_8859_1);
            Matcher length = CONTENT_LENGTH.matcher(text);
            return length.find()
                    ? text + new String(in.readNBytes(Integer.parseInt(length.group(1))), ISO_8859_1)
                    : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one frame. */
    public Wire.Frame next() {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            assertThat((second & 0x80) != 0)
                    .as("a frame is masked exactly if it is a client's (RFC 6455 §5.1)")
                    .isEqualTo(isServer);
            int form = second & 0x7F;
            long length = form == 127 ? in.readLong() : form == 126 ? in.readUnsignedShort() : form;
            byte[] key = isServer ? in.readNBytes(4) : new byte[4];
            byte[] payload = new byte[(int) length];
            in.readFully(payload);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= key[i % 4];
            }
            keys.add(ByteBuffer.wrap(key).getInt());
            return new Wire.Frame(first, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The masking keys of the frames that were read, in order. */
    List<Integer> keys() {
        return keys;
    }

    /** Reads frames up to and with the Close frame. */
    public List<Wire.Frame> untilClose() {
        List<Wire.Frame> frames = new ArrayList<>();
        do {
            frames.add(next());
        } while (frames.get(frames.size() - 1).opcode() != Wire.CLOSE);
        return frames;
    }

    public RawClient expect(String frame) {
        assertThat(next()).hasToString(frame);
        return this;
    }

    /** The server has shut its half of the stream in order, and nothing came before that. */
    public void expectEnd() {
        try {
            assertThat(in.read()).as("nothing but the end of the stream").isEqualTo(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server has reset the connection; what came before that is read over. */
    public void expectReset() {
        try {
            in.transferTo(OutputStream.nullOutputStream());
            throw new AssertionError("the connection ended in order");
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection goes on", e);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All bytes up to the end of the stream, or to a reset. */
    public byte[] drain() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[64 * 1024];
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                all.write(chunk, 0, count);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection goes on", e);
        } catch (IOException e) {
            // A reset: what was read before counts.
        }
        return all.toByteArray();
    }

    public RawClient shutdownOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Vanishes with a RST. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
