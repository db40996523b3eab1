package dev.wsboot.core.io;

import static dev.wsboot.core.io.DeflatePeer.RSV1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.OverflowPolicy;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsClient;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.deflate.ReferenceInflater;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are encoded, framed and compressed once and sent to many. */
class PreparedMessageTest {

    private static WsServer start(Recorder handler, boolean takeover) {
        return TestServers.start(
                handler,
                WsOptions.builder()
                        .maxQueueSize(4 * 1024 * 1024)
                        .compression(new WsCompression(100, 6, takeover, true))
                        .build());
    }

    @Test
    void itsBytesAreThoseThatItWasMadeOf() {
        ByteBuffer source = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1);
        PreparedMessage binary = PreparedMessage.of(source);
        source.put(1, (byte) 9);
        assertThat(binary.payload()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4}));
        assertThat(binary.payload().isReadOnly()).isTrue();
        assertThat(binary.isText()).isFalse();
        assertThat(source.position()).isEqualTo(1);
        PreparedMessage text = PreparedMessage.of("ä");
        assertThat(text.payload()).isEqualTo(ByteBuffer.wrap("ä".getBytes(UTF_8)));
        assertThat(text.isText()).isTrue();
        assertThat(text).hasToString("PreparedMessage[text, 2 bytes]");
    }

    @Test
    void itIsCompressedOnceForEachWindow() {
        PreparedMessage message = PreparedMessage.of("text");
        ByteBuffer compressed = ByteBuffer.wrap(new byte[] {7, 8});
        ByteBuffer frame = message.frame(15, payload -> compressed);
        assertThat(frame).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0xC1, 2, 7, 8}));
        assertThat(message.frame(15, payload -> {
                    throw new AssertionError("compressed twice");
                }))
                .isSameAs(frame);
        assertThat(message.frame(8, payload -> payload))
                .hasToString(frame.toString().replace("=4", "=6"));
        assertThat(message.frame()).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x81, 4, 't', 'e', 'x', 't'}));
    }

    /** What is compressed for many and what is compressed for one peer goes through that peer's one window. */
    @ParameterizedTest
    @ValueSource(ints = {8, 10, 15})
    void sharedAndPrivateMessagesMixOnAConnectionThatKeepsItsWindow(int bits) {
        Random random = Seed.random("sharedAndPrivateMessagesMix");
        Recorder handler = new Recorder();
        ReferenceInflater reference = new ReferenceInflater(1 << bits);
        String[] texts = new String[8];
        PreparedMessage[] prepared = new PreparedMessage[texts.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new String(DeflatePeer.json(random, 150 + 700 * i), UTF_8);
            prepared[i] = PreparedMessage.of(texts[i]);
        }
        try (WsServer server = start(handler, true);
                DeflatePeer other = DeflatePeer.open(server, "permessage-deflate; server_no_context_takeover");
                DeflatePeer peer = DeflatePeer.open(server, "permessage-deflate; server_max_window_bits=" + bits)) {
            assertThat(other.serverKeepsItsWindow()).isFalse();
            assertThat(peer.serverKeepsItsWindow()).isTrue();
            WsSession first = handler.session();
            WsSession second = handler.session();
            int shared = 0;
            for (int i = 0; i < 300; i++) {
                int which = random.nextInt(texts.length);
                boolean isShared = random.nextBoolean();
                shared += isShared ? 1 : 0;
                for (WsSession session : new WsSession[] {first, second}) {
                    assertThat(isShared ? session.send(prepared[which]) : session.send(texts[which]))
                            .isEqualTo(SendStatus.SENT);
                }
                Wire.Frame frame = peer.client.next();
                assertThat(frame.first()).isEqualTo(Wire.FIN | RSV1 | Wire.TEXT);
                assertThat(new String(reference.message(frame.payload()), UTF_8))
                        .isEqualTo(texts[which]);
                assertThat(new String(other.message(other.client.next()), UTF_8))
                        .isEqualTo(texts[which]);
            }
            assertThat(shared).isBetween(100, 200);
        }
        assertThat(reference.longestDistance()).isLessThanOrEqualTo(1 << bits);
    }

    @Test
    void messagesThatWaitForASlowPeerKeepTheirOrderAndTheirWindow() {
        Random random = Seed.random("messagesThatWaitForASlowPeer");
        Recorder handler = new Recorder();
        String noise = new String(DeflatePeer.json(random, 60_000), UTF_8);
        PreparedMessage prepared = PreparedMessage.of(noise);
        try (WsServer server = start(handler, true);
                DeflatePeer peer = DeflatePeer.openNarrow(server, "/", "permessage-deflate")) {
            WsSession session = handler.session();
            int sent = 0;
            while (session.queuedBytes() < 500_000) {
                session.send(noise);
                session.send(prepared);
                sent += 2;
            }
            session.close();
            for (int i = 0; i < sent; i++) {
                assertThat(new String(peer.message(peer.client.next()), UTF_8)).isEqualTo(noise);
            }
            peer.client.expect("close 1000");
        }
    }

    @Test
    void sessionsWithoutCompressionAndSmallMessagesGetThePlainFrame() {
        Recorder handler = new Recorder();
        String large = "large ".repeat(50);
        try (WsServer server = start(handler, true);
                RawClient plain = RawClient.open(server, "/");
                DeflatePeer peer = DeflatePeer.open(server, "permessage-deflate")) {
            for (WsSession session : new WsSession[] {handler.session(), handler.session()}) {
                session.send(PreparedMessage.of("small"));
                session.send(PreparedMessage.of(large));
                session.send(PreparedMessage.of(ByteBuffer.allocate(3)));
            }
            plain.expect("text small").expect("text " + large).expect("binary 3");
            peer.client.expect("text small");
            assertThat(peer.client.next().first()).isEqualTo(Wire.FIN | RSV1 | Wire.TEXT);
            peer.client.expect("binary 3");
        }
    }

    @Test
    void aClientMasksItForItself() throws Exception {
        try (RawServer server = new RawServer()) {
            WsClient client = WsClient.builder(server.uri("/")).connect(new Recorder());
            try (RawClient peer = server.open()) {
                WsSession session = client.opened().toCompletableFuture().get(10, TimeUnit.SECONDS);
                PreparedMessage message = PreparedMessage.of("masked");
                session.send(message);
                session.send(message);
                peer.expect("text masked").expect("text masked");
                assertThat(peer.keys()).doesNotHaveDuplicates().doesNotContain(0);
            }
        }
    }

    @Test
    void itIsBoundLikeAnyOtherMessageAndNoneComesAfterTheEnd() {
        Recorder handler = new Recorder();
        PreparedMessage message = PreparedMessage.of(ByteBuffer.allocate(1000));
        WsOptions options = WsOptions.builder()
                .maxQueueSize(10_000)
                .overflow(OverflowPolicy.DROP)
                .build();
        try (WsServer server = TestServers.start(handler, options);
                RawClient peer = RawClient.openNarrow(server, "/")) {
            WsSession session = handler.session();
            SendStatus status = SendStatus.SENT;
            while (status != SendStatus.DROPPED) {
                status = session.send(message);
                assertThat(status).isNotEqualTo(SendStatus.CLOSED);
            }
            assertThat(session.queuedBytes()).isBetween(10_000L, 11_004L);
            peer.reset();
            while (session.isOpen()) {
                Thread.onSpinWait();
            }
            assertThat(session.send(message)).isEqualTo(SendStatus.CLOSED);
        }
    }
}
