package dev.wsboot.benchmarks;

import dev.wsboot.benchmarks.servers.CoreServer;
import dev.wsboot.benchmarks.servers.SpringServer;
import java.util.Arrays;

/** The one jar: a server to be measured, or the benchmarks of the parts. */
public final class Main {

    private static final String USAGE = """
            Usage:
              java -jar benchmarks.jar core PORT                                a server on ws-core alone
              java -jar benchmarks.jar spring PORT [event-loop|virtual|platform] a Spring Boot application
              java -jar benchmarks.jar jmh [options of JMH]                     the parts by themselves
            Both servers have /echo (text and binary up to 16 MiB, compressed when offered) and /broadcast.\
            """;

    private Main() {}

    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "" : args[0]) {
            case "core" -> CoreServer.start(port(args));
            case "spring" -> SpringServer.start(port(args), args.length > 2 ? args[2] : "platform");
            case "jmh" -> org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            default -> throw new IllegalArgumentException(USAGE);
        }
    }

    private static int port(String[] args) {
        if (args.length < 2) {
            throw new IllegalArgumentException(USAGE);
        }
        return Integer.parseInt(args[1]);
    }
}
