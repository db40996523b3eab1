package dev.wsboot.core.protocol;

import static dev.wsboot.core.protocol.Frames.FIN;
import static dev.wsboot.core.protocol.Frames.RSV1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Inbound.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 §6.2: what is asked of a {@link Decompressor}, and what becomes of what it gives. */
class InboundCompressionTest {

    private static final int MAX = 10;

    private final Doubler doubler = new Doubler();
    private final Receiver receiver = new Receiver(new Rules(Role.SERVER, MAX, 2), doubler);

    private void receive(Frames frames) {
        receiver.receive(frames.bytes());
    }

    @Test
    void aMessageIsWhatTheDecompressorMakesOfIt() {
        receive(Frames.byClient().frame(FIN | RSV1 | Opcode.TEXT, "ab").frame(FIN | RSV1 | Opcode.BINARY, "c"));
        assertThat(receiver.events())
                .containsExactly(Event.text("aabb."), Event.binary((byte) 'c', (byte) 'c', (byte) '.'));
        assertThat(doubler.calls()).isEqualTo("begin,input 2,inputEnd,end,begin,input 1,inputEnd,end");
    }

    @Test
    void itIsGivenEachPieceThatIsNotEmptyAndTheEndOnce() {
        Frames frames = Frames.byClient()
                .frame(RSV1 | Opcode.TEXT)
                .frame(Opcode.CONTINUATION, "a")
                .frame(Opcode.CONTINUATION)
                .ping("")
                .frame(FIN);
        receive(frames);
        assertThat(receiver.events()).containsExactly(Event.ping(""), Event.text("aa."));
        assertThat(doubler.calls()).isEqualTo("begin,input 1,inputEnd,end");
    }

    @Test
    void plainMessagesAreNoneOfItsBusiness() {
        receive(Frames.byClient().text("plain").frame(Opcode.TEXT, "pl").frame(FIN, "ain"));
        assertThat(receiver.events()).containsExactly(Event.text("plain"), Event.text("plain"));
        assertThat(doubler.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.CONTINUATION, Opcode.CLOSE, Opcode.PING, Opcode.PONG})
    void noOtherFrameMayClaimToBeCompressed(int opcode) {
        receive(Frames.byClient().frame(Opcode.TEXT, "x").frame(FIN | RSV1 | opcode));
        assertThat(receiver.events()).containsExactly(Event.violated(Violation.RESERVED_BITS));
    }

    @Test
    void theLimitIsOnWhatItGives() {
        receive(Frames.byClient().frame(FIN | RSV1 | Opcode.TEXT, "abcd!"));
        assertThat(receiver.events()).containsExactly(Event.text("aabbccdd!."));
        assertThat(doubler.given).isEqualTo(MAX);
    }

    @Test
    void oneByteMoreThanTheLimitIsTooMuch() {
        receive(Frames.byClient().frame(RSV1 | Opcode.BINARY, "abcde").frame(FIN));
        assertThat(receiver.events()).containsExactly(Event.violated(Violation.MESSAGE_TOO_BIG));
        assertThat(doubler.calls()).isEqualTo("begin,input 5,inputEnd,end");
        assertThat(doubler.given).isEqualTo(MAX + 1);
    }

    @Test
    void whatItCannotReadEndsTheMessage() {
        receive(Frames.byClient().frame(RSV1 | Opcode.TEXT, "a#").frame(FIN, "b"));
        assertThat(receiver.events()).containsExactly(Event.violated(Violation.DATA_NOT_DEFLATED));
        assertThat(doubler.calls()).isEqualTo("begin,input 2,end");
    }

    @Test
    void whatItCannotReadToItsEndIsNoMessage() {
        receive(Frames.byClient().frame(RSV1 | Opcode.TEXT, "a~").frame(FIN));
        assertThat(receiver.events()).containsExactly(Event.violated(Violation.DATA_NOT_DEFLATED));
        assertThat(doubler.calls()).isEqualTo("begin,input 2,inputEnd,end");
    }

    @Test
    void aMessageThatIsGivenUpIsEnded() {
        receive(Frames.byClient().frame(RSV1 | Opcode.TEXT, "a"));
        receiver.inbound().discardData();
        assertThat(doubler.calls()).isEqualTo("begin,input 1,end");
        receive(Frames.byClient()
                .frame(FIN, "b")
                .frame(FIN | RSV1 | Opcode.TEXT, "c")
                .ping("on"));
        assertThat(receiver.events()).containsExactly(Event.ping("on"));
        assertThat(doubler.calls()).isEqualTo("begin,input 1,end");
    }

    @Test
    void aCloseWithinAMessageEndsIt() {
        receive(Frames.byClient().frame(RSV1 | Opcode.TEXT, "a").close());
        assertThat(receiver.events()).hasSize(1);
        assertThat(doubler.calls()).isEqualTo("begin,input 1,end");
    }

    @Test
    void withTheConnectionItIsClosedToo() {
        receive(Frames.byClient().frame(RSV1 | Opcode.TEXT, "a"));
        receiver.inbound().close();
        assertThat(doubler.calls()).isEqualTo("begin,input 1,end,close");
        receive(Frames.byClient().ping("too late"));
        assertThat(receiver.events()).isEmpty();
    }

    @Test
    void withoutItClosingIsStillTheEnd() {
        Receiver plain = new Receiver(Role.SERVER);
        plain.inbound().close();
        plain.receive(Frames.byClient().ping("too late").bytes());
        assertThat(plain.events()).isEmpty();
    }
}
