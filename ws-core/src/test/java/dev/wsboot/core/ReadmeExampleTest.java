package dev.wsboot.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's server and client without Spring: they are this code, and they work. */
class ReadmeExampleTest {

    private static WsServer startEchoServer() throws IOException {
        // tag::server[]
        WsServer server = WsServer.builder()
                .port(0) // any free port
                .handler("/echo", new WsHandler() {
                    @Override
                    public void onText(WsSession session, String message) {
                        session.send(message);
                    }
                })
                .start();
        // end::server[]
        return server;
    }

    @Test
    void theServerOfTheReadmeEchoes() throws Exception {
        try (WsServer server = startEchoServer()) {
            CompletableFuture<String> received = new CompletableFuture<>();
            WebSocket client = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + server.port() + "/echo"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                            received.complete(data.toString());
                            return received;
                        }
                    })
                    .get(10, TimeUnit.SECONDS);
            client.sendText("hello", true).get(10, TimeUnit.SECONDS);
            assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
            client.abort();
        }
    }

    private static WsClient connect(URI uri, WsHandler handler) {
        // tag::client[]
        WsClient client = WsClient.builder(uri)
                .header("Authorization", "Bearer ...")
                .reconnect()
                .connect(handler);
        client.opened().thenAccept(session -> session.send("hello"));
        // end::client[]
        return client;
    }

    @Test
    void theClientOfTheReadmeTalks() throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        try (WsServer server = startEchoServer()) {
            WsClient client = connect(URI.create("ws://localhost:" + server.port() + "/echo"), new WsHandler() {
                @Override
                public void onText(WsSession session, String message) {
                    received.complete(message);
                }
            });
            assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
            client.close();
            client.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"server, WsServer.builder()", "client, WsClient.builder(uri)"})
    void theReadmeShowsThisCode(String tag, String content) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/wsboot/core/ReadmeExampleTest.java"));
        String begin = "// tag::" + tag + "[]\n";
        String shown = source.substring(source.indexOf(begin) + begin.length(), source.indexOf("// end::" + tag + "[]"))
                .stripIndent();
        assertThat(shown).contains(content);
        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "```");
    }
}
