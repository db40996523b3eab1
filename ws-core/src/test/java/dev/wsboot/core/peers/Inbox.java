package dev.wsboot.core.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsClient;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of ours and what comes to it. Waits end after 20 s. */
final class Inbox implements WsHandler, AutoCloseable {

    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> signs = new LinkedBlockingQueue<>();
    private final WsClient client;
    private volatile @Nullable String extensions;

    /** Begins to connect, with a header field of its own. */
    Inbox(String uri, WsOptions options, String header, String value) {
        client = WsClient.builder(URI.create(uri))
                .options(options)
                .header(header, value)
                .connect(this);
    }

    /** The first session, once it is open. */
    WsSession session() throws Exception {
        return client.opened().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    WsClient client() {
        return client;
    }

    /** What the server answered to the offer of compression. */
    String extensions() {
        return "" + extensions;
    }

    /** This message comes next: a text or a buffer. */
    void expect(Object message) throws InterruptedException {
        Object next = messages.poll(20, TimeUnit.SECONDS);
        // Not isEqualTo: a difference in a large message must not be printed.
        assertThat(message.equals(next))
                .as(() -> "%.60s comes next, and not %.60s".formatted(message, next))
                .isTrue();
    }

    String nextText() throws InterruptedException {
        return String.valueOf(messages.poll(20, TimeUnit.SECONDS));
    }

    /** These pings, pongs and closes come next. */
    void expectSigns(String... expected) throws InterruptedException {
        for (String sign : expected) {
            assertThat(nextSign()).isEqualTo(sign);
        }
    }

    String nextSign() throws InterruptedException {
        return String.valueOf(signs.poll(20, TimeUnit.SECONDS));
    }

    /** Sends a text and expects it back. */
    void echo(String message) throws Exception {
        assertThat(session().send(message).isAccepted()).isTrue();
        expect(message);
    }

    /** Sends binary and expects it back. */
    void echo(byte[] message) throws Exception {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        assertThat(session().send(buffer).isAccepted()).isTrue();
        expect(buffer);
    }

    /** Waits until the connection is gone. */
    void awaitEnd() throws Exception {
        client.closed().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Override
    public void onOpen(WsSession session, Handshake handshake) {
        extensions = handshake.responseHeaders().first("Sec-WebSocket-Extensions");
    }

    @Override
    public void onText(WsSession session, String message) {
        messages.add(message);
    }

    @Override
    public void onBinary(WsSession session, ByteBuffer message) {
        messages.add(ByteBuffer.allocate(message.remaining()).put(message).flip());
    }

    @Override
    public void onPing(WsSession session, ByteBuffer payload) {
        signs.add("ping " + UTF_8.decode(payload));
    }

    @Override
    public void onPong(WsSession session, ByteBuffer payload) {
        signs.add("pong " + UTF_8.decode(payload));
    }

    @Override
    public void onClose(WsSession session, CloseStatus status) {
        signs.add(status.toString());
        messages.add(status); // nobody has to wait for a message any longer
    }

    /** Closes with 1000. */
    @Override
    public void close() {
        client.close();
    }
}
