package dev.wsboot.core.protocol;

import static dev.wsboot.core.protocol.Event.binary;
import static dev.wsboot.core.protocol.Event.ping;
import static dev.wsboot.core.protocol.Event.text;
import static dev.wsboot.core.protocol.Event.violated;
import static dev.wsboot.core.protocol.Frames.FIN;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §7.4.1 (1009), §10.4: the largest message, known from headers before the bytes come. */
class InboundLimitTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 125, 126, 1000, 65535, 65536, 70_000})
    void aMessageAsLargeAsTheLimitIsTaken(int limit) {
        byte[] message = new byte[limit];
        Delivery.toServer(Frames.byClient().binary(message).text("a"))
                .withMaxMessageSize(limit)
                .gives(binary(message), text("a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 124, 125, 126, 1000, 65535, 65536, 70_000})
    void aMessageOneByteLargerIsRefusedByItsHeader(int limit) {
        int form = limit + 1 < 126 ? 7 : limit + 1 < 65536 ? 16 : 64;
        for (int opcode : new int[] {FIN | Opcode.TEXT, FIN | Opcode.BINARY, Opcode.TEXT, Opcode.BINARY}) {
            Frames frames = Frames.byClient().text("a").header(opcode, form, limit + 1);
            Delivery.toServer(frames)
                    .withMaxMessageSize(limit)
                    .givesWithByte(frames.size(), text("a"), violated(Violation.MESSAGE_TOO_BIG));
        }
    }

    @Test
    void fragmentsTogetherMayBeAsLargeAsTheLimit() {
        Frames frames = Frames.byClient()
                .frame(Opcode.TEXT, "1234")
                .frame(0)
                .ping("more than the limit")
                .frame(0, "567")
                .frame(FIN, "890")
                .text("1234567890");
        Delivery.toServer(frames)
                .withMaxMessageSize(10)
                .gives(ping("more than the limit"), text("1234567890"), text("1234567890"));
    }

    @Test
    void theFragmentThatPassesTheLimitIsRefusedByItsHeader() {
        for (int fin : new int[] {0, FIN}) {
            Frames frames = Frames.byClient()
                    .frame(Opcode.BINARY, "1234")
                    .frame(0, "567")
                    .ping("")
                    .header(fin, 7, 4);
            Delivery.toServer(frames)
                    .withMaxMessageSize(10)
                    .givesWithByte(frames.size(), ping(""), violated(Violation.MESSAGE_TOO_BIG));
        }
    }

    @Test
    void aFullMessageMayStillEndWithEmptyFragments() {
        Delivery.toServer(Frames.byClient()
                        .frame(Opcode.TEXT, "1234567890")
                        .frame(0)
                        .frame(FIN))
                .withMaxMessageSize(10)
                .gives(text("1234567890"));
    }

    @Test
    void theLimitIsCountedInBytesAndNotInCharacters() {
        Delivery.toServer(Frames.byClient().text("€€€").text("€€€€"))
                .withMaxMessageSize(9)
                .gives(text("€€€"), violated(Violation.MESSAGE_TOO_BIG));
    }

    @Test
    void eachMessageHasTheWholeLimit() {
        Delivery.toServer(Frames.byClient()
                        .frame(Opcode.TEXT, "12345678")
                        .frame(FIN, "90")
                        .frame(Opcode.TEXT, "12345678")
                        .frame(FIN, "90"))
                .withMaxMessageSize(10)
                .gives(text("1234567890"), text("1234567890"));
    }

    @Test
    void lengthsThatOverflowAnIntAreTooBigWhateverTheLimit() {
        long[] lengths = {1L << 31, (1L << 32) - 1, 1L << 32, (1L << 32) + 1, (1L << 62) + 3, Long.MAX_VALUE};
        for (long length : lengths) {
            for (int limit : new int[] {1, Integer.MAX_VALUE - 8}) {
                Frames alone = Frames.byClient().header(FIN | Opcode.BINARY, 64, length);
                Delivery.toServer(alone)
                        .withMaxMessageSize(limit)
                        .givesWithByte(alone.size(), violated(Violation.MESSAGE_TOO_BIG));
                Frames continued = Frames.byClient().frame(Opcode.BINARY, "x").header(FIN, 64, length);
                Delivery.toServer(continued)
                        .withMaxMessageSize(limit)
                        .givesWithByte(continued.size(), violated(Violation.MESSAGE_TOO_BIG));
            }
        }
    }
}
