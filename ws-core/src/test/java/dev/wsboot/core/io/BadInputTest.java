package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a peer does wrong has its close code, and a neighbour does not notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final byte[] NOT_UTF8 = {'a', (byte) 0xFF};

    private final Echo handler = new Echo();
    private final RecordedEvents events = new RecordedEvents();
    private final WsServer server = TestServers.start(TestServers.builder()
            .events(events)
            .handler(
                    "/",
                    handler,
                    WsOptions.builder()
                            .maxMessageSize(1000)
                            .maxEmptyFragments(10)
                            .build()));
    private final RawClient neighbour = RawClient.open(server, "/");

    @AfterAll
    void close() {
        neighbour.close();
        server.close();
    }

    static Stream<Arguments> badInputs() {
        byte[] unmasked = {(byte) (Wire.FIN | Wire.TEXT), 1, 'a'};
        byte[] notMinimal16 = {(byte) (Wire.FIN | Wire.BINARY), (byte) 0xFE, 0, 125, 0, 0, 0, 0};
        byte[] notMinimal64 = {(byte) (Wire.FIN | Wire.BINARY), (byte) 0xFF, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0};
        return Stream.of(
                Arguments.of("RSV1", 1002, Wire.frame(0xC1, (byte) 'a')),
                Arguments.of("RSV2", 1002, Wire.frame(0xA1, (byte) 'a')),
                Arguments.of("RSV3", 1002, Wire.frame(0x91, (byte) 'a')),
                Arguments.of("opcode 3", 1002, Wire.frame(0x83)),
                Arguments.of("opcode 15", 1002, Wire.frame(0x8F)),
                Arguments.of("no mask", 1002, unmasked),
                Arguments.of("a 16-bit length that fits into 7 bits", 1002, notMinimal16),
                Arguments.of("a 64-bit length that fits into 16 bits", 1002, notMinimal64),
                Arguments.of("a negative length", 1002, Wire.header(0x82, Long.MIN_VALUE)),
                Arguments.of("a long ping", 1002, Wire.frame(0x89, new byte[126])),
                Arguments.of("a fragmented ping", 1002, Wire.frame(0x09)),
                Arguments.of("a continuation of nothing", 1002, Wire.frame(0x80)),
                Arguments.of("a message within a message", 1002, Wire.concat(Wire.frame(0x01), Wire.frame(0x81))),
                Arguments.of("half a close code", 1002, Wire.frame(0x88, (byte) 3)),
                Arguments.of("close code 999", 1002, Wire.close(999, "")),
                Arguments.of("close code 1004", 1002, Wire.close(1004, "")),
                Arguments.of("close code 1005", 1002, Wire.close(1005, "")),
                Arguments.of("close code 1006", 1002, Wire.close(1006, "")),
                Arguments.of("close code 1015", 1002, Wire.close(1015, "")),
                Arguments.of("close code 5000", 1002, Wire.close(5000, "")),
                Arguments.of(
                        "a close reason that is no text", 1007, Wire.frame(0x88, (byte) 3, (byte) 0xE8, (byte) 0xFF)),
                Arguments.of("text that is no text", 1007, Wire.frame(0x81, NOT_UTF8)),
                Arguments.of("text that stops within a character", 1007, Wire.frame(0x81, (byte) 0xE2, (byte) 0x82)),
                Arguments.of("a bad byte in an unfinished frame", 1007, Wire.concat(Wire.header(0x81, 500), new byte[] {
                    (byte) (0xFF ^ 0x37)
                })),
                Arguments.of("a message too large", 1009, Wire.header(0x82, 1001)),
                Arguments.of("a frame of 2^62 bytes", 1009, Wire.header(0x82, 1L << 62)),
                Arguments.of(
                        "fragments that become too large",
                        1009,
                        Wire.concat(Wire.frame(0x02, new byte[600]), Wire.header(0x80, 401))),
                Arguments.of(
                        "endless empty fragments",
                        1008,
                        Wire.concat(Wire.frame(0x01), Wire.repeat(Wire.frame(0x00), 10))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badInputs")
    void isAnsweredWithItsCodeAndTheEnd(String what, int code, byte[] input) {
        try (RawClient client = RawClient.open(server, "/")) {
            client.send(Wire.text("before"), input);
            client.expect("text before");
            Wire.Frame close = client.next();
            assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
            assertThat(close.code()).isEqualTo(code);
            assertThat(close.reason()).isNotEmpty();
            client.expectEnd();
            assertThat(events.await("sessionCut")).startsWith("sessionCut " + code);
            assertThat(events.await("sessionClosed"))
                    .isEqualTo("sessionClosed " + code + " (" + close.reason() + ") by SERVER");
        }
        neighbour.send(Wire.text(what)).expect("text " + what);
    }

    @Test
    void aPeerThatKeepsSendingStillGetsTheCloseFrame() throws Exception {
        try (RawClient client = RawClient.open(server, "/")) {
            byte[] much = Wire.repeat(Wire.binary(new byte[900]), 100);
            client.send(Wire.frame(0x83));
            for (int i = 0; i < 5; i++) {
                client.send(much);
            }
            assertThat(client.next().code()).isEqualTo(1002);
            client.send(much);
            client.expectEnd();
        }
    }

    @Test
    void aLimitIsNamedWithThePropertyThatRaisesIt() {
        try (RawClient client = RawClient.open(server, "/")) {
            client.send(Wire.header(0x82, 1001));
            assertThat(List.of(client.next().reason())).noneMatch(reason -> reason.contains("ws."));
            assertThat(events.await("sessionCut 1009")).contains("ws.inbound.max-message-size");
        }
    }
}
