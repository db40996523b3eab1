package dev.wsboot.core.protocol;

import static dev.wsboot.core.protocol.Event.binary;
import static dev.wsboot.core.protocol.Event.ping;
import static dev.wsboot.core.protocol.Event.pong;
import static dev.wsboot.core.protocol.Event.text;
import static dev.wsboot.core.protocol.Event.violated;
import static dev.wsboot.core.protocol.Frames.FIN;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.1 to §5.3, §5.7: what a header may say. */
class InboundFramingTest {

    private static Role peerOf(Role us) {
        return us == Role.SERVER ? Role.CLIENT : Role.SERVER;
    }

    @Test
    void understandsTheExamplesOfTheRfc() {
        Delivery.toClient(Frames.byServer().raw(0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F))
                .gives(text("Hello"));
        Delivery.toServer(Frames.byClient().raw(0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58))
                .gives(text("Hello"));
        Delivery.toClient(Frames.byServer().raw(0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F))
                .gives(text("Hello"));
        Delivery.toClient(Frames.byServer().raw(0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F))
                .gives(ping("Hello"));
        Delivery.toServer(Frames.byClient().raw(0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58))
                .gives(pong("Hello"));
        Delivery.toClient(Frames.byServer().raw(0x82, 0x7E, 0x01, 0x00).payload(new byte[256]))
                .gives(binary(new byte[256]));
        Delivery.toClient(Frames.byServer()
                        .raw(0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0)
                        .payload(new byte[65536]))
                .gives(binary(new byte[65536]));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void refusesEveryOpcodeWithoutAMeaning(int opcode) {
        for (Role us : Role.values()) {
            for (int fin : new int[] {0, FIN}) {
                Frames frames = Frames.by(peerOf(us))
                        .text("before")
                        .frame(fin | opcode, "x")
                        .text("after");
                Delivery.to(us, frames).gives(text("before"), violated(Violation.UNKNOWN_OPCODE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void refusesEveryReservedBitOnEveryKindOfFrame(int reserved) {
        for (Role us : Role.values()) {
            for (int opcode : new int[] {Opcode.TEXT, Opcode.BINARY, Opcode.CLOSE, Opcode.PING, Opcode.PONG}) {
                Frames frames = Frames.by(peerOf(us)).text("before").frame(FIN | (reserved << 4) | opcode);
                Delivery.to(us, frames).gives(text("before"), violated(Violation.RESERVED_BITS));
            }
            Frames continued = Frames.by(peerOf(us)).frame(Opcode.TEXT, "a").frame(FIN | (reserved << 4), "b");
            Delivery.to(us, continued).gives(violated(Violation.RESERVED_BITS));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x02, 0x80, 0x81, 0x82, 0x88, 0x89, 0x8A})
    void aServerWantsEveryFrameMaskedAndAClientNone(int first) {
        Delivery.toServer(Frames.byServer().frame(first)).gives(violated(Violation.NOT_MASKED));
        Delivery.toClient(Frames.byClient().frame(first)).gives(violated(Violation.MASKED));
        Delivery.toServer(Frames.byServer().frame(first, "x")).gives(violated(Violation.NOT_MASKED));
        Delivery.toClient(Frames.byClient().frame(first, "x")).gives(violated(Violation.MASKED));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x80, 0x8000_0000, -1, 0x00FF_00FF})
    void everyMaskingKeyWillDoThatOfZerosToo(int key) {
        Frames frames = Frames.byClient()
                .key(key)
                .text("κόσμε, and ASCII behind it")
                .key(key)
                .ping("ping")
                .key(key)
                .binary((byte) 0xFF);
        Delivery.toServer(frames).gives(text("κόσμε, and ASCII behind it"), ping("ping"), binary((byte) 0xFF));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 124, 125, 126, 127, 128, 255, 256, 65534, 65535, 65536, 65537})
    void takesPayloadsOfEveryFormOfLength(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (i * 7);
        }
        String letters = "ab".repeat(length).substring(length);
        for (Role us : Role.values()) {
            Frames frames = Frames.by(peerOf(us))
                    .frame(FIN | Opcode.BINARY, payload)
                    .text(letters)
                    .text("after");
            Delivery.to(us, frames).gives(binary(payload), text(letters), text("after"));
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 0", "16, 1", "16, 125", "64, 0", "64, 125", "64, 126", "64, 65535"})
    void refusesALengthThatIsNotInItsShortestForm(int form, long length) {
        refusesLength(form, length, Violation.LENGTH_NOT_MINIMAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0x8000_0000_0000_0005L})
    void refusesALengthWithItsTopBitSet(long length) {
        refusesLength(64, length, Violation.LENGTH_NEGATIVE);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void refusesTheLargestLengthAsTooBigAndNotAsWrong(Role us) {
        Frames frames = Frames.by(peerOf(us)).header(FIN | Opcode.BINARY, 64, Long.MAX_VALUE);
        Delivery.to(us, frames).givesWithByte(frames.size(), violated(Violation.MESSAGE_TOO_BIG));
    }

    private static void refusesLength(int form, long length, Violation violation) {
        for (Role us : Role.values()) {
            for (int opcode : new int[] {Opcode.TEXT, Opcode.BINARY, Opcode.CLOSE, Opcode.PING, Opcode.PONG}) {
                Frames frames = Frames.by(peerOf(us)).text("before").header(FIN | opcode, form, length);
                Delivery.to(us, frames).givesWithByte(frames.size(), text("before"), violated(violation));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0x81, 16, 126", "0x82, 64, 65536", "0x89, 7, 125", "0x88, 7, 2", "0x01, 7, 5"})
    void saysNothingOfALegalHeaderBeforeItsPayload(String first, int form, long length) {
        Frames frames = Frames.byClient().text("before").header(Integer.decode(first), form, length);
        Delivery.toServer(frames).gives(text("before"));
    }

    @Test
    void refusesAWrongHeaderBeforeItsPayloadCame() {
        Frames frames = Frames.byClient().header(FIN | Frames.RSV1 | Opcode.TEXT, 16, 1000);
        Delivery.toServer(frames).givesWithByte(frames.size(), violated(Violation.RESERVED_BITS));
    }
}
