package dev.wsboot.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsClient;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The packaged application in a JVM of its own, from the code that Spring generated when it was packaged. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ProcessedAheadOfTimeIT {

    private static final Pattern STARTED = Pattern.compile("WebSocket server started on port (\\d+)");

    private static final List<String> OUTPUT = new ArrayList<>();

    private static Process process;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dspring.aot.enabled=true",
                        "-jar",
                        System.getProperty("packaged.jar"),
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--ws.port=0",
                        "--ws.address=127.0.0.1")
                .redirectErrorStream(true)
                .start();
        port = awaitPort(process.inputReader());
    }

    private static int awaitPort(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            OUTPUT.add(line);
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new AssertionError("The application has ended:\n" + String.join("\n", OUTPUT));
    }

    @AfterAll
    static void stop() {
        process.destroy();
    }

    @Test
    void itStartsFromWhatWasGenerated() {
        assertThat(OUTPUT).anyMatch(line -> line.contains("Starting AOT-processed SampleApplication"));
    }

    @Test
    void itEchoes() throws InterruptedException {
        assertThat(answer("/echo", "Is anybody there?")).isEqualTo("Is anybody there?");
    }

    @Test
    void itReadsAndWritesJson() throws InterruptedException {
        assertThat(answer("/chat/lobby", "{\"type\": \"ping\", \"id\": 7}")).isEqualTo("{\"type\":\"pong\",\"id\":7}");
    }

    @Test
    void itAnswersErrors() throws InterruptedException {
        assertThat(answer("/chat/lobby", "{\"type\": \"dance\"}")).contains("\"type\":\"problem\"");
    }

    private static String answer(String path, String message) throws InterruptedException {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        WsHandler handler = new WsHandler() {
            @Override
            public void onText(WsSession session, String text) {
                answers.add(text);
            }
        };
        try (WsClient client =
                WsClient.builder(URI.create("ws://127.0.0.1:" + port + path)).connect(handler)) {
            client.opened().toCompletableFuture().join().send(message);
            return answers.take();
        }
    }
}
