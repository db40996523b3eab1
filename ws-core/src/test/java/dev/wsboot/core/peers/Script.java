package dev.wsboot.core.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.io.TestServers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The conversations that a client of others leads with a {@link Talker}. */
final class Script {

    /** Offers of permessage-deflate, as JSON; {@code false} leaves out what the peer would offer by itself. */
    private static final List<String> OFFERS = List.of(
            "{}",
            "{\"client_max_window_bits\": false}",
            "{\"server_max_window_bits\": 8}",
            "{\"server_max_window_bits\": 9, \"client_max_window_bits\": 9}",
            "{\"server_max_window_bits\": 10, \"client_max_window_bits\": 10}",
            "{\"server_max_window_bits\": 15, \"client_max_window_bits\": 15}",
            "{\"server_no_context_takeover\": true}",
            "{\"client_no_context_takeover\": true}",
            "{\"server_no_context_takeover\": true, \"client_no_context_takeover\": true, \"server_max_window_bits\": 9}");

    private Script() {}

    /** The server that the script is made for. */
    static WsServer.Builder server(Talker handler, WsCompression compression) {
        WsOptions options = WsOptions.builder()
                .maxMessageSize(2 * 1024 * 1024)
                .maxQueueSize(4 * 1024 * 1024)
                .subprotocols(List.of("v2"))
                .compression(compression)
                .build();
        return TestServers.builder().handler("/talk", handler, options);
    }

    /** Runs the script and sees that the peer is content, and that the handler was told of the ends of its sessions. */
    static void play(Peer peer, String uri, boolean takeover, Talker handler) throws Exception {
        peer.require();
        try (PeerProcess client = peer.startScript("client", uri, OFFERS.toString(), "" + takeover)) {
            client.await("all well");
            assertThat(client.exitValue()).as(client::output).isZero();
            assertThat(client.output().lines().filter(line -> line.startsWith("compressed")))
                    .as(client.output())
                    .hasSameSizeAs(OFFERS);
        }
        List<String> ends = new ArrayList<>(Collections.nCopies(OFFERS.size(), "1000 by CLIENT"));
        ends.addAll(List.of(
                "3001 (bye) by CLIENT",
                "4000 (as you wish) by SERVER",
                "1009 (message is too big) by SERVER",
                "1009 (message is too big) by SERVER",
                "1006 by SERVER",
                "1006 by NETWORK"));
        handler.expectEnds(ends.toArray(String[]::new));
    }
}
