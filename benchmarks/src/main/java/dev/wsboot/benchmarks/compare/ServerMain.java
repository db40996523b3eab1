package dev.wsboot.benchmarks.compare;

import dev.wsboot.benchmarks.servers.ServerKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;

/**
 * A server in a JVM of its own, that the comparison talks to over its standard streams: it tells its port and version, answers
 * {@code heap} with the bytes that live, and ends with its input, so that none is left behind.
 */
final class ServerMain {

    private static final int COLLECTIONS = 3;

    private ServerMain() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // what the server prints is for its log
        ServerKind kind = ServerKind.named(args[0]);
        int port = kind.start(0, Integer.parseInt(args[1]));
        answers.println("port " + port + " " + kind.version());
        try (BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while ("heap".equals(questions.readLine())) {
                answers.println("heap " + liveHeap());
            }
        } catch (IOException e) {
            // nobody asks any more
        }
        System.exit(0); // not harder: a flight recording is written on the way
    }

    private static long liveHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
