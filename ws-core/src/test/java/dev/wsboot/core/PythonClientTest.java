package dev.wsboot.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.io.TestServers;
import dev.wsboot.core.protocol.CloseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client of Debian's {@code python3-websockets} against the server. Skipped where that is not installed, but not where
 * {@code CI=true} says that it must be.
 */
class PythonClientTest {

    private static final String PYTHON = "/usr/bin/python3";

    private static final class Talker implements WsHandler {

        final BlockingQueue<String> closes = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(WsSession session, Handshake handshake) {
            session.send("welcome to " + session.subprotocol());
        }

        @Override
        public void onText(WsSession session, String message) {
            if (message.equals(":close")) {
                session.close(4000, "as you wish");
            } else {
                session.send(message);
            }
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) {
            session.send(message);
        }

        @Override
        public void onClose(WsSession session, CloseStatus status) {
            closes.add(status.toString());
        }
    }

    private static void requirePython() throws IOException, InterruptedException {
        boolean there = Files.isExecutable(Path.of(PYTHON))
                && new ProcessBuilder(PYTHON, "-c", "import websockets")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0;
        String missing =
                PYTHON + " with the module websockets is not there (Debian: apt-get install python3-websockets)";
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(missing).isTrue();
        }
        Assumptions.assumeTrue(there, missing);
    }

    @Test
    void everyKindOfMessageGoesBothWays(@TempDir Path directory) throws Exception {
        requirePython();
        Path script = directory.resolve("client.py");
        try (InputStream resource = PythonClientTest.class.getResourceAsStream("/interop/client.py")) {
            Files.copy(resource, script);
        }
        Talker handler = new Talker();
        try (WsServer server = TestServers.start(TestServers.builder()
                .handler(
                        "/talk",
                        handler,
                        WsOptions.builder()
                                .maxMessageSize(2 * 1024 * 1024)
                                .subprotocols(List.of("v2"))
                                .build()))) {
            Process client = new ProcessBuilder(PYTHON, script.toString(), "ws://localhost:" + server.port() + "/talk")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(output).isEqualToNormalizingNewlines("all well\n");
            assertThat(client.exitValue()).isZero();
            for (String status : List.of(
                    "3001 (bye) by CLIENT",
                    "4000 (as you wish) by SERVER",
                    "1009 (message is too big) by SERVER",
                    "1006 by NETWORK")) {
                assertThat(handler.closes.poll(10, TimeUnit.SECONDS)).isEqualTo(status);
            }
        }
    }
}
