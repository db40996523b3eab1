package dev.wsboot.core.protocol;

import static dev.wsboot.core.protocol.Event.ping;
import static dev.wsboot.core.protocol.Event.text;
import static dev.wsboot.core.protocol.Event.violated;
import static dev.wsboot.core.protocol.Frames.FIN;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.6, §8.1: text is UTF-8, over fragments and chunks, or fails with the first byte that is not. */
class InboundTextTest {

    private static final String MIXED = "aé€\uD83D\uDE00 ASCII of some words, then κόσμε\uFFFD\u0000z";

    @Test
    void aTextMayBeSplitBetweenAnyTwoBytes() {
        byte[] bytes = MIXED.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= bytes.length; i++) {
            Frames frames = Frames.byClient()
                    .frame(Opcode.TEXT, Arrays.copyOf(bytes, i))
                    .ping("p")
                    .frame(FIN, Arrays.copyOfRange(bytes, i, bytes.length));
            Delivery.toServer(frames).gives(ping("p"), text(MIXED));
        }
    }

    @Test
    void aTextMayComeInFragmentsOfOneByte() {
        byte[] bytes = MIXED.getBytes(StandardCharsets.UTF_8);
        Frames frames = Frames.byClient().frame(Opcode.TEXT);
        for (byte b : bytes) {
            frames.frame(0, b);
        }
        Delivery.toServer(frames.frame(FIN)).gives(text(MIXED));
    }

    @ParameterizedTest
    @CsvSource({ // bytes, and which of them is the first wrong one, counted from 1
        "80, 1",
        "ff, 1",
        "c0, 1",
        "c1bf, 1",
        "f5, 1",
        "c241, 2",
        "e080, 2",
        "e09f, 2",
        "eda0, 2",
        "edbf, 2",
        "f080, 2",
        "f08f, 2",
        "f490, 2",
        "f4bf, 2",
        "e28228, 3",
        "f09f98e2, 4",
        "cebae1bdb9cf83cebcceb5f4908080656469746564, 13",
        "cebae1bdb9cf83cebcceb5eda080656469746564, 13",
        "c3a9c3a9c3, 6",
    })
    void failsWithTheFirstWrongByteBeforeTheRestOfTheFrame(String hex, int wrong) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        boolean endsWithinACharacter = wrong > bytes.length;
        for (int before : new int[] {0, 1, 7, 8, 9, 100}) {
            byte[] payload = new byte[before + bytes.length];
            Arrays.fill(payload, (byte) 'a');
            System.arraycopy(bytes, 0, payload, before, bytes.length);
            if (!endsWithinACharacter) {
                Frames open = Frames.byClient().header(FIN | Opcode.TEXT, 16, 1000);
                int at = open.size() + before + wrong;
                Delivery.toServer(open.payload(payload)).givesWithByte(at, violated(Violation.TEXT_NOT_UTF8));
            }
            Delivery.toServer(Frames.byClient()
                            .text("ok")
                            .frame(FIN | Opcode.TEXT, payload)
                            .text("after"))
                    .gives(text("ok"), violated(Violation.TEXT_NOT_UTF8));
        }
    }

    @Test
    void failsInTheFragmentThatIsWrongBeforeTheMessageEnds() {
        Frames frames = Frames.byClient().frame(Opcode.TEXT, "κόσ").frame(0, (byte) 0xCE);
        Frames wrong = frames.header(0, 7, 10).payload((byte) 'a');
        Delivery.toServer(wrong).givesWithByte(wrong.size(), violated(Violation.TEXT_NOT_UTF8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "e2", "e282", "f0", "f09f", "f09f98"})
    void aTextMustNotEndWithinACharacter(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Delivery.toServer(Frames.byClient().frame(FIN | Opcode.TEXT, bytes).text("after"))
                .gives(violated(Violation.TEXT_NOT_UTF8));
        Delivery.toServer(Frames.byClient().frame(Opcode.TEXT, bytes).ping("").frame(FIN))
                .gives(ping(""), violated(Violation.TEXT_NOT_UTF8));
        Delivery.toServer(Frames.byClient()
                        .frame(Opcode.TEXT, "a")
                        .frame(0, bytes)
                        .frame(FIN))
                .gives(violated(Violation.TEXT_NOT_UTF8));
    }

    @Test
    void aCharacterMustNotGoOnInTheNextMessage() {
        Delivery.toServer(
                        Frames.byClient().frame(FIN | Opcode.TEXT, (byte) 0xC3).frame(FIN | Opcode.TEXT, (byte) 0xA9))
                .gives(violated(Violation.TEXT_NOT_UTF8));
    }

    @Test
    void binaryMessagesMayHoldAnything() {
        byte[] bytes = {(byte) 0xC3, (byte) 0xFF, 0, (byte) 0x80};
        Delivery.toServer(Frames.byClient()
                        .frame(FIN | Opcode.BINARY, bytes)
                        .frame(Opcode.BINARY, bytes[0])
                        .frame(FIN, bytes[1], bytes[2], bytes[3]))
                .gives(Event.binary(bytes), Event.binary(bytes));
    }

    @Test
    void longTextsComeWholeWhateverTheirFragments() {
        String text = (MIXED + "0123456789").repeat(3_000);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Frames frames = Frames.byClient().text(text).frame(Opcode.TEXT);
        for (int at = 0; at < bytes.length; at += 997) {
            frames.frame(0, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 997)));
        }
        Delivery.toServer(frames.frame(FIN)).gives(text(text), text(text));
    }
}
