package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that a peer sent reaches a log raw. */
class EscapedTest {

    @ParameterizedTest
    @CsvSource({
        "'https://a.example:1', 'https://a.example:1'",
        "'a\nb', 'a\\x0ab'",
        "'a\u001b[2Jb', 'a\\x1b[2Jb'",
        "'\u0000\u007f\u00e9', '\\x00\\x7f\\xe9'",
        "'\u202egp\u0430', '\\u202egp\\u0430'",
        "'a\\x0a', 'a\\\\x0a'",
        "'', ''"
    })
    void onlyPrintableAsciiStays(String raw, String escaped) {
        assertThat(Escaped.of(raw)).isEqualTo(escaped);
    }

    @Test
    void aLongTextIsCutWhereItIsStillWhole() {
        assertThat(Escaped.of("a".repeat(200))).isEqualTo("a".repeat(200));
        assertThat(Escaped.of("a".repeat(201))).isEqualTo("a".repeat(200) + "...");
        assertThat(Escaped.of("a".repeat(198) + "\n" + "b")).isEqualTo("a".repeat(198) + "...");
    }
}
