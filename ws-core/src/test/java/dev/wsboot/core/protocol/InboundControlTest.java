package dev.wsboot.core.protocol;

import static dev.wsboot.core.protocol.Event.ping;
import static dev.wsboot.core.protocol.Event.pong;
import static dev.wsboot.core.protocol.Event.text;
import static dev.wsboot.core.protocol.Event.violated;
import static dev.wsboot.core.protocol.Frames.FIN;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.5: control frames are short and whole, and may come between the fragments of a message. */
class InboundControlTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, 9, 124, 125})
    void pingsAndPongsKeepTheirPayload(int length) {
        String payload = "0123456789".repeat(13).substring(0, length);
        Delivery.toServer(Frames.byClient().ping(payload).pong(payload)).gives(ping(payload), pong(payload));
        Delivery.toClient(Frames.byServer().pong(payload).ping(payload)).gives(pong(payload), ping(payload));
    }

    @Test
    void aPayloadOfAPingNeedBeNoText() {
        byte[] payload = {0, (byte) 0xFF, (byte) 0x80, (byte) 0xC3};
        Delivery.toServer(Frames.byClient().frame(FIN | Opcode.PING, payload))
                .gives(new Event.Ping(Event.hex(payload)));
    }

    @Test
    void pingsComeInTheOrderOfTheWire() {
        Delivery.toServer(Frames.byClient()
                        .ping("1")
                        .ping("2")
                        .pong("3")
                        .ping("4")
                        .text("5")
                        .ping("6"))
                .gives(ping("1"), ping("2"), pong("3"), ping("4"), text("5"), ping("6"));
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 1000, 65535})
    void aControlFrameOfMoreThan125BytesIsRefusedByItsHeader(int length) {
        for (int opcode : new int[] {Opcode.CLOSE, Opcode.PING, Opcode.PONG}) {
            Frames frames = Frames.byClient().ping("before").header(FIN | opcode, 16, length);
            Delivery.toServer(frames)
                    .givesWithByte(frames.size(), ping("before"), violated(Violation.CONTROL_TOO_LONG));
        }
    }

    @Test
    void aControlFrameOfHugeLengthIsRefusedByItsHeader() {
        for (long length : new long[] {65536, 1L << 32, (1L << 32) + 5, Long.MAX_VALUE}) {
            Frames frames = Frames.byClient().header(FIN | Opcode.PING, 64, length);
            Delivery.toServer(frames).givesWithByte(frames.size(), violated(Violation.CONTROL_TOO_LONG));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.CLOSE, Opcode.PING, Opcode.PONG})
    void aControlFrameIsNeverFragmented(int opcode) {
        Delivery.toServer(Frames.byClient().frame(opcode, "ab")).gives(violated(Violation.CONTROL_FRAGMENTED));
        Delivery.toServer(Frames.byClient().frame(opcode)).gives(violated(Violation.CONTROL_FRAGMENTED));
        Delivery.toServer(
                        Frames.byClient().frame(Opcode.TEXT, "a").frame(opcode).frame(FIN, "b"))
                .gives(violated(Violation.CONTROL_FRAGMENTED));
    }

    @Test
    void controlFramesBetweenFragmentsComeBeforeTheMessageTheyInterrupt() {
        Frames frames = Frames.byClient()
                .frame(Opcode.TEXT, "one ")
                .ping("a")
                .frame(0, "two ")
                .pong("b")
                .ping("")
                .frame(FIN, "three")
                .ping("c");
        Delivery.toServer(frames).gives(ping("a"), pong("b"), ping(""), text("one two three"), ping("c"));
    }

    @Test
    void aControlFrameMayComeWithinACharacter() {
        byte[] euro = {(byte) 0xE2, (byte) 0x82, (byte) 0xAC};
        Frames frames = Frames.byClient()
                .frame(Opcode.TEXT, euro[0])
                .ping("€")
                .frame(0, euro[1])
                .pong("\u007F")
                .frame(FIN, euro[2]);
        Delivery.toServer(frames).gives(ping("€"), pong("\u007F"), text("€"));
    }

    @Test
    void aContinuationAfterAControlFrameStillContinuesNothing() {
        Delivery.toServer(Frames.byClient().ping("a").frame(FIN, "x"))
                .gives(ping("a"), violated(Violation.NOTHING_TO_CONTINUE));
    }
}
