package dev.wsboot.core.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A child process and the lines it prints. Every wait ends, and a failure shows all lines so far. The child's input ends when this
 * JVM does, however it does: a script that serves takes that for its end.
 */
final class PeerProcess implements AutoCloseable {

    private static final String END = "(end of output)";

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /**
     * Starts a child.
     *
     * @throws IllegalStateException when there is no such program
     */
    PeerProcess(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Debian's packages of Node.js modules, for a node that is not Debian's as well.
        builder.environment().merge("NODE_PATH", "/usr/share/nodejs", (own, debian) -> own + ":" + debian);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread reader = new Thread(this::read, "output of " + command[0]);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
                lines.add(line);
            }
        } catch (IOException e) {
            output.add(e.toString()); // killed
        }
        lines.add(END);
    }

    /** The next line that has one of these words in it; the lines before it are skipped. */
    String await(String... words) {
        while (true) {
            String line = nextLine();
            for (String word : words) {
                if (line.contains(word)) {
                    return line;
                }
            }
            if (line.equals(END)) {
                throw failure("ended before it printed one of " + List.of(words));
            }
        }
    }

    private String nextLine() {
        try {
            String line = lines.poll(60, TimeUnit.SECONDS);
            if (line == null) {
                throw failure("is silent for 60 s");
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the end of the child. */
    int exitValue() {
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw failure("still runs after 120 s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All that was printed so far, for a failure's description. */
    String output() {
        return String.join("\n", List.copyOf(output));
    }

    private AssertionError failure(String what) {
        return new AssertionError("the peer " + what + "; it printed:\n" + output());
    }

    /** Kills the child, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        exitValue();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
