package dev.wsboot.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that says what a page of the guide lets it say, and hears what the page says. */
final class Dialogue implements WebSocket.Listener {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private Dialogue() {}

    /**
     * Holds a dialogue.
     *
     * @param script the path in the first line, then what is sent behind {@code ->} and received behind {@code <-}
     */
    static void hold(int port, String script) throws InterruptedException {
        String[] lines = script.lines().toArray(String[]::new);
        Dialogue dialogue = new Dialogue();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + lines[0]), dialogue)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].substring(3);
            if (lines[i].startsWith("-> bytes ")) {
                ByteBuffer bytes = ByteBuffer.wrap(HEX.parseHex(line.substring(6)));
                socket.sendBinary(bytes, true).join();
            } else if (lines[i].startsWith("-> ")) {
                socket.sendText(line, true).join();
            } else {
                assertThat(lines[i]).startsWith("<- ");
                assertThat(dialogue.heard.poll(20, TimeUnit.SECONDS)).as(script).isEqualTo(line);
            }
        }
        assertThat(dialogue.heard).as(script).isEmpty();
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        heard.add(text.toString());
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        heard.add("bytes " + HEX.formatHex(copy));
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        heard.add("close " + code + " " + reason);
        return null;
    }
}
