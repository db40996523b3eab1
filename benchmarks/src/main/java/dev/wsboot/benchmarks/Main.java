package dev.wsboot.benchmarks;

import dev.wsboot.benchmarks.compare.Comparison;
import dev.wsboot.benchmarks.servers.ServerKind;
import java.util.Arrays;
import java.util.List;

/** The one jar: a server to be measured, a comparison of servers, or the benchmarks of the parts. */
public final class Main {

    private static final int OUR_LARGEST_MESSAGE = 16 * 1024 * 1024;

    /** Tomcat makes buffers of this size for each session. */
    private static final int LARGEST_MESSAGE = 64 * 1024;

    private static final List<String> MODES = List.of("event-loop", "virtual", "platform");

    private static final String USAGE = """
            Usage:
              java -jar benchmarks.jar core PORT                                 a server on ws-core alone
              java -jar benchmarks.jar spring PORT [event-loop|virtual|platform] a Spring Boot application with the starter
              java -jar benchmarks.jar server NAME PORT                          one of the servers of the comparison
              java -jar benchmarks.jar compare [--help | options]                compares servers from end to end
              java -jar benchmarks.jar jmh [options of JMH]                      the parts by themselves
            Servers have /echo (text and binary) and /broadcast; PORT 0 is a free one.""";

    private Main() {}

    public static void main(String[] args) throws Exception {
        try {
            run(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    static void run(String[] args) throws Exception {
        switch (argument(args, 0)) {
            case "core" -> serve(ServerKind.CORE, argument(args, 1));
            case "spring" -> serve(starter(args.length > 2 ? args[2] : "platform"), argument(args, 1));
            case "server" -> serve(ServerKind.named(argument(args, 1)), argument(args, 2));
            case "compare" -> Comparison.main(rest(args));
            case "jmh" -> org.openjdk.jmh.Main.main(rest(args));
            default -> throw new IllegalArgumentException("unknown command \"" + args[0] + "\"\n" + USAGE);
        }
    }

    private static void serve(ServerKind kind, String port) throws Exception {
        if (!kind.runsHere()) {
            throw new IllegalArgumentException(kind.title() + " needs Java 21, this is " + Runtime.version());
        }
        int bound = kind.start(port(port), kind.isOurs() ? OUR_LARGEST_MESSAGE : LARGEST_MESSAGE);
        System.out.println(kind.version() + " listens on port " + bound);
    }

    private static ServerKind starter(String mode) {
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException("mode is \"" + mode + "\", it must be one of " + MODES);
        }
        return ServerKind.named("starter-" + mode);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("port is \"" + text + "\", it must be a number within 0 and 65535");
    }

    private static String argument(String[] args, int index) {
        if (args.length <= index) {
            throw new IllegalArgumentException(USAGE);
        }
        return args[index];
    }

    private static String[] rest(String[] args) {
        return Arrays.copyOfRange(args, 1, args.length);
    }
}
