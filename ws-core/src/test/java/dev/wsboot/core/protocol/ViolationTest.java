package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 6455 §7.1.7: each fault of a peer has an answer that can be sent. */
class ViolationTest {

    @ParameterizedTest
    @EnumSource(Violation.class)
    void itsCodeAndReasonFitIntoACloseFrame(Violation violation) {
        CloseStatus status = CloseStatus.of(violation.code(), violation.reason());
        assertThat(status.payload()).hasSizeBetween(3, 125);
        assertThat(violation.reason()).matches("[A-Za-z0-9 .-]+");
    }

    @ParameterizedTest
    @EnumSource(Violation.class)
    void itsCodeSaysWhoseRuleWasBroken(Violation violation) {
        int expected = switch (violation) {
            case TEXT_NOT_UTF8, CLOSE_REASON_NOT_UTF8, DATA_NOT_DEFLATED -> 1007;
            case MESSAGE_TOO_BIG -> 1009;
            case TOO_MANY_EMPTY_FRAGMENTS -> 1008;
            default -> 1002;
        };
        assertThat(violation.code()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Violation.class)
    void aLimitOfOursNamesThePropertyThatRaisesIt(Violation violation) {
        boolean limit = violation.code() == 1008 || violation.code() == 1009;
        assertThat(violation.property() != null).isEqualTo(limit);
        if (limit) {
            assertThat(violation.property()).startsWith("ws.inbound.max-");
        }
    }
}
