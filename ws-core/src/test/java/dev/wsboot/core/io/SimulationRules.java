package dev.wsboot.core.io;

import dev.wsboot.core.OverflowPolicy;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What is settled before a history begins.
 *
 * @param serverHandshakeTimeout in milliseconds
 * @param clientHandshakeTimeout in milliseconds
 * @param serverWindowBits what the offer is made to ask of the server on its way; 0 for nothing
 * @param clientWindowBits what the answer is made to ask of the client on its way; 0 for nothing
 * @param decision what the server's application does with the handshake
 * @param script what takes the place of a side's part of the handshake
 * @param calm whether nothing happens that may break a connection
 * @param patience the steps before anything may happen that ends a connection
 * @param reaction in how many of a hundred calls an application does something
 */
record SimulationRules(
        WsOptions server,
        WsOptions client,
        int serverHandshakeTimeout,
        int clientHandshakeTimeout,
        int serverWindowBits,
        int clientWindowBits,
        Decision decision,
        SimulationScript script,
        boolean calm,
        int patience,
        int reaction) {

    /** What a server's application can do when it is asked about a handshake. */
    enum Decision {
        ACCEPT,
        ACCEPT_LATER,
        REJECT,
        REJECT_LATER,
        FAIL_LATER,
        NULL_LATER,
        THROW,
        NULL
    }

    /** How many fragments without data may follow each other. */
    static final int EMPTY_FRAGMENTS = 3;

    static SimulationRules of(SplittableRandom random) {
        boolean compression = random.nextInt(100) < 60;
        return new SimulationRules(
                options(random, compression && random.nextInt(8) > 0),
                options(random, compression && random.nextInt(8) > 0),
                500 + random.nextInt(8000),
                500 + random.nextInt(8000),
                random.nextInt(3) == 0 ? 8 + random.nextInt(8) : 0,
                random.nextInt(3) == 0 ? 8 + random.nextInt(8) : 0,
                decision(random),
                random.nextInt(25) == 0 ? SimulationScript.any(random) : SimulationScript.NONE,
                random.nextInt(5) < 2,
                random.nextInt(85),
                random.nextInt(30));
    }

    /** What a closing handshake may take, and what the transport may take behind it. */
    Duration shortestDeadline() {
        Duration linger = Duration.ofSeconds(2);
        Duration shorter = server.closeTimeout().compareTo(client.closeTimeout()) < 0
                ? server.closeTimeout()
                : client.closeTimeout();
        return shorter.compareTo(linger) < 0 ? shorter : linger;
    }

    private static Decision decision(SplittableRandom random) {
        Decision[] all = Decision.values();
        return switch (random.nextInt(20)) {
            case 0 -> all[random.nextInt(all.length)];
            case 1, 2, 3 -> Decision.ACCEPT_LATER;
            default -> Decision.ACCEPT;
        };
    }

    private static WsOptions options(SplittableRandom random, boolean compression) {
        return WsOptions.builder()
                .maxMessageSize(random.nextInt(10) == 0 ? 300 + random.nextInt(3000) : 100_000)
                .maxEmptyFragments(EMPTY_FRAGMENTS)
                .maxQueueSize(
                        switch (random.nextInt(6)) {
                            case 0 -> 1;
                            case 1 -> 1 + random.nextInt(300);
                            case 2 -> 300 + random.nextInt(5000);
                            default -> 512 * 1024;
                        })
                .overflow(random.nextBoolean() ? OverflowPolicy.CLOSE : OverflowPolicy.DROP)
                .stallTimeout(time(random, 4000))
                .pingInterval(time(random, 3000))
                .pongTimeout(time(random, 3000))
                .idleTimeout(random.nextInt(4) == 0 ? time(random, 8000) : Duration.ZERO)
                .closeTimeout(Duration.ofMillis(200 + random.nextInt(5000)))
                .compression(compression ? compression(random) : null)
                .build();
    }

    private static WsCompression compression(SplittableRandom random) {
        int minSize = switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> 20;
            default -> 100;
        };
        return new WsCompression(minSize, random.nextBoolean() ? 1 : 6, random.nextInt(4) > 0, random.nextInt(4) > 0);
    }

    private static Duration time(SplittableRandom random, int most) {
        return random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofMillis(300 + random.nextInt(most));
    }
}
