package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §10.2: which pages may connect. */
class OriginPolicyTest {

    private static final int WS_PORT = 8090;
    private static final int WEB_PORT = 8080;

    @ParameterizedTest(name = "{0} at {1}, TLS {2}: {3}")
    @CsvSource({
        // the page comes from the application, this server, or a proxy at the usual ports
        "http://a.example:8080, a.example:8090, false, true",
        "http://a.example:8090, a.example:8090, false, true",
        "http://a.example, a.example:8090, false, true",
        "http://a.example:80, a.example:8090, false, true",
        "http://a.example:443, a.example:8090, false, true",
        "https://a.example, a.example:8090, false, true",
        "https://a.example:443, a.example, false, true",
        "https://a.example:8080, a.example:8090, false, true",
        "http://A.EXAMPLE:8080, a.example:8090, false, true",
        "HTTP://a.example:8080, A.Example, false, true",
        "http://a.example:08080, a.example, false, true",
        "http://a.example., a.example.:8090, false, true",
        "http://localhost:8080, localhost:8090, false, true",
        "http://127.0.0.1:8080, 127.0.0.1:8090, false, true",
        "http://[::1]:8080, [::1]:8090, false, true",
        "http://[::1]:8080, [0:0:0:0:0:0:0:1]:8090, false, true",
        "https://[2001:DB8::1], [2001:db8:0::1]:8090, false, true",
        "https://xn--bcher-kva.example, xn--bcher-kva.example, false, true",
        // behind a port mapping: the page's authority is the request's own
        "http://a.example:9000, a.example:9000, false, true",
        "https://a.example:9443, a.example:9443, true, true",
        // another port of the same host is another owner's page
        "http://a.example:8081, a.example:8090, false, false",
        "http://a.example:1, a.example:2, false, false",
        "http://a.example:0, a.example:8090, false, false",
        "http://a.example:65536, a.example:8090, false, false",
        "http://a.example:73626, a.example:8090, false, false", // 8090 modulo 65536
        "http://a.example:-1, a.example:8090, false, false",
        "http://a.example:, a.example:8090, false, false",
        "http://a.example:8080x, a.example:8090, false, false",
        "http://a.example:8080:80, a.example:8090, false, false",
        // another host, however alike
        "http://b.example:8080, a.example:8090, false, false",
        "http://evil.example, a.example:8090, false, false",
        "http://a.example.evil.example, a.example:8090, false, false",
        "http://evil-a.example, a.example:8090, false, false",
        "http://evi\u043b\u0430.example, a.example:8090, false, false",
        "http://sub.a.example, a.example:8090, false, false",
        "http://a.example, sub.a.example:8090, false, false",
        "http://example, a.example:8090, false, false",
        "http://a.example., a.example:8090, false, false",
        "http://a.example, a.example.:8090, false, false",
        "http://localhost:8080, 127.0.0.1:8090, false, false",
        "http://127.0.0.1:8080, localhost:8090, false, false",
        "http://127.1:8080, 127.0.0.1:8090, false, false",
        "http://2130706433:8080, 127.0.0.1:8090, false, false",
        "http://0x7f000001:8080, 127.0.0.1:8090, false, false",
        "http://[::ffff:127.0.0.1]:8080, 127.0.0.1:8090, false, false",
        // what is no serialised origin
        "'', a.example:8090, false, false",
        "null, a.example:8090, false, false",
        "NULL, a.example:8090, false, false",
        "a.example, a.example:8090, false, false",
        "a.example:8080, a.example:8090, false, false",
        "//a.example:8080, a.example:8090, false, false",
        "://a.example:8080, a.example:8090, false, false",
        "http:a.example:8080, a.example:8090, false, false",
        "http:/a.example:8080, a.example:8090, false, false",
        "http:///a.example:8080, a.example:8090, false, false",
        "http://, a.example:8090, false, false",
        "http://:8080, a.example:8090, false, false",
        "http://a.example:8080/, a.example:8090, false, false",
        "http://a.example:8080/path, a.example:8090, false, false",
        "http://a.example:8080?q, a.example:8090, false, false",
        "http://a.example:8080#f, a.example:8090, false, false",
        "http://evil.example#a.example, a.example:8090, false, false",
        "http://evil.example?a.example, a.example:8090, false, false",
        "http://user@a.example:8080, a.example:8090, false, false",
        "http://a.example@evil.example, a.example:8090, false, false",
        "http://a.example:80@evil.example, a.example:8090, false, false",
        "http://a.example:8080\\@evil.example, a.example:8090, false, false",
        "http://a%2Eexample:8080, a.example:8090, false, false",
        "http://a.example%00.evil.example, a.example:8090, false, false",
        "'http://a.example:8080 http://b.example', a.example:8090, false, false",
        "'http://a.example:8080,http://b.example', a.example:8090, false, false",
        "' http://a.example:8080', a.example:8090, false, false",
        "http://b\u00fccher.example, xn--bcher-kva.example, false, false",
        "http://\uff41.example:8080, a.example:8090, false, false", // full width
        "http://*.example, a.example:8090, false, false",
        // another scheme
        "ws://a.example:8080, a.example:8090, false, false",
        "ftp://a.example:8080, a.example:8090, false, false",
        "file://, a.example:8090, false, false",
        "chrome-extension://a.example:8080, a.example:8090, false, false",
        "javascript://a.example:8080, a.example:8090, false, false",
        "httpx://a.example:8080, a.example:8090, false, false",
        // over TLS only https
        "https://a.example, a.example:8090, true, true",
        "https://a.example:8080, a.example:8090, true, true",
        "https://a.example:8090, a.example:8090, true, true",
        "HTTPS://a.example, a.example:8090, true, true",
        "http://a.example, a.example:8090, true, false",
        "http://a.example:443, a.example:8090, true, false",
        "http://a.example:8080, a.example:8090, true, false",
        "https://b.example, a.example:8090, true, false"
    })
    void sameHostTable(String origin, String host, boolean secure, boolean admitted) {
        String reason =
                OriginPolicy.sameHost(() -> WEB_PORT).check(List.of(origin), host(host), secure, WS_PORT, false);

        assertThat(reason == null).as(reason).isEqualTo(admitted);
    }

    @ParameterizedTest(name = "{0} admits {1}: {2}")
    @CsvSource({
        "https://app.example.com, https://app.example.com, true",
        "https://app.example.com, https://APP.example.com:443, true",
        "https://App.Example.com:443, https://app.example.com, true",
        "http://app.example.com, http://app.example.com:80, true",
        "http://app.example.com:3000, http://app.example.com:3000, true",
        "https://app.example.com, http://app.example.com, false",
        "https://app.example.com, http://app.example.com:443, false",
        "https://app.example.com, https://app.example.com:8443, false",
        "https://app.example.com, https://app.example.com., false",
        "https://app.example.com, https://app.example.com/, false",
        "https://app.example.com, https://app.example.com.evil.example, false",
        "https://app.example.com, https://evilapp.example.com, false",
        "https://app.example.com, https://x.app.example.com, false",
        "https://app.example.com, https://example.com, false",
        "https://app.example.com, https://app.example.com@evil.example, false",
        "https://app.example.com, https://app-example.com, false",
        "https://app.example.com, 'null', false",
        "https://[::1]:3000, https://[0::1]:3000, true",
        "capacitor://localhost, capacitor://localhost, true",
        "capacitor://localhost, http://localhost, false",
        "chrome-extension://abcdef, chrome-extension://abcdef, true",
        "https://*.example.com, https://a.example.com, true",
        "https://*.example.com, https://a.b.example.com, true",
        "https://*.example.com, https://A.EXAMPLE.COM:443, true",
        "https://*.example.com, https://example.com, false",
        "https://*.example.com, https://evilexample.com, false",
        "https://*.example.com, https://evil-example.com, false",
        "https://*.example.com, https://.example.com, false",
        "https://*.example.com, https://a.example.com.evil.example, false",
        "https://*.example.com, https://a.example.com:8443, false",
        "https://*.example.com, http://a.example.com, false",
        "https://*.example.com, https://a.example.com., false",
        "https://*.example.com, https://a/.example.com, false",
        "https://*.example.com, https://evil.example#.example.com, false",
        "https://*.example.com, https://*.example.com, false",
        "https://*.example.com:8443, https://a.example.com:8443, true",
        "https://*.example.com:8443, https://a.example.com, false",
        "http://*.localhost:3000, http://app.localhost:3000, true",
        "'null', 'null', true",
        "'null', https://a.example, false",
        "'null', NULL, false",
        "*, https://anything.example, true",
        "*, 'null', true",
        "*, garbage, true",
        "same-host, http://a.example, true",
        "same-host, http://b.example, false",
        "same-host, 'null', false"
    })
    void listTable(String entry, String origin, boolean admitted) {
        String reason =
                OriginPolicy.of(List.of(entry)).check(List.of(origin), host("a.example"), false, WS_PORT, false);

        assertThat(reason == null).as(reason).isEqualTo(admitted);
    }

    @Test
    void entriesAddUp() {
        OriginPolicy policy = OriginPolicy.of(List.of("same-host", "https://b.example", "null"), () -> WEB_PORT);

        for (String origin : List.of("http://a.example:8080", "https://b.example", "null")) {
            assertThat(policy.check(List.of(origin), host("a.example"), false, WS_PORT, false))
                    .isNull();
        }
        assertThat(policy.check(List.of("https://c.example"), host("a.example"), false, WS_PORT, false))
                .isNotNull();
    }

    @Test
    void noEntryAdmitsNoPageAtAll() {
        OriginPolicy policy = OriginPolicy.of(List.of());

        assertThat(policy.check(List.of("http://a.example"), host("a.example"), false, WS_PORT, false))
                .isNotNull();
        assertThat(policy.check(List.of(), host("a.example"), false, WS_PORT, false))
                .isNull();
    }

    @Test
    void whoIsNoBrowserHasNoOriginAndIsAdmitted() {
        for (String entry : List.of("same-host", "https://a.example", "null", "*")) {
            assertThat(OriginPolicy.of(List.of(entry)).check(List.of(), host("a.example"), true, WS_PORT, false))
                    .isNull();
        }
    }

    @Test
    void twoOriginFieldsAreNeverAdmitted() { // RFC 6454 §7.3
        for (String entry : List.of("same-host", "*")) {
            List<String> twice = List.of("http://a.example", "http://a.example");
            assertThat(OriginPolicy.of(List.of(entry)).check(twice, host("a.example"), false, WS_PORT, false))
                    .contains("2 Origin fields");
        }
    }

    @Test
    void thePortOfTheApplicationIsAskedAtEachCheck() {
        AtomicInteger port = new AtomicInteger(-1);
        OriginPolicy policy = OriginPolicy.sameHost(port::get);
        assertThat(policy.check(List.of("http://a.example:8080"), host("a.example"), false, WS_PORT, false))
                .isNotNull();

        port.set(8080);
        assertThat(policy.check(List.of("http://a.example:8080"), host("a.example"), false, WS_PORT, false))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8090, true",
        "http://127.0.0.1:8080, 127.0.0.1:8090, true",
        "http://[::1]:8080, [::1]:8090, true",
        "http://app.localhost:8080, app.localhost:8090, true",
        ", localhost:8090, true",
        "http://rebound.example:8090, rebound.example:8090, false",
        "http://rebound.example, rebound.example, false",
        "http://localhost.evil.example, localhost.evil.example, false",
        "http://127.0.0.1.evil.example, 127.0.0.1.evil.example, false",
        "http://192.168.0.1:8080, 192.168.0.1:8090, false",
        ", rebound.example:8090, false"
    })
    void aReboundNameIsNotTheSameHostOfALoopbackServer(String origin, String host, boolean admitted) {
        List<String> origins = origin == null ? List.of() : List.of(origin);
        String reason = OriginPolicy.sameHost(() -> WEB_PORT).check(origins, host(host), false, WS_PORT, true);

        assertThat(reason == null).as(reason).isEqualTo(admitted);
        if (reason != null) {
            assertThat(reason).contains("loopback").contains("ws.allowed-origins");
        }
    }

    @Test
    void aNamedOriginIsAdmittedOnLoopbackWhateverItsHost() {
        OriginPolicy policy = OriginPolicy.of(List.of("same-host", "https://app.example.com"));

        assertThat(policy.check(List.of("https://app.example.com"), host("app.example.com"), false, WS_PORT, true))
                .isNull();
    }

    @Test
    void theReasonShowsBothSidesEscapedAndSaysWhatToDo() {
        String reason = OriginPolicy.sameHost(() -> -1)
                .check(List.of("http://evil\u001b\u00e9"), host("a.example:8090"), true, WS_PORT, false);

        assertThat(reason)
                .contains("http://evil\\x1b\\xe9")
                .contains("a.example:8090")
                .contains("over TLS")
                .contains("ws.allowed-origins")
                .contains("proxy_set_header Host");
    }

    @Test
    void aPolicyKnowsWhetherItAdmitsAnyPage() {
        assertThat(OriginPolicy.of(List.of("same-host", "*")).admitsAny()).isTrue();
        assertThat(OriginPolicy.of(List.of("same-host", "null")).admitsAny()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "https://",
                "https://example.com/",
                "https://example.com/app",
                "https://example.com?q",
                "https://user@example.com",
                "https://example.com:",
                "https://example.com:0",
                "https://example.com:65536",
                "https://b\u00fccher.example",
                "https://*",
                "https://*.",
                "https://*.com",
                "https://*.*.example.com",
                "https://a.*.example.com",
                "https://a*.example.com",
                "https://*example.com",
                "https://*.127.0.0.1",
                "https://*.[::1]",
                "*://example.com",
                "*.example.com",
                "wss://example.com",
                "ws://example.com:8090",
                "Null",
                "SAME-HOST",
                " https://example.com",
                "https://a.example, https://b.example"
            })
    void anEntryOfAnotherShapeIsRefusedWithAdvice(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OriginPolicy.of(List.of("same-host", entry)))
                .withMessageStartingWith("'" + Escaped.of(entry) + "' is not an allowed origin: ")
                .withMessageContaining("://");
    }

    private static HostAndPort host(String text) {
        HostAndPort host = HostAndPort.parse(text);
        assertThat(host).as(text).isNotNull();
        return host;
    }
}
