package dev.wsboot.core.protocol;

import static dev.wsboot.core.protocol.Event.closed;
import static dev.wsboot.core.protocol.Event.ping;
import static dev.wsboot.core.protocol.Event.text;
import static dev.wsboot.core.protocol.Event.violated;
import static dev.wsboot.core.protocol.Frames.FIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.CloseStatus.Initiator;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.5.1, §7.1.5, §7.1.6, §7.4: the peer's Close. */
class InboundCloseTest {

    /**
     * The codes an endpoint may send: RFC 6455 §7.4.1 without those it reserves, the IANA registry's later ones, and §7.4.2's
     * ranges for libraries and applications.
     */
    private static final List<Integer> DEFINED =
            List.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014);

    private static boolean mayBeSent(int code) {
        return DEFINED.contains(code) || (code >= 3000 && code < 5000);
    }

    @Test
    void everyCodeIsTakenOrRefusedAsTheRegistrySays() {
        for (int code = 0; code <= 0xFFFF; code++) {
            Receiver receiver = new Receiver(Role.SERVER);
            receiver.receive(Frames.byClient().close(code, "").bytes());
            Event expected =
                    mayBeSent(code) ? closed(code, "", Initiator.CLIENT) : violated(Violation.CLOSE_CODE_INVALID);
            assertThat(receiver.events()).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1000, 1003, 1004, 1005, 1006, 1007, 1014, 1015, 2999, 3000, 4999, 5000, 65535})
    void codesAtTheBordersAreTheSameHoweverTheyCome(int code) {
        Frames frames = Frames.byClient().close(code, "why").text("after");
        Event expected =
                mayBeSent(code) ? closed(code, "why", Initiator.CLIENT) : violated(Violation.CLOSE_CODE_INVALID);
        Delivery.toServer(frames).gives(expected);
    }

    @Test
    void aCloseWithoutAPayloadHasNoStatus() {
        Delivery.toServer(Frames.byClient().close()).gives(closed(1005, "", Initiator.CLIENT));
        Delivery.toClient(Frames.byServer().close()).gives(closed(1005, "", Initiator.SERVER));
    }

    @Test
    void theInitiatorIsThePeer() {
        Delivery.toServer(Frames.byClient().close(1000, "bye")).gives(closed(1000, "bye", Initiator.CLIENT));
        Delivery.toClient(Frames.byServer().close(1001, "bye")).gives(closed(1001, "bye", Initiator.SERVER));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 0x7F, 0x80, 0xFF})
    void halfACodeIsRefused(int octet) {
        Delivery.toServer(Frames.byClient().frame(FIN | Opcode.CLOSE, (byte) octet))
                .gives(violated(Violation.CLOSE_TOO_SHORT));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 6, 7, 122, 123})
    void aReasonMayHaveAnyLengthUpTo123Bytes(int length) {
        String reason = "r".repeat(length);
        Delivery.toServer(Frames.byClient().close(1000, reason)).gives(closed(1000, reason, Initiator.CLIENT));
    }

    @Test
    void aReasonOf124BytesMakesTheFrameTooLong() {
        Delivery.toServer(Frames.byClient().close(1000, "r".repeat(124))).gives(violated(Violation.CONTROL_TOO_LONG));
    }

    @Test
    void aReasonIsUtf8() {
        String reason = "κόσμε € \uD83D\uDE00 \uFFFD";
        Delivery.toServer(Frames.byClient().close(3000, reason)).gives(closed(3000, reason, Initiator.CLIENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "ff", "c3", "e282", "f09f98", "c080", "eda080", "f4908080", "6162c3", "efbfbdff"})
    void aReasonThatIsNoUtf8IsRefused(String hex) {
        byte[] reason = HexFormat.of().parseHex(hex);
        byte[] payload = new byte[2 + reason.length];
        payload[0] = 1000 >> 8;
        payload[1] = (byte) 1000;
        System.arraycopy(reason, 0, payload, 2, reason.length);
        Delivery.toServer(Frames.byClient().frame(FIN | Opcode.CLOSE, payload))
                .gives(violated(Violation.CLOSE_REASON_NOT_UTF8));
    }

    @Test
    void whatComesAfterACloseIsDiscarded() {
        Frames frames = Frames.byClient()
                .text("before")
                .close(1000, "")
                .text("after")
                .ping("after")
                .close(1001, "again")
                .raw(0xFF, 0xFF, 0xFF, 0xFF);
        Delivery.toServer(frames).gives(text("before"), closed(1000, "", Initiator.CLIENT));
    }

    @Test
    void whatComesAfterAViolationIsDiscarded() {
        Frames frames = Frames.byClient()
                .ping("1")
                .frame(FIN | 3, "?")
                .ping("2")
                .close(1000, "")
                .text("after");
        Delivery.toServer(frames).gives(ping("1"), violated(Violation.UNKNOWN_OPCODE));
    }

    @Test
    void aCloseMayComeBetweenFragmentsAndEndsTheMessageUnfinished() {
        Frames frames =
                Frames.byClient().frame(Opcode.TEXT, "a").close(1000, "").frame(FIN, "b");
        Delivery.toServer(frames).gives(closed(1000, "", Initiator.CLIENT));
    }

    @Test
    void anUnfinishedCloseSaysNothing() {
        byte[] bytes = Frames.byClient().close(1000, "bye").bytes();
        Receiver receiver = new Receiver(Role.SERVER);
        receiver.receive(Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(receiver.events()).isEmpty();
        receiver.receive(bytes[bytes.length - 1]);
        assertThat(receiver.events()).containsExactly(closed(1000, "bye", Initiator.CLIENT));
    }
}
