package dev.wsboot.core.http;

import static dev.wsboot.core.http.Heads.crlf;
import static dev.wsboot.core.http.Heads.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of every refusal, and what they say to whom. */
class RefusalTest {

    private static final String HOSTILE = "/\u001b[2J\r\nX-Evil: 1";

    static Stream<Refusal> everyRefusal() {
        return Stream.of(
                Refusal.malformed("a reason"),
                Refusal.illegalByte(0, "a field value"),
                Refusal.tlsOnPlainPort(),
                Refusal.bodyNotAllowed(),
                Refusal.originNotAllowed("a reason"),
                Refusal.notFound(HOSTILE),
                Refusal.methodNotAllowed(HOSTILE),
                Refusal.timedOut(),
                Refusal.requestLineTooLong(1),
                Refusal.upgradeRequired("a reason"),
                Refusal.headTooLarge(1),
                Refusal.tooManyFields(1),
                Refusal.handlerFailed(),
                Refusal.unavailable(5, "ws.limits.max-connections is reached"),
                Refusal.versionNotSupported(),
                Refusal.rejected(HandshakeDecision.reject(418)));
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void everyResponseIsWellFormedAndCloses(Refusal refusal) { // RFC 9112 §4, §9.6
        String response = text(refusal.encode());
        String head = response.substring(0, response.indexOf("\r\n\r\n") + 2);
        String body = response.substring(head.length() + 2);

        assertThat(head).startsWith("HTTP/1.1 " + refusal.status() + " ");
        assertThat(head).matches("HTTP/1\\.1 [0-9]{3} [A-Za-z ]*\r\n([A-Za-z-]+: [ -~]+\r\n)+");
        assertThat(head).containsOnlyOnce("Connection: ").containsPattern("Connection: (Upgrade, )?close\r\n");
        assertThat(head).contains("Content-Type: text/plain; charset=utf-8\r\n");
        assertThat(head).contains("Content-Length: " + body.length() + "\r\n");
        assertThat(body).isEqualTo(refusal.body()).isNotEmpty().endsWith("\n");
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void nothingThatAPeerSentComesBackOrReachesTheLogRaw(Refusal refusal) {
        assertThat(text(refusal.encode())).doesNotContain("X-Evil");
        assertThat(refusal.why()).matches("[ -~§]+");
    }

    @Test
    void aForbiddenOriginInFull() {
        assertThat(text(Refusal.originNotAllowed("why").encode()))
                .isEqualTo(crlf("""
                        HTTP/1.1 403 Forbidden
                        Connection: close
                        Content-Type: text/plain; charset=utf-8
                        Content-Length: 43

                        """) + "Pages of this origin may not connect here.\n");
    }

    @Test
    void anotherProtocolIsToldWhatToUpgradeTo() { // RFC 9110 §15.5.22, RFC 6455 §4.4
        assertThat(text(Refusal.upgradeRequired("why").encode())).startsWith(crlf("""
                        HTTP/1.1 426 Upgrade Required
                        Connection: Upgrade, close
                        Upgrade: websocket
                        Sec-WebSocket-Version: 13
                        """));
    }

    @Test
    void anotherMethodIsToldWhichOneIsAllowed() { // RFC 9110 §15.5.6
        assertThat(text(Refusal.methodNotAllowed("POST").encode())).contains("\r\nAllow: GET\r\n");
    }

    @Test
    void aFullServerSaysWhenToComeBack() { // RFC 9110 §10.2.3
        assertThat(text(Refusal.unavailable(5, "why").encode())).contains("\r\nRetry-After: 5\r\n");
        assertThatIllegalArgumentException().isThrownBy(() -> Refusal.unavailable(-1, "why"));
    }

    @Test
    void anAnswerToHeadHasNoContentAndDescribesNone() { // RFC 9110 §9.3.2, §8.6
        assertThat(text(Refusal.methodNotAllowed("HEAD").withoutBody().encode()))
                .isEqualTo("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nAllow: GET\r\n\r\n");
    }

    @Test
    void aRejectionCarriesWhatTheApplicationSaid() {
        HandshakeDecision.Reject reject = HandshakeDecision.reject(401)
                .header("WWW-Authenticate", "Bearer")
                .header("Content-Type", "application/json")
                .body("{\"error\":\"\u00e9\"}");
        String response = UTF_8.decode(Refusal.rejected(reject).encode()).toString();

        assertThat(response).isEqualTo(crlf("""
                        HTTP/1.1 401 Unauthorized
                        Connection: close
                        WWW-Authenticate: Bearer
                        Content-Type: application/json
                        Content-Length: 14

                        {"error":"\u00e9"}"""));
    }

    @Test
    void anEmptyBodyOfTheApplicationHasLengthZero() {
        Refusal refusal = Refusal.rejected(HandshakeDecision.reject(403).body(""));

        assertThat(text(refusal.encode())).contains("\r\nContent-Length: 0\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void aRejectionWith426SaysWhatToUpgradeToAsWell() {
        assertThat(text(Refusal.rejected(HandshakeDecision.reject(426)).encode()))
                .contains("\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n");
    }

    @Test
    void everyLimitNamesThePropertyThatRaisesIt() {
        assertThat(Refusal.requestLineTooLong(10).why()).contains("ws.handshake.max-header-size");
        assertThat(Refusal.headTooLarge(10).why()).contains("ws.handshake.max-header-size");
        assertThat(Refusal.tooManyFields(10).why()).contains("ws.handshake.max-header-count");
        assertThat(Refusal.timedOut().why()).contains("ws.handshake.timeout");
    }

    @Test
    void onlyErrorsAreRefusals() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusal(200, HeaderFields.EMPTY, "", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusal(600, HeaderFields.EMPTY, "", ""));
    }
}
