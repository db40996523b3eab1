package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server in a JVM of its own, made by the main method of a class in this package. It says lines, the first of them
 * {@code port N}, takes commands as lines, and ends when its input does. Waits end after 30 s.
 */
final class ServerProcess implements AutoCloseable {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Process process;
    private final PrintWriter commands;
    private final Thread listener;
    private final int port;

    private ServerProcess(List<String> command) throws IOException, InterruptedException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        commands = new PrintWriter(process.getOutputStream(), true, UTF_8);
        listener = new Thread(() -> {
            try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                out.lines().forEach(said::add);
            } catch (IOException | RuntimeException e) {
                said.add("the process ended: " + e);
            }
        });
        listener.start();
        port = Integer.parseInt(next().replaceFirst("port ", ""));
    }

    /** A server in a JVM with these options. */
    static ServerProcess start(Class<?> main, String... options) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return new ServerProcess(command);
    }

    /** As {@link #start}, behind a command for bash, as {@code ulimit} is one. */
    static ServerProcess startBehind(String first, Class<?> main, String option)
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ServerProcess(List.of(
                "/bin/bash",
                "-c",
                first + "; exec \"$0\" \"$1\" -cp \"$2\" \"$3\"",
                java,
                option,
                System.getProperty("java.class.path"),
                main.getName()));
    }

    int port() {
        return port;
    }

    void command(String line) {
        commands.println(line);
    }

    /** The next line. */
    String next() throws InterruptedException {
        String line = said.poll(30, TimeUnit.SECONDS);
        assertThat(line).as("a line of the server's process").isNotNull();
        return line;
    }

    /** The next line that begins like this; all before it have to begin like the other. */
    String await(String beginning, String meanwhile) throws InterruptedException {
        while (true) {
            String line = next();
            if (line.startsWith(beginning)) {
                return line;
            }
            assertThat(line).as("instead of '%s'", beginning).startsWith(meanwhile);
        }
    }

    /** Ends the process in order. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        assertThat(process.waitFor(20, TimeUnit.SECONDS))
                .as("the process ends when its input does")
                .isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            listener.join(10_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
