package dev.wsboot.core.io;

import static dev.wsboot.core.io.DeflatePeer.RSV1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.Compress;
import dev.wsboot.core.OverflowPolicy;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.deflate.ReferenceInflater;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** permessage-deflate over sockets: what goes out compressed, and that a peer which is not ours reads it. */
// The JDK keeps direct buffers for the thread that used a socket, as large as what went through it, until the thread
// ends.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompressionTest {

    private static final int MIB = 1024 * 1024;

    static WsServer start(Recorder handler, WsCompression compression) {
        return TestServers.start(
                handler,
                WsOptions.builder()
                        .maxMessageSize(2 * MIB)
                        .maxQueueSize(8 * MIB)
                        .compression(compression)
                        .build());
    }

    private static void echo(DeflatePeer peer, int opcode, byte[] message) {
        peer.send(opcode, message);
        Wire.Frame frame = peer.client.next();
        assertThat(frame.first()).isEqualTo(Wire.FIN | RSV1 | opcode);
        assertThat(Arrays.equals(peer.message(frame), message)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void messagesOfAnySizeComeBackWithAndWithoutContext(boolean server, boolean client) {
        Random random = Seed.random("messagesOfAnySizeComeBackWithAndWithoutContext");
        try (WsServer running = start(new Echo(), new WsCompression(0, 1, server, client));
                DeflatePeer peer = DeflatePeer.open(running, "permessage-deflate; client_max_window_bits")) {
            assertThat(peer.serverKeepsItsWindow()).isEqualTo(server);
            assertThat(peer.answer.contains("client_no_context_takeover")).isEqualTo(!client);
            for (int size : new int[] {0, 1, 125, 126, 1023, 65_535, 65_536, 65_537, 300_000, MIB, 7}) {
                byte[] noise = new byte[size];
                random.nextBytes(noise);
                echo(peer, Wire.TEXT, DeflatePeer.json(random, size));
                echo(peer, Wire.BINARY, DeflatePeer.json(random, size));
                echo(peer, Wire.BINARY, noise);
            }
        }
    }

    @Test
    void theSenderOfAMessageChoosesWhetherItIsCompressed() {
        Recorder handler = new Recorder();
        String small = "like the one before";
        String large = "large ".repeat(400);
        try (WsServer running = start(handler, new WsCompression(1000, 1, true, false));
                DeflatePeer peer = DeflatePeer.open(running, "permessage-deflate")) {
            WsSession session = handler.session();
            for (Compress wish : Compress.values()) {
                for (String text : new String[] {small, large}) {
                    boolean compressed = wish == Compress.ALWAYS || (wish == Compress.BY_SIZE && text.equals(large));
                    session.send(text, wish);
                    expect(peer, Wire.TEXT, text, compressed);
                    ByteBuffer binary = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                    session.send(binary, wish);
                    expect(peer, Wire.BINARY, text, compressed);
                }
            }
        }
    }

    private static void expect(DeflatePeer peer, int opcode, String text, boolean compressed) {
        Wire.Frame frame = peer.client.next();
        assertThat(frame.first()).isEqualTo(Wire.FIN | (compressed ? RSV1 : 0) | opcode);
        assertThat(new String(peer.message(frame), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void aWishForCompressionMeansNothingWithoutAnAgreement() {
        Recorder handler = new Recorder();
        try (WsServer running = start(handler, new WsCompression(0, 1, false, false));
                RawClient peer = RawClient.open(running, "/")) {
            handler.session().send("text", Compress.ALWAYS);
            peer.expect("text text");
        }
    }

    @Test
    void noMoreThanSoManySessionsKeepAWindow() {
        Recorder handler = new Recorder();
        try (WsServer running = start(handler, new WsCompression(0, 1, true, true, 2))) {
            DeflatePeer first = DeflatePeer.open(running, "permessage-deflate");
            try (DeflatePeer second = DeflatePeer.open(running, "permessage-deflate; server_no_context_takeover");
                    DeflatePeer third = DeflatePeer.open(running, "permessage-deflate")) {
                assertThat(first.answer).isEqualTo("permessage-deflate");
                assertThat(second.answer).isEqualTo("permessage-deflate; server_no_context_takeover");
                assertThat(third.answer)
                        .isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
                handler.expect("onOpen", "onOpen", "onOpen");
                first.close();
                handler.expect("onClose 1006 by NETWORK");
                await().until(() -> running.connectionCount() == 2);
                try (DeflatePeer fourth = DeflatePeer.open(running, "permessage-deflate")) {
                    assertThat(fourth.answer).isEqualTo("permessage-deflate");
                }
            }
        }
    }

    @Test
    void repetitionsGetShortOnlyWhereTheContextIsKept() {
        byte[] message = DeflatePeer.json(new Random(1), 2000);
        for (String offer : new String[] {"permessage-deflate", "permessage-deflate; server_no_context_takeover"}) {
            try (WsServer server = start(new Echo(), new WsCompression(0, 6, true, true));
                    DeflatePeer peer = DeflatePeer.open(server, offer)) {
                peer.send(Wire.TEXT, message);
                int first = peer.client.next().payload().length;
                peer.send(Wire.TEXT, message);
                int second = peer.client.next().payload().length;
                assertThat(second * 10 < first).as(offer).isEqualTo(peer.serverKeepsItsWindow());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
    void everyWindowThatIsAskedForIsKept(int bits) {
        Random random = Seed.random("everyWindowThatIsAskedForIsKept");
        for (boolean takeover : new boolean[] {false, true}) {
            ReferenceInflater reference = new ReferenceInflater(1 << bits);
            try (WsServer server = start(new Echo(), new WsCompression(0, 6, takeover, true));
                    DeflatePeer peer = DeflatePeer.open(server, "permessage-deflate; server_max_window_bits=" + bits)) {
                assertThat(peer.answer).contains("server_max_window_bits=" + bits);
                for (int size : new int[] {0, 1, 255, 256, 257, 3000, 100, 70_000, 5}) {
                    byte[] message = DeflatePeer.json(random, size);
                    peer.send(Wire.TEXT, message);
                    if (!takeover) {
                        reference.reset();
                    }
                    assertThat(reference.message(peer.client.next().payload())).isEqualTo(message);
                }
            }
            assertThat(reference.longestDistance()).isBetween(1 << (bits - 2), 1 << bits);
        }
    }

    @Test
    void smallMessagesGoOutAsTheyAre() {
        try (WsServer server = start(new Echo(), WsCompression.DEFAULTS);
                DeflatePeer peer = DeflatePeer.open(server, "permessage-deflate")) {
            byte[] large = DeflatePeer.json(new Random(2), 1024);
            byte[] small = Arrays.copyOf(large, 1023);
            peer.send(Wire.TEXT, small);
            Wire.Frame frame = peer.client.next();
            assertThat(frame.first()).isEqualTo(Wire.FIN | Wire.TEXT);
            assertThat(frame.payload()).isEqualTo(small);
            echo(peer, Wire.TEXT, large);
            peer.client.send(Wire.ping("plain")).expect("pong plain");
        }
    }

    @Test
    void whoDoesNotOfferItGetsNone() {
        try (WsServer server = start(new Echo(), new WsCompression(0, 1, true, true));
                DeflatePeer none = DeflatePeer.open(server, "x-other");
                DeflatePeer declined = DeflatePeer.open(server, "permessage-deflate; server_max_window_bits=7")) {
            for (DeflatePeer peer : new DeflatePeer[] {none, declined}) {
                assertThat(peer.answer).isEmpty();
                peer.client.send(Wire.text("as it is")).expect("text as it is");
            }
        }
    }

    @Test
    void aServerWithoutItDeclines() {
        try (WsServer server = TestServers.start(new Echo());
                DeflatePeer peer = DeflatePeer.open(server, "permessage-deflate")) {
            assertThat(peer.answer).isEmpty();
        }
    }

    @Test
    void aBufferIsCompressedAndLeftAsItWas() {
        Recorder handler = new Recorder();
        try (WsServer server = start(handler, new WsCompression(0, 1, false, false));
                DeflatePeer peer = DeflatePeer.open(server, "permessage-deflate")) {
            WsSession session = handler.session();
            byte[] bytes = DeflatePeer.json(new Random(3), 3000);
            ByteBuffer heap = ByteBuffer.wrap(bytes, 10, 2000);
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(3000).put(bytes).position(10).limit(2010);
            for (ByteBuffer each : new ByteBuffer[] {heap, heap.asReadOnlyBuffer(), heap.slice(), direct}) {
                int position = each.position();
                assertThat(session.send(each)).isEqualTo(SendStatus.SENT);
                assertThat(each.position()).isEqualTo(position);
                assertThat(each.remaining()).isEqualTo(2000);
                assertThat(peer.message(peer.client.next())).isEqualTo(Arrays.copyOfRange(bytes, 10, 2010));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatALateReaderFindsBeforeTheCloseFrameIsWhole(boolean takeover) {
        Recorder handler = new Recorder();
        WsOptions options = WsOptions.builder()
                .overflow(OverflowPolicy.CLOSE)
                .maxQueueSize(200_000)
                .compression(new WsCompression(0, 1, takeover, false))
                .build();
        try (WsServer server = TestServers.start(handler, options);
                DeflatePeer peer = DeflatePeer.openNarrow(server, "/", "permessage-deflate")) {
            WsSession session = handler.session();
            Random random = Seed.random("whatALateReaderFindsBeforeTheCloseFrameIsWhole");
            int sent = 0;
            byte[] noise = new byte[3000];
            SendStatus status;
            do {
                random.nextBytes(noise);
                String text = sent + ":" + new String(noise, StandardCharsets.ISO_8859_1);
                status = session.send(text);
                sent++;
            } while (status.isAccepted());
            assertThat(status).isEqualTo(SendStatus.CLOSED);
            int got = 0;
            Wire.Frame frame = peer.client.next();
            while (frame.opcode() == Wire.TEXT) {
                assertThat(new String(peer.message(frame), StandardCharsets.UTF_8))
                        .startsWith(got + ":");
                got++;
                frame = peer.client.next();
            }
            assertThat(frame).hasToString("close 1013 reads too slowly");
            assertThat(got).isBetween(1, sent - 2);
        }
    }
}
