package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression with a client that is not ours: Debian's python3-websockets. Skipped where it is missing, but not in CI. */
class PythonPeerTest {

    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path directory;

    @BeforeEach
    void findTheClient() throws Exception {
        boolean present = Files.isExecutable(Path.of(PYTHON))
                && run("-c", "import websockets").exit() == 0;
        if (!present && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI needs python3-websockets: apt-get install python3-websockets");
        }
        assumeTrue(present, "skipped: no python3-websockets here (apt-get install python3-websockets)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyOfferOfPythonWebsocketsWorks(boolean takeover) throws Exception {
        WsOptions options = WsOptions.builder()
                .maxMessageSize(1024 * 1024)
                .maxQueueSize(4 * 1024 * 1024)
                .compression(new WsCompression(64, 6, takeover, takeover))
                .build();
        Path script = directory.resolve("deflate_peer.py");
        try (var resource = PythonPeerTest.class.getResourceAsStream("deflate_peer.py")) {
            Files.copy(resource, script);
        }
        try (WsServer server = TestServers.start(new Echo(), options)) {
            Result result = run(script.toString(), "" + server.port(), "/", "" + takeover);
            assertThat(result.output().lines().filter(line -> line.startsWith("36 messages came back")))
                    .as(result.output())
                    .hasSize(9);
            assertThat(result.exit()).as(result.output()).isZero();
        }
    }

    private record Result(int exit, String output) {}

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        File output = Files.createTempFile(directory, "python", ".log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("python ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(output.toPath(), UTF_8));
    }
}
