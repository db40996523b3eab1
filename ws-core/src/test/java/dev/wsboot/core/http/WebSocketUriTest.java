package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 §3: where a URI leads, what goes out as its target and {@code Host}, and which URIs lead nowhere. */
class WebSocketUriTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ws://a                             | a                | 80    | /                  | a
                    ws://a/                            | a                | 80    | /                  | a
                    ws://a/chat                        | a                | 80    | /chat              | a
                    ws://a?x=1                         | a                | 80    | /?x=1              | a
                    ws://a/chat?x=1&y=%20?/            | a                | 80    | /chat?x=1&y=%20?/  | a
                    ws://a/chat?                       | a                | 80    | /chat              | a
                    ws://a:80/                         | a                | 80    | /                  | a
                    ws://a:/                           | a                | 80    | /                  | a
                    ws://a:1                           | a                | 1     | /                  | a:1
                    ws://a:443/                        | a                | 443   | /                  | a:443
                    ws://a:65535/                      | a                | 65535 | /                  | a:65535
                    ws://a:08080/                      | a                | 8080  | /                  | a:8080
                    WS://Server.Example.COM:8090/Chat  | server.example.com | 8090 | /Chat             | server.example.com:8090
                    ws://a_b-c.example./x              | a_b-c.example.   | 80    | /x                 | a_b-c.example.
                    ws://127.0.0.1:9/                  | 127.0.0.1        | 9     | /                  | 127.0.0.1:9
                    ws://[::1]/                        | ::1              | 80    | /                  | [::1]
                    ws://[::1]:9001/x                  | ::1              | 9001  | /x                 | [::1]:9001
                    ws://[2001:DB8:0:0::1]:80/         | 2001:db8::1      | 80    | /                  | [2001:db8::1]
                    ws://a/%C3%A9%2f..;x=1//b/.        | a                | 80    | /%C3%A9%2f..;x=1//b/. | a
                    ws://a//b                          | a                | 80    | //b                | a
                    ws://a/é?ü=€                       | a                | 80    | /%C3%A9?%C3%BC=%E2%82%AC | a
                    ws://a/😀                          | a                | 80    | /%F0%9F%98%80      | a
                    ws://a/?%FF                        | a                | 80    | /?%FF              | a
                    ws://a/?x=[1]                      | a                | 80    | /?x=[1]            | a
                    """)
    void aUriLeadsTo(String uri, String host, int port, String target, String hostField) {
        ClientHandshake handshake = handshake(URI.create(uri));

        assertThat(handshake.host()).isEqualTo(host);
        assertThat(handshake.port()).isEqualTo(port);
        assertThat(handshake.target()).isEqualTo(target);
        assertThat(Heads.head(Heads.text(handshake.request(Responses.KEY))).target())
                .isEqualTo(target);
        assertThat(Heads.head(Heads.text(handshake.request(Responses.KEY)))
                        .headers()
                        .all("Host"))
                .containsExactly(hostField);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    wss://a/                 | wss comes with TLS support and is not there yet
                    WSS://a/                 | wss comes with TLS support and is not there yet
                    http://a/                | its scheme must be ws (RFC 6455 §3)
                    https://a/               | its scheme must be ws
                    wsx://a/                 | its scheme must be ws
                    //a/                     | its scheme must be ws
                    /chat                    | its scheme must be ws
                    a:8080                   | its scheme must be ws
                    ws:chat                  | it names no host
                    ws:/chat                 | it names no host
                    ws:///chat               | it names no host
                    ws://a/#                 | a WebSocket URI has no fragment
                    ws://a/b?c#d             | a WebSocket URI has no fragment
                    ws://user@a/             | user information has no place
                    ws://user:secret@a/      | user information has no place
                    ws://@a/                 | user information has no place
                    ws://:80/                | its host ''
                    ws://a:0/                | its port '0' is no number from 1 to 65535
                    ws://a:65536/            | its port '65536'
                    ws://a:99999999999/      | its port '99999999999'
                    ws://a:x/                | its port 'x'
                    ws://a:+80/              | its port '+80'
                    ws://a:-1/               | its port '-1'
                    ws://a:1:2/              | its port '1:2'
                    ws://müller.example/     | its host 'm\\xfcller.example' is neither a DNS name in ASCII (java.net.IDN
                    ws://m%C3%BCller.example/ | its host 'm%C3%BCller.example'
                    ws://a..b/               | its host 'a..b'
                    ws://1.2.3/              | its host '1.2.3'
                    ws://1.2.3.256/          | its host '1.2.3.256'
                    ws://[fe80::1%25eth0]/   | its host '[fe80::1%25eth0]'
                    ws://a;b/                | its host 'a;b'
                    """)
    void aUriLeadsNowhere(String uri, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handshake(URI.create(uri)))
                .withMessageStartingWith("cannot connect to '")
                .withMessageContaining(rule);
    }

    @Test
    void halfACharacterIsRefusedAndDoesNotCrash() {
        for (String half : List.of("\ud83d", "\ude00", "\ude00\ud83d")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> handshake(URI.create("ws://a/" + half)))
                    .withMessageContaining("one half of a character at index 7");
        }
    }

    @Test
    void aRefusalShowsNoCredentials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handshake(URI.create("ws://user:secret@a/path?ticket=secret#secret")))
                .withMessageContaining("'ws://...@a/path'")
                .withMessageNotContaining("secret");
    }

    private static ClientHandshake handshake(URI uri) {
        return ClientHandshake.of(uri, HeaderFields.EMPTY, List.of(), null);
    }
}
