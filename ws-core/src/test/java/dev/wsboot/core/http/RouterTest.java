package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsboot.core.http.Router.Found;
import dev.wsboot.core.http.Router.Match;
import dev.wsboot.core.http.Router.Missed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which template a path leads to, and what its variables hold. */
class RouterTest {

    private static final List<String> TEMPLATES = List.of(
            "/",
            "/chat",
            "/chat/{room}",
            "/chat/lobby",
            "/chat/{room}/members",
            "/chat/lobby/{what}",
            "/files/{*path}",
            "/files/{name}",
            "/files/{name}/raw",
            "/files/readme",
            "/{user}/settings",
            "/slash/",
            "/caf\u00e9");

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/chat, /chat",
        "/chat/lobby, /chat/lobby",
        "/chat/42, /chat/{room}",
        "/chat/lobby/members, /chat/lobby/{what}", // left to right: lobby before {room}
        "/chat/42/members, /chat/{room}/members",
        "/chat/settings, /chat/{room}",
        "/ann/settings, /{user}/settings",
        "/files, /files/{*path}",
        "/files/, /files/{*path}",
        "/files/readme, /files/readme",
        "/files/a, /files/{name}",
        "/files/a/raw, /files/{name}/raw",
        "/files/a/b, /files/{*path}",
        "/files/a/raw/, /files/{*path}",
        "/slash/, /slash/",
        "/caf%C3%A9, /caf\u00e9",
        "/%63hat, /chat", // RFC 3986 §6.2.2.2
        "/chat/%6cobby, /chat/lobby"
    })
    void theMostSpecificTemplateWins(String path, String template) {
        for (Router<String> router : List.of(router(TEMPLATES), router(reversed(TEMPLATES)))) {
            assertThat(found(router, path).target()).isEqualTo(template);
            assertThat(found(router, path).template()).hasToString(template);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/Chat",
                "/chat/",
                "/slash",
                "//",
                "//chat",
                "/chat//members",
                "/chat//",
                "/files//a",
                "/files/a//b",
                "/chat/42/other",
                "/chat%2Flobby",
                "/%7Bx%7D"
            })
    void noTemplateMeansNotFound(String path) {
        assertThat(missed(router(TEMPLATES), path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/v/plain, plain",
        "/v/a%20b, 'a b'",
        "/v/a+b, a+b", // a plus is a plus in a path
        "/v/%2B, +",
        "/v/%41%62, Ab",
        "/v/%c3%a9, \u00e9",
        "/v/%C3%A9, \u00e9",
        "/v/%E2%82%AC, \u20ac",
        "/v/%F0%9F%98%80, \ud83d\ude00",
        "/v/a%2Fb, a/b", // decoded behind the split
        "/v/%2F, /",
        "/v/a%2fb%2Fc, a/b/c",
        "/v/%2541, %41", // decoded once
        "/v/%25252F, %252F",
        "/v/%252e%252e, %2e%2e",
        "/v/%7B%7D, {}",
        "/v/..., ...",
        "/v/.a, .a",
        "/v/a., a.",
        "/v/..a, ..a",
        "/v/a..b, a..b",
        "/v/%3B, ;",
        "/v/a;b=c, a;b=c",
        "/v/%3Fq%23f, ?q#f"
    })
    void aVariableIsDecodedExactlyOnce(String path, String value) {
        assertThat(found(router(List.of("/v/{x}")), path).variables()).isEqualTo(Map.of("x", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v/%",
                "/v/%4",
                "/v/%zz",
                "/v/%4g",
                "/v/%g4",
                "/v/%%41",
                "/v/% 41",
                "/v/%+41",
                "/v/%u0041",
                "/v/%\uff14\uff11", // digits, but not of ASCII
                "/v/%C3", // truncated UTF-8
                "/v/%C3x",
                "/v/%E2%82",
                "/v/%A9", // a continuation first
                "/v/%FF",
                "/v/%C0%80", // overlong NUL
                "/v/%C0%AF", // overlong slash
                "/v/%C0%AE%C0%AE", // overlong dots
                "/v/%E0%80%AF",
                "/v/%F0%80%80%AF",
                "/v/%ED%A0%80", // a surrogate
                "/v/%F4%90%80%80", // beyond U+10FFFF
                "/v/%00",
                "/v/a%00b",
                "/v/%0d%0aX",
                "/v/%0A",
                "/v/%1b",
                "/v/%7F",
                "/v/%C2%85", // NEL
                "/v/.",
                "/v/..",
                "/v/../x",
                "/./v/x",
                "/v/%2e",
                "/v/%2E%2e",
                "/v/.%2E",
                "/v/%2e./x",
                "/v/..%2Fetc",
                "/v/a%2F..%2Fb",
                "/v/a%2F.",
                "/v/..%5Cetc",
                "/v/a%5C..",
                "/.."
            })
    void aPathThatMeansNothingSafeIsMalformed(String path) {
        Router<String> router = router(List.of("/v/{x}", "/{*all}"));

        assertThat(missed(router, path).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"/f, ''", "/f/, /", "/f/a, /a", "/f/a/b, /a/b", "/f/a/b/, /a/b/", "/f/a%20b/c, /a b/c"})
    void theRestKeepsItsLeadingSlash(String path, String rest) {
        assertThat(found(router(List.of("/f/{*rest}")), path).variables()).isEqualTo(Map.of("rest", rest));
    }

    @Test
    void severalVariablesAreAllThere() {
        assertThat(found(router(List.of("/{a}/x/{b}/{*c}")), "/1/x/2/3/4").variables())
                .isEqualTo(Map.of("a", "1", "b", "2", "c", "/3/4"));
    }

    @ParameterizedTest
    @CsvSource({"/a, /a", "/a/{x}, /a/{y}", "/{*x}, /{*y}", "/{a}/b/{c}, /{b}/b/{a}"})
    void twoTemplatesForTheSamePathsAreRefused(String first, String second) {
        Router.Builder<String> builder = Router.<String>builder().add(PathTemplate.parse(first), "1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(PathTemplate.parse(second), "2"))
                .withMessageContaining("'" + first + "'")
                .withMessageContaining("'" + second + "'");
    }

    @Test
    void aRouterIsNotChangedByItsBuilderAfterwards() {
        Router.Builder<String> builder = Router.<String>builder().add(PathTemplate.parse("/{a}"), "1");
        Router<String> router = builder.build();
        builder.add(PathTemplate.parse("/a"), "2");

        assertThat(found(router, "/a").target()).isEqualTo("1");
    }

    @Test
    void theOrderOfRegistrationMeansNothing() {
        Random random = Heads.random("theOrderOfRegistrationMeansNothing");
        List<String> shuffled = new ArrayList<>(TEMPLATES);
        List<String> paths =
                List.of("/chat/lobby/members", "/chat/7/members", "/files/a/raw", "/files/a", "/a/settings");
        for (int round = 0; round < 100; round++) {
            Collections.shuffle(shuffled, random);
            for (String path : paths) {
                assertThat(found(router(shuffled), path).target())
                        .isEqualTo(found(router(TEMPLATES), path).target());
            }
        }
    }

    private static Router<String> router(List<String> templates) {
        Router.Builder<String> builder = Router.builder();
        templates.forEach(template -> builder.add(PathTemplate.parse(template), template));
        return builder.build();
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Found<String> found(Router<String> router, String path) {
        Match<String> match = router.find(path);
        assertThat(match).as(path).isInstanceOf(Found.class);
        return (Found<String>) match;
    }

    private static Refusal missed(Router<String> router, String path) {
        Match<String> match = router.find(path);
        assertThat(match).as(path).isInstanceOf(Missed.class);
        return ((Missed<String>) match).refusal();
    }
}
