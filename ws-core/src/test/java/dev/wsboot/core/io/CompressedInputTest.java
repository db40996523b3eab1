package dev.wsboot.core.io;

import static dev.wsboot.core.io.DeflatePeer.RSV1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed messages as clients send them, whatever they are like (RFC 7692 §6, §7.2). */
// The JDK keeps direct buffers for the thread that used a socket, as large as what went through it, until the thread
// ends.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompressedInputTest {

    private static final int LIMIT = 64 * 1024;

    private final WsServer server = TestServers.start(
            new Echo(),
            WsOptions.builder()
                    .maxMessageSize(LIMIT)
                    .compression(new WsCompression(100_000, 1, true, true))
                    .build());

    @AfterEach
    void close() {
        server.close();
    }

    private DeflatePeer open() {
        return DeflatePeer.open(server, "permessage-deflate");
    }

    /** Reads the Close frame and answers it. */
    private static void expectClose(DeflatePeer peer, String close) {
        peer.client.expect(close).send(Wire.close()).expectEnd();
    }

    @ParameterizedTest
    @CsvSource({"0x80", "0x88", "0x89", "0x8A"})
    void aReservedBitOnAnyOtherFrameIsAProtocolError(String opcode) {
        try (DeflatePeer peer = open()) {
            byte[] half = peer.compress("Hello".getBytes(UTF_8));
            peer.client.send(
                    Wire.frame(RSV1 | Wire.TEXT, Arrays.copyOf(half, 3)),
                    Wire.frame(Integer.decode(opcode) | RSV1, Arrays.copyOfRange(half, 3, half.length)));
            expectClose(peer, "close 1002 reserved bits are set");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x10, 0x60, 0x50, 0x70})
    void theOtherReservedBitsStayForbidden(int bits) {
        try (DeflatePeer peer = open()) {
            peer.client.send(Wire.frame(Wire.FIN | bits | Wire.TEXT, peer.compress(new byte[] {'x'})));
            expectClose(peer, "close 1002 reserved bits are set");
        }
    }

    @Test
    void aCompressedMessageWithoutAnAgreementIsAProtocolError() {
        try (DeflatePeer peer = DeflatePeer.open(server, "permessage-deflate; unknown")) {
            peer.send(Wire.TEXT, new byte[] {'x'});
            expectClose(peer, "close 1002 reserved bits are set");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "0600", "000500fafe48656c6c6f00"})
    void whatIsNoCompressedDataIsInvalid(String payload) {
        try (DeflatePeer peer = open()) {
            peer.client.send(Wire.frame(Wire.FIN | RSV1 | Wire.BINARY, hex(payload)));
            expectClose(peer, "close 1007 compressed data is corrupt");
        }
    }

    @Test
    void textThatIsNoUtf8IsRefusedBeforeItsRestIsThere() {
        try (DeflatePeer peer = open()) {
            byte[] begun = peer.compress(new byte[] {'o', 'k', (byte) 0xC0, (byte) 0x80});
            peer.client.send(Wire.header(RSV1 | Wire.TEXT, begun.length + 1000));
            peer.client.send(Arrays.copyOfRange(Wire.frame(RSV1 | Wire.TEXT, begun), 6, 6 + begun.length));
            expectClose(peer, "close 1007 text is not UTF-8");
        }
    }

    @Test
    void textThatEndsWithinACharacterIsRefused() {
        try (DeflatePeer peer = open()) {
            peer.send(Wire.TEXT, new byte[] {(byte) 0xE2, (byte) 0x82});
            expectClose(peer, "close 1007 text is not UTF-8");
        }
    }

    /** RFC 7692 §7.2.3: one block, a stored block, a final block, two blocks, and a final block with nothing behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f248cdc9c90700",
                "000500faff48656c6c6f00",
                "f348cdc9c9070000",
                "f248050000 00ffffcac9c90700",
                "f348cdc9c90700"
            })
    void everyKindOfBlockIsRead(String payload) {
        byte[] bytes = hex(payload);
        try (DeflatePeer peer = open()) {
            for (int cut = 0; cut <= bytes.length; cut++) {
                peer.client.send(
                        Wire.frame(RSV1 | Wire.TEXT, Arrays.copyOf(bytes, cut)),
                        Wire.ping("between"),
                        Wire.frame(Wire.FIN, Arrays.copyOfRange(bytes, cut, bytes.length)));
                peer.client.expect("pong between").expect("text Hello");
            }
        }
    }

    @Test
    void anEmptyCompressedMessageIsEmpty() {
        try (DeflatePeer peer = open()) {
            peer.client.send(Wire.frame(Wire.FIN | RSV1 | Wire.TEXT)).expect("text ");
            peer.client
                    .send(Wire.frame(Wire.FIN | RSV1 | Wire.BINARY, (byte) 0))
                    .expect("binary 0");
        }
    }

    @Test
    void fragmentsOfOneByteWithPingsBetweenThemAreOneMessage() {
        byte[] message = DeflatePeer.json(new Random(4), 5000);
        try (DeflatePeer peer = open()) {
            byte[] payload = peer.compress(message);
            for (int i = 0; i < payload.length; i++) {
                boolean last = i == payload.length - 1;
                peer.client.send(Wire.frame(
                        (i == 0 ? RSV1 | Wire.TEXT : Wire.CONTINUATION) | (last ? Wire.FIN : 0), payload[i]));
                if (i % 100 == 0) {
                    peer.client.send(Wire.ping("" + i)).expect("pong " + i);
                }
            }
            assertThat(peer.client.next().payload()).isEqualTo(message);
        }
    }

    @Test
    void compressedAndPlainMessagesMix() {
        try (DeflatePeer peer = open()) {
            for (int i = 0; i < 50; i++) {
                peer.send(Wire.TEXT, ("compressed " + i).getBytes(UTF_8));
                peer.client.send(Wire.text("plain " + i));
                peer.client.expect("text compressed " + i).expect("text plain " + i);
            }
        }
    }

    @Test
    void theLimitCountsInflatedBytes() {
        try (DeflatePeer peer = open()) {
            peer.send(Wire.BINARY, new byte[LIMIT]);
            peer.client.expect("binary " + LIMIT);
            peer.send(Wire.BINARY, new byte[LIMIT + 1]);
            expectClose(peer, "close 1009 message is too big");
        }
    }

    @Test
    void moreBytesThanTheLimitMayInflateToLess() {
        byte[] blocks = Wire.repeat(hex("000000ffff"), LIMIT / 4);
        try (DeflatePeer peer = open()) {
            peer.client.send(Wire.frame(Wire.FIN | RSV1 | Wire.TEXT, Wire.concat(blocks, hex("f248cdc9c90700"))));
            peer.client.expect("text Hello");
        }
    }

    @Test
    void aMessageThatFollowsACloseFrameOfOursIsReadOver() {
        Echo closing = new Echo() {
            @Override
            public void onPing(dev.wsboot.core.WsSession session, java.nio.ByteBuffer payload) {
                session.close(4000, "enough");
            }
        };
        try (WsServer other = TestServers.start(
                        closing,
                        WsOptions.builder().compression(WsCompression.DEFAULTS).build());
                DeflatePeer peer = DeflatePeer.open(other, "permessage-deflate")) {
            byte[] payload = peer.compress(new byte[5000]);
            peer.client.send(
                    Wire.frame(RSV1 | Wire.BINARY, Arrays.copyOf(payload, 5)),
                    Wire.ping("x"),
                    Wire.frame(Wire.FIN, Arrays.copyOfRange(payload, 5, payload.length)),
                    Wire.frame(Wire.FIN | RSV1 | Wire.BINARY, payload));
            peer.client
                    .expect("pong x")
                    .expect("close 4000 enough")
                    .send(Wire.close(4000, ""))
                    .expectEnd();
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
