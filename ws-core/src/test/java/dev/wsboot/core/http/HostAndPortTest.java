package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §7.2, RFC 3986 §3.2.2: what a Host field may say. */
class HostAndPortTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, -1",
        "localhost:8090, localhost, 8090",
        "Server.EXAMPLE.com, server.example.com, -1",
        "a:1, a, 1",
        "a:65535, a, 65535",
        "a:, a, -1", // RFC 3986 §3.2.3: an empty port is the default
        "a:080, a, 80",
        "example.com., example.com., -1",
        "my_service:80, my_service, 80",
        "xn--bcher-kva.example, xn--bcher-kva.example, -1",
        "1a.2b, 1a.2b, -1",
        "123abc, 123abc, -1",
        "127.0.0.1, 127.0.0.1, -1",
        "255.255.255.255:9, 255.255.255.255, 9",
        "0.0.0.0, 0.0.0.0, -1",
        "[::1], [::1], -1",
        "[::1]:8090, [::1], 8090",
        "[::1]:, [::1], -1",
        "[::], [::], -1",
        "[0:0:0:0:0:0:0:1], [::1], -1",
        "[2001:DB8::A], [2001:db8::a], -1",
        "[2001:db8:0:0:1:0:0:1], [2001:db8::1:0:0:1], -1", // RFC 5952 §4.2.3: the first of two equal runs
        "[2001:db8:0:1:1:1:1:1], [2001:db8:0:1:1:1:1:1], -1", // RFC 5952 §4.2.2: one group is not shortened
        "[1:2:3:4:5:6:7::], [1:2:3:4:5:6:7:0], -1",
        "[::2:3:4:5:6:7:8], [0:2:3:4:5:6:7:8], -1",
        "[1:0:0:2:0:0:0:3], [1:0:0:2::3], -1",
        "[1::], [1::], -1",
        "[::ffff:127.0.0.1], [::ffff:7f00:1], -1",
        "[64:ff9b::192.0.2.33], [64:ff9b::c000:221], -1",
        "[0001:2:3:4:5:6:1.2.3.4], [1:2:3:4:5:6:102:304], -1"
    })
    void aValidHostIsReadInItsOneForm(String text, String host, int port) {
        assertThat(HostAndPort.parse(text)).isEqualTo(new HostAndPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":80",
                ".",
                ".a",
                "a..b",
                "a.b..",
                "a b",
                " a",
                "a,b",
                "a, b",
                "user@a",
                "a@b",
                "a/b",
                "a?b",
                "a#b",
                "a\\b",
                "a%2Eb",
                "a%00",
                "b\u00fccher.example",
                "a\u0000",
                "a:0",
                "a:65536",
                "a:99999",
                "a:000080",
                "a:123456789012",
                "a:-1",
                "a:+1",
                "a:8a",
                "a: 80",
                "a:80:80",
                "a:\uff11",
                "1.2.3",
                "1.2.3.256",
                "1.2.3.4.5",
                "1.2.3.04",
                "1.2.3.4.",
                "127.1",
                "0x7f.0.0.1",
                "127.0.0.0x1",
                "2130706433",
                "0x7f000001",
                "a.1",
                "::1",
                "[::1",
                "::1]",
                "[]",
                "[::1]a",
                "[::1]80",
                "[:::1]",
                "[::1::]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4:5:6:7:8::]",
                "[1:2:3:4::5:6:7:8]",
                "[:1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:]",
                "[12345::]",
                "[g::]",
                "[::1.2.3]",
                "[::1.2.3.256]",
                "[1.2.3.4::]",
                "[1:2:3:4:5:6:7:1.2.3.4]",
                "[fe80::1%eth0]",
                "[fe80::1%25eth0]",
                "[v1.a]",
                "[127.0.0.1]",
                "[a]"
            })
    void anythingElseIsInvalid(String text) {
        assertThat(HostAndPort.parse(text)).isNull();
    }

    @Test
    void aNameMayHave255CharactersAndNotOneMore() {
        String name = ("a".repeat(49) + ".").repeat(5) + "abcde";

        assertThat(HostAndPort.parse(name)).isNotNull();
        assertThat(HostAndPort.parse(name + "f")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:1",
                "app.localhost",
                "127.0.0.1",
                "127.255.0.9:80",
                "[::1]",
                "[0:0:0:0:0:0:0:1]"
            })
    void whatResolvesToLoopbackByItselfIsLoopback(String text) {
        assertThat(HostAndPort.parse(text).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "notlocalhost",
                "localhost.",
                "127.0.0.1.evil.example",
                "126.0.0.1",
                "128.0.0.1",
                "10.0.0.1",
                "0.0.0.0",
                "[::]",
                "[::2]",
                "[::ffff:127.0.0.1]"
            })
    void nothingElseIsLoopback(String text) {
        assertThat(HostAndPort.parse(text).isLoopback()).isFalse();
    }

    @Test
    void itIsShownAsInAHostField() {
        assertThat(new HostAndPort("a", -1)).hasToString("a");
        assertThat(new HostAndPort("[::1]", 80)).hasToString("[::1]:80");
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HostAndPort("a", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new HostAndPort("a", 65_536));
    }
}
