package dev.wsboot.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JDK's WebSocket client, with what it received in a queue. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {

    /** What was received: a whole message, a pong, or the end. */
    sealed interface Received {

        record Text(String text) implements Received {}

        record Binary(ByteBuffer bytes) implements Received {}

        record Pong(ByteBuffer payload) implements Received {}

        record Closed(int code) implements Received {}

        record Failed(Throwable error) implements Received {}
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final WebSocket socket;

    SocketClient(int port, String path) {
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + path), this)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    void send(String message) {
        done(socket.sendText(message, true));
    }

    void send(byte[] message) {
        done(socket.sendBinary(ByteBuffer.wrap(message), true));
    }

    /** Sends a message that the server may refuse before it has all of it. */
    void sendWithoutWaiting(byte[] message) {
        CompletableFuture<WebSocket> unused = socket.sendBinary(ByteBuffer.wrap(message), true);
    }

    /** Sends one message in fragments. */
    void sendInFragments(String... fragments) {
        for (int i = 0; i < fragments.length; i++) {
            done(socket.sendText(fragments[i], i == fragments.length - 1));
        }
    }

    void ping(byte[] payload) {
        done(socket.sendPing(ByteBuffer.wrap(payload)));
    }

    void leave() {
        done(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    /** What comes next, which must be of this kind. */
    <T extends Received> T next(Class<T> kind) {
        try {
            Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).isInstanceOf(kind);
            return kind.cast(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted while waiting for %s", kind.getSimpleName());
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            received.add(new Received.Text(text.toString()));
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            received.add(new Received.Binary(ByteBuffer.wrap(binary.toByteArray())));
            binary.reset();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        received.add(new Received.Pong(
                ByteBuffer.allocate(message.remaining()).put(message).flip()));
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        received.add(new Received.Closed(statusCode));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        received.add(new Received.Failed(error));
    }

    private static void done(CompletableFuture<WebSocket> sending) {
        sending.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
