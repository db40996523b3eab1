package dev.wsboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real client, the JDK's, whose messages are awaited one by one. */
final class Client implements WebSocket.Listener {

    /** What a session was closed with, as the client saw it. */
    record Closed(int code, String reason) {}

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private volatile CompletableFuture<Void> pong = new CompletableFuture<>();
    private WebSocket socket;

    private Client() {}

    static Client connect(int port, String path, String... subprotocols) {
        return connect(port, path, Map.of(), subprotocols);
    }

    static Client connect(int port, String path, Map<String, String> headers, String... subprotocols) {
        Client client = new Client();
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(PATIENCE);
        headers.forEach(builder::header);
        if (subprotocols.length > 0) {
            String[] others = new String[subprotocols.length - 1];
            System.arraycopy(subprotocols, 1, others, 0, others.length);
            builder.subprotocols(subprotocols[0], others);
        }
        client.socket = builder.buildAsync(URI.create("ws://localhost:" + port + path), client)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return client;
    }

    Client send(String message) {
        await(socket.sendText(message, true));
        return this;
    }

    Client send(byte[] message) {
        await(socket.sendBinary(ByteBuffer.wrap(message), true));
        return this;
    }

    /**
     * Sends an opening handshake that is refused.
     *
     * @return the whole answer, head and content
     */
    static String refused(int port, String path, String... fields) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request(path, fields));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The octets of a valid opening handshake. */
    static byte[] request(String path, String... fields) {
        return Stream.concat(
                        Stream.of(
                                "GET " + path + " HTTP/1.1",
                                "Host: localhost",
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
                        Stream.of(fields))
                .collect(Collectors.joining("\r\n", "", "\r\n\r\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    Client pong(byte[] payload) {
        await(socket.sendPong(ByteBuffer.wrap(payload)));
        return this;
    }

    CompletableFuture<WebSocket> sendAsync(byte[] message) {
        return socket.sendBinary(ByteBuffer.wrap(message), true);
    }

    CompletableFuture<WebSocket> sendAsync(String message) {
        return socket.sendText(message, true);
    }

    /** Comes back when the server's event loop has read all that was sent before. */
    void untilRead() {
        await(socket.sendPing(ByteBuffer.allocate(0)));
        await(pong);
        pong = new CompletableFuture<>();
    }

    void close(int code, String reason) {
        await(socket.sendClose(code, reason));
    }

    void abort() {
        socket.abort();
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    String nextText() {
        return (String) next();
    }

    byte[] nextBytes() {
        return (byte[]) next();
    }

    private Object next() {
        try {
            Object message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(message)
                    .as("a message within " + PATIENCE + "; closed: " + closed)
                    .isNotNull();
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Closed awaitClosed() {
        return await(closed);
    }

    private static <T> T await(CompletableFuture<T> stage) {
        return stage.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(text.toString());
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            messages.add(binary.toByteArray());
            binary.reset();
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
        pong.complete(null);
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(new Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
