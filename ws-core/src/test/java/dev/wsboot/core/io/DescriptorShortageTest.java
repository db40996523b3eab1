package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A server whose process has no descriptor left serves whom it has, and takes new peers again when there are some. */
class DescriptorShortageTest {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private String expect(String beginning) throws InterruptedException {
        // The server's threads speak at the same time, so what is waited for may come behind another line.
        List<String> others = new ArrayList<>();
        String line = said.poll(30, TimeUnit.SECONDS);
        while (line != null && !line.startsWith(beginning)) {
            others.add(line);
            line = said.poll(30, TimeUnit.SECONDS);
        }
        said.addAll(others);
        assertThat(line).as("a line with %s beside %s", beginning, others).isNotNull();
        return line;
    }

    @Test
    void aServerWithoutDescriptorsServesWhomItHasAndRecovers() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash: its ulimit is needed");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process server = new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        "ulimit -n 256; exec \"$0\" -Xmx64m -cp \"$1\" \"$2\"",
                        java,
                        System.getProperty("java.class.path"),
                        DescriptorShortage.class.getName())
                .redirectErrorStream(true)
                .start();
        Thread listener = new Thread(() -> {
            try (BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8))) {
                out.lines().forEach(said::add);
            } catch (IOException | RuntimeException e) {
                said.add("the process ended: " + e);
            }
        });
        listener.start();
        try (PrintWriter commands = new PrintWriter(server.getOutputStream(), true, UTF_8)) {
            int port = Integer.parseInt(expect("port ").substring("port ".length()));
            try (RawClient live = RawClient.connect(port)) {
                live.handshake("/").send(Wire.text("1")).expect("text 1");
                for (int i = 0; i < 2; i++) {
                    commands.println("exhaust");
                    expect("exhaust done");
                    try (RawClient late = RawClient.connect(port)) {
                        assertThat(expect("acceptFailed")).contains("Too many open files");
                        live.send(Wire.text("2")).expect("text 2");
                        commands.println("free");
                        expect("free done");
                        late.handshake("/").send(Wire.text("3")).expect("text 3");
                    }
                }
                live.send(Wire.text("4")).expect("text 4");
            }
        } finally {
            assertThat(server.waitFor(20, TimeUnit.SECONDS))
                    .as("the process ends when its input does")
                    .isTrue();
            listener.join(10_000);
        }
        assertThat(said).allMatch(line -> line.startsWith("accept"));
    }
}
