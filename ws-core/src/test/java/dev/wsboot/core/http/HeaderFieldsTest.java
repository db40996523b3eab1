package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsboot.core.protocol.Allocations;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §5: names without case, values in order, nothing that splits a message. */
class HeaderFieldsTest {

    private static final HeaderFields FIELDS = HeaderFields.of("Host", "a", "Via", "1", "via", "2", "VIA", "3");

    @Test
    void namesHaveNoCase() {
        assertThat(FIELDS.first("HOST")).isEqualTo("a");
        assertThat(FIELDS.contains("vIa")).isTrue();
        assertThat(FIELDS.contains("Vi")).isFalse();
        assertThat(FIELDS.first("Date")).isNull();
    }

    @Test
    void repeatedFieldsKeepTheirOrder() {
        assertThat(FIELDS.first("via")).isEqualTo("1");
        assertThat(FIELDS.all("Via")).containsExactly("1", "2", "3");
        assertThat(FIELDS.all("host")).containsExactly("a");
        assertThat(FIELDS.all("Date")).isEmpty();
        assertThat(FIELDS.names()).containsExactly("Host", "Via");
        assertThat(FIELDS.size()).isEqualTo(4);

        List<String> seen = new ArrayList<>();
        FIELDS.forEach((name, value) -> seen.add(name + "=" + value));
        assertThat(seen).containsExactly("Host=a", "Via=1", "via=2", "VIA=3");
    }

    @Test
    void theValuesOfARepeatedNameAreNotCopiedForEachOfThem() {
        costOfAll(1); // classes are loaded
        long few = costOfAll(500);
        assertThat(costOfAll(16 * 500)).isLessThan(20 * few);
    }

    private static long costOfAll(int count) {
        HeaderFields.Builder builder = HeaderFields.builder();
        for (int i = 0; i < count; i++) {
            builder.add("Via", "" + i);
        }
        HeaderFields fields = builder.build();
        return Allocations.of(() -> assertThat(fields.all("via").size()).isEqualTo(count));
    }

    @Test
    void oneMoreFieldLeavesTheOldOnesAlone() {
        assertThat(HeaderFields.EMPTY.with("A", "b")).isEqualTo(HeaderFields.of("A", "b"));
        assertThat(HeaderFields.EMPTY.size()).isZero();
        assertThat(FIELDS.with("A", "b").all("a")).containsExactly("b");
        assertThat(FIELDS.contains("A")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: b",
                "a\nb",
                "a\rb",
                "a\r\n\r\n<html>",
                "\u0000",
                "\u000b",
                "\u001b[0m",
                "\u007f",
                "\u010a", // its low byte is LF
                "\u0d0a",
                "\u560a\u560d",
                "\u2028",
                "\ud83d\ude00"
            })
    void noValueCanSplitAResponse(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderFields.of("X-User", value))
                .withMessageContaining("'X-User'")
                .satisfies(e -> assertThat(e.getMessage()).matches("[ -~]*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nb", "a\u0000", "\u00e9", "(a)", "a\n"})
    void noNameCanSplitAResponse(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderFields.builder().add(name, "x"))
                .withMessageContaining("is not a header field name");
    }

    @Test
    void valuesMayHoldTabsAndLatin1() {
        assertThat(HeaderFields.of("A", "b\tc \u00e9\u0080").first("a")).isEqualTo("b\tc \u00e9\u0080");
    }

    @Test
    void aNameWithoutAValueIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderFields.of("A", "b", "C"));
    }

    @Test
    void aLogShowsNamesOnly() {
        assertThat(HeaderFields.of("Authorization", "Bearer secret").toString())
                .isEqualTo("HeaderFields[Authorization]");
    }

    @Test
    void equalFieldsAreEqual() {
        assertThat(HeaderFields.of("A", "b"))
                .isEqualTo(HeaderFields.of("A", "b"))
                .hasSameHashCodeAs(HeaderFields.of("A", "b"));
        assertThat(HeaderFields.of("A", "b")).isNotEqualTo(HeaderFields.of("A", "c"));
    }
}
