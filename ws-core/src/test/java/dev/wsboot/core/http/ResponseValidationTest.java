package dev.wsboot.core.http;

import static dev.wsboot.core.http.Responses.OFFERING;
import static dev.wsboot.core.http.Responses.PLAIN;
import static dev.wsboot.core.http.Responses.status;
import static dev.wsboot.core.http.Responses.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ClientHandshake.Accepted;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455 §4.1: which answers a client accepts, and what it says about every other one. */
class ResponseValidationTest {

    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final String MISFIT = "is no valid answer to our offer";
    private static final String HOSTILE = "\u009b31m\u0085\u00ff\\".repeat(500);

    @Test
    void theSampleAnswerIsAccepted() { // RFC 6455 §1.3
        Accepted accepted = (Accepted) Responses.judged(OFFERING, Responses.SAMPLE, Responses.KEY);

        assertThat(accepted.subprotocol()).isEqualTo("chat");
        assertThat(accepted.compression()).isNull();
        assertThat(accepted.headers().first("upgrade")).isEqualTo("websocket");
    }

    static Stream<Responses> good() {
        return Stream.of(
                valid(),
                valid().line("HTTP/1.1 101"),
                valid().line("HTTP/1.1 101 OK"),
                valid().line("HTTP/1.9 101 Switching Protocols"),
                valid().replacing("Upgrade", "WebSocket"),
                valid().replacing("Upgrade", "WEBSOCKET"),
                valid().replacing("Upgrade", " \twebsocket\t "),
                valid().replacing("Connection", "upgrade"),
                valid().replacing("Connection", "keep-alive, UPGRADE"),
                valid().replacing("Connection", ",Upgrade,"),
                valid().replacing("Connection", "keep-alive").with("connection: upgrade"),
                valid().replacing("Sec-WebSocket-Accept", " \t s3pPLMBiTxaQ9kYGzzhZRbK+xOo= \t "),
                valid().without("Sec-WebSocket-Accept").with("SEC-WEBSOCKET-ACCEPT: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                valid().with("Content-Length: 0"), // moves nothing
                valid().with("Sec-WebSocket-Version: 13"), // says nothing here
                valid().with("Location: ws://other.example/"),
                valid().with("Set-Cookie: a=b").with("Set-Cookie: c=d"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void anAnswerIsAcceptedByAnyClient(Responses response) {
        for (ClientHandshake client : List.of(PLAIN, OFFERING)) {
            Accepted accepted = response.acceptedBy(client);

            assertThat(accepted.subprotocol()).isNull();
            assertThat(accepted.compression()).isNull();
        }
    }

    @Test
    void aServerMayChooseEachOfferedSubprotocolOrNone() { // RFC 6455 §4.2.2
        assertThat(valid().acceptedBy(OFFERING).subprotocol()).isNull();
        assertThat(valid().with("Sec-WebSocket-Protocol: chat")
                        .acceptedBy(OFFERING)
                        .subprotocol())
                .isEqualTo("chat");
        assertThat(valid().with("Sec-WebSocket-Protocol: superchat \t")
                        .acceptedBy(OFFERING)
                        .subprotocol())
                .isEqualTo("superchat");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                        | false | false | 15 | 15
                    ; server_no_context_takeover                              | true  | false | 15 | 15
                    ; client_no_context_takeover                              | false | true  | 15 | 15
                    ; server_max_window_bits=8                                | false | false | 8  | 15
                    ; server_max_window_bits=15                               | false | false | 15 | 15
                    ; client_max_window_bits=8                                | false | false | 15 | 8
                    ; client_max_window_bits=15                               | false | false | 15 | 15
                    ; client_max_window_bits="10"                             | false | false | 15 | 10
                    ;client_max_window_bits=9;server_max_window_bits=10;client_no_context_takeover;server_no_context_takeover | true | true | 10 | 9
                    """)
    void aServerMayAskForWhatItLikesOfTheFourParameters( // RFC 7692 §7.1.1, §7.1.2
            String params, boolean serverReset, boolean clientReset, int serverBits, int clientBits) {
        DeflateAgreement agreement =
                valid().with(DEFLATE + params).acceptedBy(OFFERING).compression();

        assertThat(agreement)
                .isEqualTo(new DeflateAgreement(
                        serverReset, clientReset, serverBits, clientBits, params.contains("server_max")));
    }

    @Test
    void aClientThatKeepsNoContextResetsWhetherTheServerAgreesOrNot() { // RFC 7692 §7.1.1.2: it is a hint
        ClientHandshake client = client(new DeflateNegotiator(true, false));

        assertThat(valid().with(DEFLATE).acceptedBy(client).compression())
                .isEqualTo(new DeflateAgreement(false, true, 15, 15, false));
    }

    static Stream<Arguments> bad() {
        ClientHandshake noServerContext = client(new DeflateNegotiator(false, true));
        return Stream.of(
                bad(valid().without("Upgrade"), "no Upgrade field (RFC 6455 §4.1)"),
                bad(valid().replacing("Upgrade", ""), "upgrades to ''"),
                bad(
                        valid().replacing("Upgrade", "h2c"),
                        "upgrades to 'h2c' and not to exactly websocket (RFC 6455 §4.1)"),
                bad(valid().replacing("Upgrade", "websocket, h2c"), "upgrades to 'websocket, h2c'"),
                bad(valid().replacing("Upgrade", "websocket/13"), "upgrades to 'websocket/13'"),
                bad(valid().replacing("Upgrade", "web socket"), "upgrades to 'web socket'"),
                bad(valid().with("Upgrade: websocket"), "upgrades to 'websocket, websocket'"),
                bad(valid().without("Connection"), "no Connection field (RFC 6455 §4.1)"),
                bad(valid().replacing("Connection", ""), "Connection: '', without the token Upgrade (RFC 6455 §4.1)"),
                bad(valid().replacing("Connection", "keep-alive"), "Connection: 'keep-alive', without"),
                bad(valid().replacing("Connection", "Upgraded"), "Connection: 'Upgraded', without"),
                bad(valid().replacing("Connection", "keep-alive Upgrade"), "Connection: 'keep-alive Upgrade', without"),
                bad(valid().replacing("Connection", "\"Upgrade\""), "Connection: '\"Upgrade\"', without"),
                bad(valid().without("Sec-WebSocket-Accept"), "no Sec-WebSocket-Accept field (RFC 6455 §4.1)"),
                bad(
                        valid().with("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                        "Sec-WebSocket-Accept more than once (RFC 6455 §11.3.3)"),
                bad(valid().replacing("Sec-WebSocket-Accept", ""), "Sec-WebSocket-Accept is ''"),
                bad(
                        valid().replacing("Sec-WebSocket-Accept", "S3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                        "Sec-WebSocket-Accept is 'S3pPLMBiTxaQ9kYGzzhZRbK+xOo=' and not 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='"),
                bad(valid().replacing("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo"), "and not 's3pP"),
                bad(valid().replacing("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK xOo="), "and not 's3pP"),
                bad(valid().replacing("Sec-WebSocket-Accept", Responses.KEY), "does not answer our key"),
                bad(valid().replacing("Sec-WebSocket-Accept", "\u00a0s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "is '\\xa0s3pP"),
                bad(valid().with("Sec-WebSocket-Extensions:"), "'' is not a list of extensions (RFC 6455 §9.1)"),
                bad(valid().with("Sec-WebSocket-Extensions: ,"), "',' is not a list of extensions"),
                bad(valid().with(DEFLATE + ";"), "'permessage-deflate;' is not a list"),
                bad(valid().with(DEFLATE + "; client_max_window_bits="), "is not a list"),
                bad(valid().with(DEFLATE + "; client_max_window_bits=\"10"), "is not a list"),
                bad(valid().with(DEFLATE + "; client_max_window_bits=\"1 0\""), "is not a list"),
                bad(valid().with(DEFLATE + " x"), "is not a list"),
                bad(valid().with(DEFLATE).with(DEFLATE), "Sec-WebSocket-Extensions more than once (RFC 6455 §11.3.2)"),
                bad(valid().with(DEFLATE + ", permessage-deflate"), "permessage-deflate more than once (RFC 7692 §5)"),
                bad(
                        valid().with("Sec-WebSocket-Extensions: x-other"),
                        "extension 'x-other', which was not offered (RFC 6455 §4.1)"),
                bad(valid().with(DEFLATE + ", x-other"), "extension 'x-other', which was not offered"),
                bad(
                        valid().with("Sec-WebSocket-Extensions: Permessage-Deflate"),
                        "'Permessage-Deflate', which was not"),
                bad(
                        valid().with("Sec-WebSocket-Extensions: x-webkit-deflate-frame"),
                        "'x-webkit-deflate-frame', which"),
                bad(PLAIN, valid().with(DEFLATE), "extension 'permessage-deflate', which was not offered"),
                bad(valid().with(DEFLATE + "; unknown"), MISFIT),
                bad(valid().with(DEFLATE + "; unknown=1"), MISFIT),
                bad(valid().with(DEFLATE + "; Client_No_Context_Takeover"), MISFIT),
                bad(valid().with(DEFLATE + "; server_no_context_takeover=1"), MISFIT),
                bad(valid().with(DEFLATE + "; client_no_context_takeover=true"), MISFIT),
                bad(valid().with(DEFLATE + "; server_no_context_takeover; server_no_context_takeover"), MISFIT),
                bad(valid().with(DEFLATE + "; client_no_context_takeover; client_no_context_takeover"), MISFIT),
                bad(valid().with(DEFLATE + "; server_max_window_bits"), MISFIT),
                bad(valid().with(DEFLATE + "; server_max_window_bits=7"), MISFIT),
                bad(valid().with(DEFLATE + "; server_max_window_bits=16"), MISFIT),
                bad(valid().with(DEFLATE + "; server_max_window_bits=08"), MISFIT),
                bad(valid().with(DEFLATE + "; server_max_window_bits=9; server_max_window_bits=9"), MISFIT),
                bad(valid().with(DEFLATE + "; client_max_window_bits"), MISFIT), // a value is a must in a response
                bad(valid().with(DEFLATE + "; client_max_window_bits=7"), MISFIT),
                bad(valid().with(DEFLATE + "; client_max_window_bits=16"), MISFIT),
                bad(valid().with(DEFLATE + "; client_max_window_bits=1O"), MISFIT),
                bad(valid().with(DEFLATE + "; client_max_window_bits=-9"), MISFIT),
                bad(valid().with(DEFLATE + "; client_max_window_bits=9; client_max_window_bits=10"), MISFIT),
                bad(
                        noServerContext,
                        valid().with(DEFLATE),
                        MISFIT + " 'permessage-deflate; server_no_context_takeover;"),
                bad(
                        valid().with("Sec-WebSocket-Protocol: chat").with("Sec-WebSocket-Protocol: chat"),
                        "Sec-WebSocket-Protocol more than once (RFC 6455 §11.3.4)"),
                bad(valid().with("Sec-WebSocket-Protocol: chat, superchat"), "'chat, superchat' is not one token"),
                bad(
                        valid().with("Sec-WebSocket-Protocol:"),
                        "Sec-WebSocket-Protocol '' is not one token (RFC 6455 §11.3.4)"),
                bad(valid().with("Sec-WebSocket-Protocol: ch\u00e4t"), "'ch\\xe4t' is not one token"),
                bad(valid().with("Sec-WebSocket-Protocol: Chat"), "'Chat', and only 'chat, superchat' were offered"),
                bad(
                        valid().with("Sec-WebSocket-Protocol: mqtt"),
                        "subprotocol 'mqtt', and only 'chat, superchat' were"),
                bad(
                        PLAIN,
                        valid().with("Sec-WebSocket-Protocol: chat"),
                        "'chat', and none was offered (RFC 6455 §4.1)"),
                bad(valid().with("Content-Length: 5"), "announces content"),
                bad(valid().with("Content-Length: 00"), "announces content"),
                bad(valid().with("Content-Length: 0").with("Content-Length: 0"), "announces content"),
                bad(valid().with("Content-Length: -1"), "announces content"),
                bad(valid().with("Transfer-Encoding: chunked"), "Transfer-Encoding (RFC 9110 §8.6, RFC 9112 §6.1)"),
                bad(valid().with("Transfer-Encoding: identity"), "announces content"),
                bad(valid().line("HTTP/1.0 101 Switching Protocols"), "in HTTP/1.0, which has no 101 (RFC 6455 §4.1"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aSwitchThatMustBeRefusedIsRefusedWithItsReason(ClientHandshake client, Responses response, String why) {
        FailedHandshake failed = response.failedAt(client);

        assertThat(failed.why()).contains(why);
        assertThat(failed.status()).isEqualTo(101);
        assertThat(failed.headers().size()).isPositive();
    }

    static Stream<Arguments> otherStatus() {
        return Stream.of(
                other(status("HTTP/1.1 200 OK"), "answered 200 OK and not 101 (RFC 6455 §4.1): what is", "plain HTTP"),
                other(status("HTTP/1.1 204"), "answered 204 and not 101", "no WebSocket endpoint"),
                other(status("HTTP/1.0 404 Not Found"), "answered 404 Not Found", "no WebSocket endpoint at this path"),
                other(status("HTTP/1.1 301 Moved"), "redirects are not followed, and this one says not where to"),
                other(
                        status("HTTP/1.1 302 Found").with("Location: http://other.example/a?b=\u00e9\\"),
                        "redirects are not followed, connect there yourself if you trust it;"
                                + " Location: http://other.example/a?b=\\xe9\\\\"),
                other(
                        status("HTTP/1.1 307 x").with("Location: ws://other.example/"),
                        "; Location: ws://other.example/"),
                other(status("HTTP/1.1 308 x").with("Location: /a").with("Location: /b"), "; Location: /a, /b"),
                other(status("HTTP/1.1 400 Bad Request"), "answered 400 Bad Request", "does not take the request"),
                other(
                        status("HTTP/1.1 401 Unauthorized").with("WWW-Authenticate: Basic realm=\"\u0085\""),
                        "send an Authorization header; WWW-Authenticate: Basic realm=\"\\x85\""),
                other(status("HTTP/1.1 401 Unauthorized"), "send an Authorization header"),
                other(status("HTTP/1.1 403 Forbidden"), "answered 403 Forbidden", "Origin, cookies and credentials"),
                other(status("HTTP/1.1 405 x").with("Allow: POST"), "does not take GET"),
                other(
                        status("HTTP/1.1 407 x").with("Proxy-Authenticate: Basic"),
                        "a proxy on the way wants to know who connects; Proxy-Authenticate: Basic"),
                other(status("HTTP/1.1 410 Gone"), "answered 410 Gone", "no WebSocket endpoint at this path"),
                other(status("HTTP/1.1 418 x"), "answered 418 x", "refuses the request"),
                other(
                        status("HTTP/1.1 426 Upgrade Required").with("Sec-WebSocket-Version: 13, 8"),
                        "another version; Upgrade: websocket; Sec-WebSocket-Version: 13, 8"),
                other(status("HTTP/1.1 429 x").with("Retry-After: 7"), "try again later; Retry-After: 7"),
                other(status("HTTP/1.1 500 x"), "answered 500 x", "its log may say why"),
                other(status("HTTP/1.1 502 x").with("Retry-After: 7"), "its log may say why; Retry-After: 7"),
                other(status("HTTP/1.1 503 x").with("Retry-After: 120"), "try again later; Retry-After: 120"),
                other(status("HTTP/1.1 599 x"), "answered 599 x", "failed"),
                other(status("HTTP/1.1 600 x"), "answered 600 x", "no meaning to this status (RFC 9110 §15)"),
                other(status("HTTP/1.1 099 x"), "answered 99 x", "no meaning to this status"),
                other(status("HTTP/1.1 403 \u009b31m\\"), "answered 403 \\x9b31m\\\\ and not 101"));
    }

    @ParameterizedTest
    @MethodSource("otherStatus")
    void anotherStatusIsExplained(Responses response, List<String> texts) {
        FailedHandshake failed = response.failedAt(OFFERING);

        assertThat(failed.why()).startsWith("the server answered ").contains(texts);
        assertThat(failed.why()).contains(Integer.toString(failed.status()));
        assertThat(failed.status())
                .isEqualTo(Integer.parseInt(response.toString().substring(9, 12)));
        assertThat(failed.headers().first("Connection")).isEqualTo("Upgrade");
    }

    @Test
    void aFailureKeepsTheFieldsOfTheAnswerAsTheyCame() {
        FailedHandshake failed =
                status("HTTP/1.1 302 Found").with("Location: /\u00e9").failedAt(OFFERING);

        assertThat(failed.headers().first("location")).isEqualTo("/\u00e9");
        assertThat(failed.toString()).doesNotContain("s3pP");
    }

    @Test
    void anInterimHeadThatWasNotPassedOverIsNoSwitch() {
        ResponseHead head = new ResponseHead(100, "Continue", 1, HeaderFields.EMPTY);

        assertThat(OFFERING.judge(head, Responses.KEY))
                .isInstanceOfSatisfying(
                        FailedHandshake.class,
                        failed -> assertThat(failed.why()).contains("an interim answer"));
    }

    @Test
    void theFirstRuleThatIsBrokenIsTheOneThatIsTold() {
        Responses response = status("HTTP/1.0 404 x")
                .replacing("Upgrade", "h2c")
                .replacing("Connection", "close")
                .replacing("Sec-WebSocket-Accept", "x")
                .with("Sec-WebSocket-Extensions: x")
                .with("Sec-WebSocket-Protocol: x")
                .with("Content-Length: 1");

        assertThat(response.failedAt(PLAIN).why()).contains("answered 404");
        assertThat(response.line("HTTP/1.0 101 x").failedAt(PLAIN).why()).contains("HTTP/1.0");
        assertThat(response.line("HTTP/1.1 101 x").failedAt(PLAIN).why()).contains("upgrades to");
        assertThat(response.replacing("Upgrade", "websocket").failedAt(PLAIN).why())
                .contains("Connection");
        assertThat(response.replacing("Connection", "upgrade").failedAt(PLAIN).why())
                .contains("Accept");
        assertThat(response.replacing("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                        .failedAt(PLAIN)
                        .why())
                .contains("extension 'x'");
        assertThat(response.without("Sec-WebSocket-Extensions").failedAt(PLAIN).why())
                .contains("subprotocol 'x'");
        assertThat(response.without("Sec-WebSocket-Protocol").failedAt(PLAIN).why())
                .contains("announces content");
        assertThat(response.without("Content-Length").to(PLAIN)).isInstanceOf(Accepted.class);
    }

    static Stream<Responses> hostile() {
        return Stream.of(
                valid().replacing("Upgrade", HOSTILE),
                valid().replacing("Connection", HOSTILE),
                valid().replacing("Sec-WebSocket-Accept", HOSTILE),
                valid().with("Sec-WebSocket-Extensions: " + HOSTILE),
                valid().with("Sec-WebSocket-Extensions: permessage-deflate; x=\"" + HOSTILE + "\""),
                valid().with("Sec-WebSocket-Protocol: " + HOSTILE),
                status("HTTP/1.1 302 Found").with("Location: " + HOSTILE),
                status("HTTP/1.1 404 " + HOSTILE));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothingOfThePeerIsShownUnescapedOrAtLength(Responses response) {
        String why = response.failedAt(OFFERING).why();

        assertThat(why).hasSizeLessThan(500).contains("\\x9b31m\\x85\\xff\\\\", "...");
        assertThat(why.replace("§", "")).matches("[ -~]+");
    }

    private static ClientHandshake client(DeflateNegotiator compression) {
        return ClientHandshake.of(URI.create("ws://a/"), HeaderFields.EMPTY, List.of(), compression);
    }

    private static Arguments bad(Responses response, String why) {
        return bad(OFFERING, response, why);
    }

    private static Arguments bad(ClientHandshake client, Responses response, String why) {
        return Arguments.of(client, response, why);
    }

    private static Arguments other(Responses response, String... texts) {
        return Arguments.of(response, List.of(texts));
    }
}
