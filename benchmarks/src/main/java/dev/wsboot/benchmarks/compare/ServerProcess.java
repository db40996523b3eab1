package dev.wsboot.benchmarks.compare;

import dev.wsboot.benchmarks.servers.ServerKind;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server's JVM. It is of the same Java as this one. */
final class ServerProcess implements AutoCloseable {

    private static final int CLOSE_SECONDS = 5;

    private final ServerKind kind;
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final Path log;
    private final int port;
    private final String version;

    /**
     * Starts it and waits until it listens.
     *
     * @param log where its output goes
     */
    ServerProcess(ServerKind kind, int largestMessage, Options options, Path log) throws IOException {
        this.kind = kind;
        this.log = log;
        List<String> command = new ArrayList<>(options.wrap());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options.jvm());
        command.addAll(List.of("-cp", classPath(), ServerMain.class.getName()));
        command.addAll(List.of(kind.title(), String.valueOf(largestMessage)));
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        String[] words = answer("port").split(" ", 2);
        port = Integer.parseInt(words[0]);
        version = words[1];
    }

    private static String classPath() {
        StringBuilder absolute = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            absolute.append(absolute.isEmpty() ? "" : File.pathSeparator)
                    .append(Path.of(entry).toAbsolutePath());
        }
        return absolute.toString();
    }

    private String answer(String about) throws IOException {
        String line;
        do { // the JVM itself may say something, too
            line = answers.readLine();
            if (line == null) {
                close();
                throw new IOException(kind.title() + " did not start, or ended: see " + log);
            }
        } while (!line.startsWith(about + " "));
        return line.substring(about.length() + 1);
    }

    ServerKind kind() {
        return kind;
    }

    int port() {
        return port;
    }

    String version() {
        return version;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The bytes of its heap that live. It collects its garbage for that. */
    long liveHeap() throws IOException {
        questions.write("heap\n");
        questions.flush();
        return Long.parseLong(answer("heap"));
    }

    @Override
    public void close() {
        try {
            questions.close();
            if (process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // it is gone already
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
