package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.6: text goes out as UTF-8, and what has no such form is refused. */
class TextEncoderTest {

    /** Several words of eight bytes and what is left over. */
    private static final int LENGTH = 27;

    @ParameterizedTest
    @ValueSource(
            strings = {"?", "a", "@>", "\u00BF", "€?", "\uD83D\uDE00", "?\uD83D\uDE00?", "\uD83D\uDE00\uD83D\uDE00"})
    void whatIsTextIsEncodedWhereverItStands(String text) {
        for (int length = 0; length <= LENGTH; length++) {
            for (int at = 0; at <= length; at++) {
                String whole = "x".repeat(at) + text + "y".repeat(length - at);
                assertThat(TextEncoder.encode(whole)).isEqualTo(whole.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00"})
    void halfOfASurrogatePairIsRefusedWhereverItStands(String text) {
        for (int length = 0; length <= LENGTH; length++) {
            for (int at = 0; at <= length; at++) {
                String whole = "x".repeat(at) + text + "y".repeat(length - at);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> TextEncoder.encode(whole))
                        .withMessageContaining("at index " + at + " ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00"})
    void aWholePairBeforeItDoesNotHideAHalfOne(String half) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextEncoder.encode("\uD83D\uDE00" + half))
                .withMessageContaining("at index 2 ");
    }
}
