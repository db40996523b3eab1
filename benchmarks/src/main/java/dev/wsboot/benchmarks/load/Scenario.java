package dev.wsboot.benchmarks.load;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is asked of a server.
 *
 * @param about what it is, in words
 * @param size bytes of a message
 * @param depth messages of a connection (of a publisher, in a fan-out) that are under way at a time
 * @param rate messages in a second over all connections; 0 is as many as the server answers
 */
public record Scenario(
        String name, String about, Kind kind, int connections, Content content, int size, int depth, int rate) {

    /** What the connections do. */
    public enum Kind {
        /** Each sends again what came back. */
        ECHO,
        /** Messages are sent at fixed times, whatever came back. */
        RATE,
        /** One publishes to all. */
        FANOUT,
        /** Each opens, echoes one message, closes, and begins again. */
        CHURN,
        /** Each echoes one message and is silent. */
        IDLE
    }

    /** What the messages are. */
    public enum Content {
        TEXT,
        MIXED_TEXT,
        BINARY
    }

    /** All there are. */
    public static final List<Scenario> ALL = List.of(
            new Scenario("echo-small", "125 B of text, one in flight", Kind.ECHO, 64, Content.TEXT, 125, 1, 0),
            new Scenario("echo-pipelined", "125 B of text, 16 in flight", Kind.ECHO, 64, Content.TEXT, 125, 16, 0),
            new Scenario(
                    "echo-utf8", "1 KiB of mixed text, one in flight", Kind.ECHO, 64, Content.MIXED_TEXT, 1024, 1, 0),
            new Scenario("echo-large", "64 KiB of binary, one in flight", Kind.ECHO, 64, Content.BINARY, 65_536, 1, 0),
            new Scenario("fanout", "one publisher to all, 125 B of text", Kind.FANOUT, 1000, Content.TEXT, 125, 4, 0),
            new Scenario("churn", "connect, shake hands, echo, close", Kind.CHURN, 32, Content.TEXT, 125, 1, 0),
            new Scenario("rate", "125 B of text at fixed times", Kind.RATE, 64, Content.TEXT, 125, 1, 10_000),
            new Scenario("idle", "memory of connections that are silent", Kind.IDLE, 2000, Content.TEXT, 125, 1, 0));

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Scenario named(String name) {
        for (Scenario scenario : ALL) {
            if (scenario.name.equals(name)) {
                return scenario;
            }
        }
        throw new IllegalArgumentException("there is no scenario \"" + name + "\", only "
                + ALL.stream().map(Scenario::name).collect(Collectors.joining(", ")));
    }

    /** The same with another number of connections. */
    public Scenario withConnections(int count) {
        return new Scenario(name, about, kind, count, content, size, depth, rate);
    }

    /** The same at another rate. */
    public Scenario withRate(int messagesPerSecond) {
        return new Scenario(name, about, kind, connections, content, size, depth, messagesPerSecond);
    }

    /** What one unit of its figures is. */
    public String unit() {
        return switch (kind) {
            case FANOUT -> "delivery";
            case CHURN, IDLE -> "connection";
            case ECHO, RATE -> "message";
        };
    }

    String path() {
        return kind == Kind.FANOUT ? "/broadcast" : "/echo";
    }

    Traffic traffic(int loops, int loop) {
        return switch (kind) {
            case ECHO -> new EchoTraffic(depth);
            case RATE -> new RateTraffic(1e9 / rate, loops, loop);
            case FANOUT -> new FanoutTraffic(depth);
            case CHURN -> new ChurnTraffic();
            case IDLE -> new IdleTraffic();
        };
    }
}
