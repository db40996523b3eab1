package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A server whose process has no descriptor left serves whom it has, and takes new peers again when there are some. */
class DescriptorShortageTest {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    /** The next line that begins like this. Those of accepting come in between as descriptors come and go. */
    private String await(String beginning) throws InterruptedException {
        while (true) {
            String line = said.poll(30, TimeUnit.SECONDS);
            assertThat(line)
                    .as("a line of the server's process that begins with '%s'", beginning)
                    .isNotNull();
            if (line.startsWith(beginning)) {
                return line;
            }
            assertThat(line).startsWith("accept");
        }
    }

    /** What a test says to the server's process, and does with it. */
    private interface Conversation {

        void hold(PrintWriter commands) throws Exception;
    }

    @Test
    void aServerWithoutDescriptorsServesWhomItHasAndRecovers() throws Exception {
        converse(this::exhaustAndRecover);
    }

    @Test
    void aServerWithoutDescriptorsLetsPeersGoAndStops() throws Exception {
        converse(this::exhaustAndLeave);
    }

    private void converse(Conversation conversation) throws Exception {
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
        try {
            conversation.hold(new PrintWriter(server.getOutputStream(), true, StandardCharsets.UTF_8));
            server.getOutputStream().close();
            assertThat(server.waitFor(20, TimeUnit.SECONDS))
                    .as("the process ends when its input does")
                    .isTrue();
        } finally {
            server.destroyForcibly();
            listener.join(10_000);
        }
    }

    private void exhaustAndLeave(PrintWriter commands) throws Exception {
        int port = Integer.parseInt(await("port ").substring("port ".length()));
        RawClient leaves = RawClient.connect(port).handshake("/");
        RawClient breaks = RawClient.connect(port).handshake("/");
        try (RawClient stays = RawClient.connect(port)) {
            stays.handshake("/").send(Wire.text("1")).expect("text 1");
            commands.println("leave 0");
            await("done");
            try (RawClient late = RawClient.connect(port)) {
                late.send(Wire.text("never heard"));
                await("acceptFailed");
                leaves.close();
                breaks.reset();
                stays.send(Wire.text("2")).expect("text 2");
            }
        }
    }

    private void exhaustAndRecover(PrintWriter commands) throws InterruptedException {
        int port = Integer.parseInt(await("port ").substring("port ".length()));
        try (RawClient live = RawClient.connect(port)) {
            live.handshake("/").send(Wire.text("1")).expect("text 1");
            commands.println("leave 0");
            await("done");
            try (RawClient late = RawClient.connect(port)) {
                assertThat(await("acceptFailed")).contains("Too many open files");
                live.send(Wire.text("2")).expect("text 2");
                commands.println("free");
                late.handshake("/").send(Wire.text("3")).expect("text 3");
                await("acceptRecovered");

                // A peer takes the last descriptor, and nobody comes after it: the recovery is told all the same.
                commands.println("leave 1");
                await("done");
                try (RawClient last = RawClient.connect(port)) {
                    last.handshake("/").send(Wire.text("3")).expect("text 3");
                    await("acceptFailed");
                    commands.println("free");
                    await("acceptRecovered");
                }
            }
            live.send(Wire.text("4")).expect("text 4");
        }
    }
}
