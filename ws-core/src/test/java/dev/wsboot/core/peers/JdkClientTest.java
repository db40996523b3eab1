package dev.wsboot.core.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.io.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client of the JDK, {@link WebSocket}, which knows no compression, against a server that has it. */
class JdkClientTest {

    /** Notes what comes, whole messages only. */
    private static final class Listener implements WebSocket.Listener {

        final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final java.io.ByteArrayOutputStream binary = new java.io.ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received.add(text.toString());
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
                received.add(binary.toByteArray());
                binary.reset();
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
            received.add("pong " + StandardCharsets.UTF_8.decode(message));
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            received.add("close " + statusCode + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            received.add("error");
        }

        Object next() throws InterruptedException {
            Object next = received.poll(10, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }
    }

    private final Talker handler = new Talker();
    private final WsServer server = TestServers.start(Script.server(handler, new WsCompression(0, 6, true, true)));
    private final Listener listener = new Listener();

    @AfterEach
    void close() {
        server.close();
    }

    private WebSocket connect(String path) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("v3", "v2")
                .buildAsync(URI.create("ws://localhost:" + server.port() + path), listener)
                .join();
    }

    @Test
    void everyKindOfMessageComesBack() throws Exception {
        WebSocket client = connect("/talk");
        assertThat(client.getSubprotocol()).isEqualTo("v2");

        client.sendText("héllo €😀", true).join();
        assertThat(listener.next()).isEqualTo("héllo €😀");

        client.sendText("in ", false).join();
        client.sendText("three ", false).join();
        client.sendPing(ByteBuffer.wrap(new byte[] {'!'})).join();
        client.sendText("pieces", true).join();
        assertThat(listener.next()).isEqualTo("pong !");
        assertThat(listener.next()).isEqualTo("in three pieces");

        byte[] large = new byte[1024 * 1024];
        new java.util.Random(1).nextBytes(large);
        client.sendBinary(ByteBuffer.wrap(large), true).join();
        assertThat((byte[]) listener.next()).isEqualTo(large);

        client.sendText("", true).join();
        assertThat(listener.next()).isEqualTo("");

        client.sendText(":ping anybody there?", true).join();
        assertThat(listener.next()).isEqualTo("pong: anybody there?");

        client.sendClose(1000, "bye").join();
        assertThat(listener.next()).isEqualTo("close 1000 ");
        handler.expectEnds("1000 (bye) by CLIENT");
    }

    @Test
    void theServerClosesAndTheClientAnswers() throws Exception {
        WebSocket client = connect("/talk");
        client.sendText(":close 4000 as you wish", true).join();
        assertThat(listener.next()).isEqualTo("close 4000 as you wish");
        handler.expectEnds("4000 (as you wish) by SERVER");
    }

    @Test
    void theServerAborts() throws Exception {
        WebSocket client = connect("/talk");
        CompletableFuture<WebSocket> sent = client.sendText(":abort", true);
        assertThat(listener.next()).isEqualTo("error");
        assertThat(sent).isDone();
        handler.expectEnds("1006 by SERVER");
    }

    @Test
    void theClientAborts() throws Exception {
        WebSocket client = connect("/talk");
        client.sendText("hi", true).join();
        assertThat(listener.next()).isEqualTo("hi");
        client.abort();
        handler.expectEnds("1006 by NETWORK");
    }

    @Test
    void aRefusedHandshakeShowsItsStatus() {
        for (var refused : List.of(List.of("/nowhere", 404), List.of("/talk?reject=403", 403))) {
            assertThatThrownBy(() -> connect((String) refused.get(0)))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            e -> assertThat(e.getResponse().statusCode()).isEqualTo(refused.get(1)));
        }
    }
}
