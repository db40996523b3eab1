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

/** The README's server without Spring: it is this code, and it works. */
class ReadmeExampleTest {

    private static WsServer startEchoServer() throws IOException {
        // tag::readme[]
        WsServer server = WsServer.builder()
                .port(0) // any free port
                .handler("/echo", new WsHandler() {
                    @Override
                    public void onText(WsSession session, String message) {
                        session.send(message);
                    }
                })
                .start();
        // end::readme[]
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

    @Test
    void theReadmeShowsThisCode() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/wsboot/core/ReadmeExampleTest.java"));
        String shown = source.substring(
                        source.indexOf("// tag::readme[]\n") + "// tag::readme[]\n".length(),
                        source.indexOf("// end::readme[]"))
                .stripIndent();
        assertThat(shown).contains("WsServer.builder()");
        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "```");
    }
}
