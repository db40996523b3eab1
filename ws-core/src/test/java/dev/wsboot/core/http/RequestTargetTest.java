package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 §3.2: the forms of a request target, and the parameters of its query. */
class RequestTargetTest {

    @ParameterizedTest
    @CsvSource({
        "/, /, ",
        "/chat, /chat, ",
        "/chat?, /chat, ''",
        "/chat?a=b, /chat, a=b",
        "/chat?a?b, /chat, a?b",
        "/?x, /, x",
        "//a/b, //a/b, ",
        "/a%20b?c%20d, /a%20b, c%20d",
        "/a|b[c]'?d|e[f]{g}^h`i\\j, /a|b[c]', d|e[f]{g}^h`i\\j", // what browsers send without escaping
        "/http://a/b, /http://a/b, "
    })
    void originFormIsAPathAndAQuery(String target, String path, String query) {
        assertThat(RequestTarget.parse(target)).isEqualTo(new RequestTarget(null, path, query));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/chat, a.example, -1, /chat, ",
        "HTTPS://A.Example:8443/chat?x=1, a.example, 8443, /chat, x=1",
        "ws://a, a, -1, /, ",
        "wss://[::1]:90?x, [::1], 90, /, x",
        "ws://a/?, a, -1, /, ''"
    })
    void absoluteFormBringsItsAuthority(String target, String host, int port, String path, String query) {
        assertThat(RequestTarget.parse(target)).isEqualTo(new RequestTarget(new HostAndPort(host, port), path, query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chat",
                "*",
                "?a",
                "a.example:80",
                "ftp://a/chat",
                "http:/a",
                "http:///chat",
                "http://user@a/chat",
                "http://user:pw@a/chat",
                "http://a:99999/",
                "http://a b/",
                "http://a\\b/",
                "http://a#b",
                "://a/",
                "/a#b",
                "/a?b#c",
                "/a b",
                "/a\u0000",
                "/\u00e9",
                "/a\\b",
                "/<a>",
                "/\"a\"",
                "/{a}",
                "/a^b",
                "/a`b",
                "/a?\"b\"",
                "/a?<b>"
            })
    void anythingElseIsMalformed(String target) {
        assertThat(RequestTarget.parse(target)).isNull();
    }

    @Test
    void queryParametersAreDecodedAndKeepTheirOrder() { // WHATWG URL §5.1
        Map<String, List<String>> params =
                QueryParams.parse("b=1&a=x+y%20z&b=2&c&d=&=e&&%66=%2B%26%3D&g=h=i&%C3%A9=%E2%82%AC");

        assertThat(params).containsOnlyKeys("b", "a", "c", "d", "", "f", "g", "\u00e9");
        assertThat(params.keySet()).containsExactly("b", "a", "c", "d", "", "f", "g", "\u00e9");
        assertThat(params)
                .containsEntry("b", List.of("1", "2"))
                .containsEntry("a", List.of("x y z"))
                .containsEntry("c", List.of(""))
                .containsEntry("d", List.of(""))
                .containsEntry("", List.of("e"))
                .containsEntry("f", List.of("+&="))
                .containsEntry("g", List.of("h=i"))
                .containsEntry("\u00e9", List.of("\u20ac"));
    }

    @Test
    void noQueryHasNoParameters() {
        assertThat(QueryParams.parse(null)).isEmpty();
        assertThat(QueryParams.parse("")).isEmpty();
        assertThat(QueryParams.parse("&&")).isEmpty();
    }

    @Test
    void aQueryIsDecodedOnce() {
        assertThat(QueryParams.parse("a=%2541%252B")).containsEntry("a", List.of("%41%2B"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%zz=a", "a=%FF", "a=%C0%80", "a=%+41", "b=1&a=%C3"})
    void aBadEscapeInAQueryIsMalformed(String query) {
        assertThat(QueryParams.parse(query)).isNull();
    }
}
