package dev.wsboot.core.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.core.Compress;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsConnectException;
import dev.wsboot.core.WsOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client with servers that are not ours. */
class ServersTest {

    /** What a server makes of compression, as JSON; it names in its answer what it sets. Beside it our client's own offer. */
    private static final List<String> SETS = List.of(
            "{}",
            "{\"server_no_context_takeover\": true}",
            "{\"client_no_context_takeover\": true}",
            "{\"server_no_context_takeover\": true, \"client_no_context_takeover\": true}",
            "{\"server_max_window_bits\": 9}",
            "{\"client_max_window_bits\": 8}",
            "{\"client_max_window_bits\": 9}",
            "{\"server_max_window_bits\": 10, \"client_max_window_bits\": 12}",
            "{\"client_no_context_takeover\": true, \"client_max_window_bits\": 10}");

    private static final int[] SIZES = {0, 1, 125, 126, 1023, 1024, 5000, 65_535, 65_536, 300_000};
    private static final String[] WORDS = {"price", "symbol", "volume", "London", "Grüße", "€", "😀"};

    private static WsOptions options(boolean takeover) {
        return WsOptions.builder()
                .maxMessageSize(1024 * 1024)
                .maxQueueSize(4 * 1024 * 1024)
                .compression(new WsCompression(64, 6, takeover, takeover))
                .subprotocols(List.of("v3", "v2"))
                .build();
    }

    private static PeerProcess start(Peer peer, List<String> sets) {
        peer.require();
        return peer.startScript("server", sets.toString());
    }

    private static List<String> uris(PeerProcess server) {
        return Stream.of(server.await("listening").split(" "))
                .skip(1)
                .map(port -> "ws://127.0.0.1:" + port + "/talk")
                .toList();
    }

    private static Inbox connect(String uri, boolean takeover) {
        return new Inbox(uri, options(takeover), "X-Token", "abc");
    }

    @ParameterizedTest
    @EnumSource(names = {"PYTHON_WEBSOCKETS", "NODE_WS"})
    void everySetOfParametersWorks(Peer peer) throws Exception {
        try (PeerProcess server = start(peer, SETS)) {
            List<String> uris = uris(server);
            for (int i = 0; i < uris.size(); i++) {
                for (boolean takeover : new boolean[] {false, true}) {
                    try (Inbox inbox = connect(uris.get(i), takeover)) {
                        inbox.session();
                        assertThat(inbox.extensions())
                                .startsWith("permessage-deflate")
                                .contains(SETS.get(i)
                                        .replaceAll("[{}\" ]|: true", "")
                                        .replace(":", "=")
                                        .split(","));
                        echoAll(inbox, new Random(7692 + i));
                        inbox.session().close();
                        inbox.expectSigns("1000 by CLIENT");
                    } catch (AssertionError e) {
                        throw new AssertionError(
                                SETS.get(i) + ", takeover " + takeover + ": the server printed\n" + server.output(), e);
                    }
                }
            }
        }
    }

    private static void echoAll(Inbox inbox, Random random) throws Exception {
        for (int size : SIZES) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            inbox.echo(noise);
            String text = text(random, size);
            inbox.echo(text);
            inbox.echo(text.getBytes(UTF_8));
        }
        for (int i = 0; i < 200; i++) {
            inbox.session().send(i + text(random, 300));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(inbox.nextText()).startsWith("" + i);
        }
    }

    private static String text(Random random, int size) {
        StringBuilder text = new StringBuilder(size + 10);
        while (text.length() < size) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(100));
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(names = {"PYTHON_WEBSOCKETS", "NODE_WS"})
    void bothDirectionsAreCompressedOnTheWireOnlyWhereTheServerAgrees(Peer peer) throws Exception {
        String message = "{\"symbol\": \"ABC\", \"price\": 42} ".repeat(2000);
        try (PeerProcess server = start(peer, List.of("{}", "null"))) {
            List<String> uris = uris(server);
            try (Inbox compressed = connect(uris.get(0), false);
                    Inbox plain = connect(uris.get(1), false)) {
                compressed.echo(message);
                compressed.session().send(":wire");
                for (String bytes : compressed.nextText().split(" ", -1)) {
                    assertThat(Integer.parseInt(bytes)).isBetween(1, 20_000);
                }
                plain.echo(message);
                assertThat(plain.extensions()).isEqualTo("null");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PYTHON_WEBSOCKETS", "NODE_WS"})
    void handshakeControlFramesAndEndsAreUnderstood(Peer peer) throws Exception {
        try (PeerProcess server = start(peer, List.of("{}"))) {
            String uri = uris(server).get(0);
            try (Inbox inbox = connect(uri, true)) {
                assertThat(inbox.session().subprotocol()).isEqualTo("v2");
                inbox.session().send(":header X-Token");
                inbox.expect("abc");
                inbox.session().send(":fragments");
                inbox.expect("in three pieces");
                inbox.session().ping(UTF_8.encode("are you there?"));
                inbox.expectSigns("pong are you there?");
                inbox.session().send(":ping hello");
                inbox.expectSigns("ping hello");
                inbox.expect("pong: hello");
                inbox.session().close(3001, "bye");
                inbox.expectSigns("3001 (bye) by CLIENT");
                inbox.awaitEnd();
                assertThat(server.await("closed")).isEqualTo("closed 3001 bye");
            }
            theServerEnds(server, uri, ":close 4000 as you wish", "4000 (as you wish) by SERVER", "closed 4000");
            theServerEnds(server, uri, ":abort", "1006 by NETWORK", "closed 1006");
            try (Inbox inbox = connect(uri, true)) {
                inbox.session().abort();
                inbox.expectSigns("1006 by CLIENT");
                assertThat(server.await("closed").trim()).isEqualTo("closed 1006");
            }
        }
    }

    private static void theServerEnds(PeerProcess server, String uri, String command, String end, String printed)
            throws Exception {
        try (Inbox inbox = connect(uri, true)) {
            inbox.session().send(command);
            inbox.expectSigns(end);
            inbox.awaitEnd();
            assertThat(server.await("closed")).startsWith(printed);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PYTHON_WEBSOCKETS", "NODE_WS"})
    void messagesThatAreTooBigCloseWhoeverSentThem(Peer peer) throws Exception {
        try (PeerProcess server = start(peer, List.of("{}"))) {
            String uri = uris(server).get(0);
            try (Inbox inbox = connect(uri, false)) {
                // 1.5 MB of zeros in a few bytes: the server's limit admits it, ours does not.
                inbox.session().send(ByteBuffer.allocate(1_500_000));
                inbox.expectSigns("1009 (message is too big) by CLIENT");
                inbox.awaitEnd();
                assertThat(server.await("closed")).isEqualTo("closed 1009 message is too big");
            }
            try (Inbox inbox = connect(uri, false)) {
                // Uncompressed: Debian's ws takes what is too big once it is inflated for corrupt data.
                inbox.session().send(ByteBuffer.allocate(3_000_000), Compress.NEVER);
                assertThat(inbox.nextSign()).startsWith("1009").endsWith("by SERVER");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PYTHON_WEBSOCKETS", "NODE_WS"})
    void aRefusalTellsItsStatusAndFields(Peer peer) {
        try (PeerProcess server = start(peer, List.of("{}"));
                Inbox inbox = connect(uris(server).get(0).replace("/talk", "/refuse"), false)) {
            assertThatThrownBy(inbox::session).cause().isInstanceOfSatisfying(WsConnectException.class, refusal -> {
                assertThat(refusal.status()).isEqualTo(401);
                assertThat(refusal.headers().first("WWW-Authenticate")).isEqualTo("Bearer");
            });
        }
    }
}
