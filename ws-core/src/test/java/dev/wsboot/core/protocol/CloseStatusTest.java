package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.wsboot.core.protocol.CloseStatus.Initiator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §7.4: codes and reasons, and what may be sent of them. */
class CloseStatusTest {

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void aDefinedCodeMayBeSent(int code) {
        assertThat(CloseStatus.isSendable(code)).isTrue();
        CloseStatus status = CloseStatus.of(code, "why");
        assertThat(status).isEqualTo(new CloseStatus(code, "why", Initiator.SERVER));
        assertThat(Event.hex(status.payload())).isEqualTo("%04x776879".formatted(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65535, 65536 + 1000})
    void aCodeThatIsReservedOrUndefinedMayNot(int code) {
        assertThat(CloseStatus.isSendable(code)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseStatus.of(code, ""))
                .withMessageContaining("close code " + code);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 5000, 65535})
    void noStatusHasACodeOutsideOfItsRange(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloseStatus(code, "", Initiator.NETWORK))
                .withMessageContainingAll("" + code, "1000", "4999");
    }

    @Test
    void aReasonHasUpTo123BytesOfUtf8() {
        assertThat(CloseStatus.of(1000, "r".repeat(123)).payload()).hasSize(125);
        assertThat(CloseStatus.of(1000, "€".repeat(41)).payload()).hasSize(125);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseStatus.of(1000, "r".repeat(124)))
                .withMessageContainingAll("124 bytes", "123");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseStatus.of(1000, "€".repeat(41) + "r"))
                .withMessageContainingAll("124 bytes", "123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D"})
    void aReasonWithHalfACharacterIsNoText(String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseStatus.of(1000, reason))
                .withMessageContaining("surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "κόσμε", "\uD83D\uDE00", "?", "\uFFFD"})
    void aReasonOfWholeCharactersIsText(String reason) {
        assertThat(CloseStatus.of(1000, reason).reason()).isEqualTo(reason);
    }

    @Test
    void aStatusWithoutACodeHasAnEmptyPayload() {
        assertThat(new CloseStatus(1005, "", Initiator.CLIENT).payload()).isEmpty();
    }

    @Test
    void whatMayNotBeSentHasNoPayload() {
        for (int code : new int[] {1004, 1006, 1015, 1016, 2999}) {
            CloseStatus status = new CloseStatus(code, "", Initiator.NETWORK);
            assertThatIllegalArgumentException()
                    .isThrownBy(status::payload)
                    .withMessageContaining("close code " + code);
        }
        CloseStatus tooLong = new CloseStatus(1000, "r".repeat(124), Initiator.SERVER);
        assertThatIllegalArgumentException().isThrownBy(tooLong::payload).withMessageContaining("124 bytes");
    }

    @Test
    void thePayloadIsWhatAPeerUnderstands() {
        for (String reason : new String[] {"", "bye", "κόσμε", "\uD83D\uDE00".repeat(30)}) {
            Receiver client = new Receiver(Role.CLIENT);
            byte[] payload = CloseStatus.of(4321, reason).payload();
            client.receive(
                    Frames.byServer().frame(Frames.FIN | Opcode.CLOSE, payload).bytes());
            assertThat(client.events()).containsExactly(Event.closed(4321, reason, Initiator.SERVER));
        }
    }

    @Test
    void anotherInitiatorLeavesCodeAndReasonAlone() {
        CloseStatus status = CloseStatus.of(1001, "restart");
        assertThat(status.by(Initiator.SHUTDOWN)).isEqualTo(new CloseStatus(1001, "restart", Initiator.SHUTDOWN));
        assertThat(status.by(Initiator.SERVER)).isSameAs(status);
    }

    @Test
    void theNormalEndIs1000WithoutAReason() {
        assertThat(CloseStatus.NORMAL).isEqualTo(CloseStatus.of(1000, ""));
    }

    @Test
    @SuppressWarnings("NullAway")
    void reasonAndInitiatorAreNeeded() {
        assertThatNullPointerException()
                .isThrownBy(() -> new CloseStatus(1000, null, Initiator.SERVER))
                .withMessage("reason");
        assertThatNullPointerException()
                .isThrownBy(() -> new CloseStatus(1000, "", null))
                .withMessage("initiator");
    }

    @Test
    void showsCodeReasonAndInitiator() {
        assertThat(CloseStatus.NORMAL).hasToString("1000 by SERVER");
        assertThat(CloseStatus.of(4001, "enough").by(Initiator.CLIENT)).hasToString("4001 (enough) by CLIENT");
    }

    @Test
    void showsWhatAPeerSentWithoutControlCharacters() {
        CloseStatus status = new CloseStatus(4000, "a\r\nINFO forged\u001B[2J\u2028\u202E\u0085\\", Initiator.CLIENT);
        assertThat(status).hasToString("4000 (a\\u000d\\u000aINFO forged\\u001b[2J\\u2028\\u202e\\u0085\\) by CLIENT");
        assertThat(status.reason()).as("itself as it came").contains("\r\n");
    }
}
