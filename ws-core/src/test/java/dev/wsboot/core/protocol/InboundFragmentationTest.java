package dev.wsboot.core.protocol;

import static dev.wsboot.core.protocol.Event.binary;
import static dev.wsboot.core.protocol.Event.ping;
import static dev.wsboot.core.protocol.Event.text;
import static dev.wsboot.core.protocol.Event.violated;
import static dev.wsboot.core.protocol.Frames.FIN;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.4: messages in fragments. */
class InboundFragmentationTest {

    @Test
    void fragmentsMakeOneMessageOfTheirFirstFramesKind() {
        Delivery.toServer(Frames.byClient()
                        .frame(Opcode.TEXT, "one")
                        .frame(0, "two")
                        .frame(FIN, "three")
                        .frame(Opcode.BINARY, (byte) 1)
                        .frame(FIN, (byte) 2)
                        .text("four"))
                .gives(text("onetwothree"), binary((byte) 1, (byte) 2), text("four"));
    }

    @Test
    void aContinuationNeedsAMessageToContinue() {
        for (int first : new int[] {0, FIN}) {
            Delivery.toServer(Frames.byClient().frame(first, "x")).gives(violated(Violation.NOTHING_TO_CONTINUE));
            Delivery.toServer(Frames.byClient().text("whole").frame(first, "x"))
                    .gives(text("whole"), violated(Violation.NOTHING_TO_CONTINUE));
            Delivery.toServer(Frames.byClient()
                            .frame(Opcode.TEXT, "a")
                            .frame(FIN, "b")
                            .frame(first))
                    .gives(text("ab"), violated(Violation.NOTHING_TO_CONTINUE));
        }
    }

    @Test
    void aNewMessageMustWaitForTheEndOfTheLast() {
        for (int opcode : new int[] {Opcode.TEXT, Opcode.BINARY}) {
            for (int fin : new int[] {0, FIN}) {
                Delivery.toServer(Frames.byClient().frame(Opcode.TEXT, "a").frame(fin | opcode, "b"))
                        .gives(violated(Violation.MESSAGE_NOT_FINISHED));
                Delivery.toServer(
                                Frames.byClient().frame(Opcode.BINARY).ping("").frame(fin | opcode))
                        .gives(ping(""), violated(Violation.MESSAGE_NOT_FINISHED));
            }
        }
    }

    @Test
    void emptyFragmentsAddNothing() {
        Delivery.toServer(Frames.byClient()
                        .frame(Opcode.TEXT)
                        .frame(0, "a")
                        .frame(0)
                        .frame(0, "b")
                        .frame(FIN)
                        .frame(Opcode.BINARY)
                        .frame(FIN)
                        .frame(Opcode.TEXT)
                        .frame(FIN))
                .gives(text("ab"), binary(), text(""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 128})
    void asManyEmptyFragmentsAsTheLimitSaysMayFollowEachOther(int limit) {
        Frames frames = Frames.byClient().frame(Opcode.TEXT);
        for (int i = 1; i < limit; i++) {
            frames.frame(0);
        }
        frames.frame(FIN);
        Delivery.toServer(frames).withMaxEmptyFragments(limit).gives(text(""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 128})
    void oneEmptyFragmentMoreIsTooMany(int limit) {
        Frames frames = Frames.byClient().frame(Opcode.TEXT, "a");
        for (int i = 0; i <= limit; i++) {
            frames.ping("x").frame(0);
        }
        int end = frames.size();
        Event[] expected = new Event[limit + 2];
        Arrays.fill(expected, ping("x"));
        expected[limit + 1] = violated(Violation.TOO_MANY_EMPTY_FRAGMENTS);
        Delivery.toServer(frames.frame(FIN)).withMaxEmptyFragments(limit).givesWithByte(end, expected);
    }

    @Test
    void aByteOfDataBeginsTheCountOfEmptyFragmentsAnew() {
        Frames frames = Frames.byClient().frame(Opcode.TEXT);
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            frames.frame(0).frame(0, "x").frame(0);
            message.append('x');
        }
        Delivery.toServer(frames.frame(FIN)).withMaxEmptyFragments(2).gives(text(message.toString()));
    }

    @Test
    void emptyFragmentsOfOneMessageDoNotCountForTheNext() {
        Frames frames = Frames.byClient();
        Event[] expected = new Event[40];
        for (int i = 0; i < expected.length; i++) {
            frames.frame(Opcode.BINARY).frame(0).frame(FIN);
            expected[i] = binary();
        }
        Delivery.toServer(frames).withMaxEmptyFragments(2).gives(expected);
    }
}
