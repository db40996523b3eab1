package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a programmer may write as a path template. */
class PathTemplateTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/chat", "/chat/", "/a.b/c-d_e~f", "/...", "/caf\u00e9", "/@me;x=1"})
    void plainTextHasNoVariables(String template) {
        assertThat(PathTemplate.parse(template).variables()).isEmpty();
    }

    @Test
    void variablesAreNamedFromLeftToRight() {
        assertThat(PathTemplate.parse("/{a}/b/{c1}/{*rest}").variables()).containsExactly("a", "c1", "rest");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, must start with",
        "chat, 0, must start with",
        "'{room}', 0, must start with",
        "//, 1, empty segment",
        "/a//b, 3, empty segment",
        "/{room, 1, not closed",
        "/a/{room}x, 3, whole segment",
        "/room}, 5, brace",
        "/a{room}, 2, brace",
        "/{}, 2, Java identifier",
        "/{*}, 3, Java identifier",
        "/{1a}, 2, Java identifier",
        "/{a-b}, 2, Java identifier",
        "/{a b}, 2, Java identifier",
        "/{{a}}, 2, Java identifier",
        "/{a}/{b}/{a}, 10, twice",
        "/{a}/{*a}, 7, twice",
        "/{*a}/b, 1, before its last segment",
        "/{*a}/, 1, before its last segment",
        "/*, 1, not allowed",
        "/chat/**, 6, not allowed",
        "/a?b, 2, not allowed",
        "/a#b, 2, not allowed",
        "/a%20b, 2, not allowed",
        "'/a b', 2, not allowed",
        "/a\\b, 2, not allowed",
        "/., 1, dot segment",
        "/a/../b, 3, dot segment"
    })
    void aFaultIsNamedWithItsTemplateAndItsIndex(String template, int index, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathTemplate.parse(template))
                .withMessageStartingWith("path template '" + Escaped.of(template) + "' ")
                .withMessageContaining(what)
                .withMessageEndingWith("(at index " + index + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /{x}",
        "/{x}, /{*x}",
        "/a/{x}, /{x}/a",
        "/a/{x}/c, /a/{x}/{y}",
        "/a/{x}/{y}, /a/{x}/{*y}",
        "/a/b/{*x}, /a/{x}/c",
        "/{x}, /{x}/{*y}",
        "/a, /a/{*x}",
        "/a/, /a/{x}"
    })
    void theMoreSpecificTemplateComesFirst(String first, String second) {
        PathTemplate a = PathTemplate.parse(first);
        PathTemplate b = PathTemplate.parse(second);

        assertThat(PathTemplate.MOST_SPECIFIC_FIRST.compare(a, b)).isNegative();
        assertThat(PathTemplate.MOST_SPECIFIC_FIRST.compare(b, a)).isPositive();
    }

    @Test
    void templatesAreEqualByTheirText() {
        assertThat(PathTemplate.parse("/a/{b}"))
                .isEqualTo(PathTemplate.parse("/a/{b}"))
                .hasSameHashCodeAs(PathTemplate.parse("/a/{b}"))
                .isNotEqualTo(PathTemplate.parse("/a/{c}"))
                .hasToString("/a/{b}");
    }
}
