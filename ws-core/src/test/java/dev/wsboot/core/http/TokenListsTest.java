package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §5.6.1: comma-separated lists, over one field or several. */
class TokenListsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade",
                "Upgrade",
                "keep-alive, UPGRADE",
                "a,upgrade,b",
                "\t upgrade \t,",
                ", ,upgrade",
                "a b, upgrade"
            })
    void aTokenIsFoundAmongOthers(String value) {
        assertThat(TokenLists.contains(List.of(value), "upgrade")).isTrue();
        assertThat(TokenLists.contains(List.of("other", value), "upgrade")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "upgraded",
                "upgrade/1",
                "\"upgrade\"",
                "up,grade",
                "upgrade;q=1",
                "upgrade x",
                "\u00a0upgrade"
            })
    void partsAndQuotationsAreNotTheToken(String value) {
        assertThat(TokenLists.contains(List.of(value), "upgrade")).isFalse();
    }

    @Test
    void noFieldHasNoToken() {
        assertThat(TokenLists.contains(List.of(), "upgrade")).isFalse();
        assertThat(TokenLists.parse(List.of())).isEmpty();
    }

    @Test
    void allFieldsMakeOneListWithoutItsEmptyElements() {
        assertThat(TokenLists.parse(List.of("a, ,b,", "", " c\t", ",A"))).containsExactly("a", "b", "c", "A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", " , ", "a b", "a, b c", "a;b", "\"a\"", "a/b", "caf\u00e9", "a=b"})
    void anElementThatIsNoTokenOrNoElementAtAllIsMalformed(String value) {
        assertThat(TokenLists.parse(List.of(value))).isNull();
    }
}
