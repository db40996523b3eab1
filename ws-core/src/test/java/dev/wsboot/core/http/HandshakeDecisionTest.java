package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.Principal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application may decide, and what it may not. */
class HandshakeDecisionTest {

    @Test
    void thePlainYesIsOneObject() {
        assertThat(HandshakeDecision.accept()).isSameAs(HandshakeDecision.accept());
        assertThat(HandshakeDecision.accept().subprotocol()).isNull();
        assertThat(HandshakeDecision.accept().headers().size()).isZero();
        assertThat(HandshakeDecision.accept().attributes()).isEmpty();
    }

    @Test
    void eachCallAddsToANewDecision() {
        HandshakeDecision.Accept accept = HandshakeDecision.accept()
                .header("Set-Cookie", "a=1")
                .header("Set-Cookie", "b=2")
                .attribute("user", "ann")
                .attribute("user", "bob")
                .attribute("n", 1)
                .subprotocol("chat");

        assertThat(accept.headers().all("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(accept.attributes()).isEqualTo(Map.of("user", "bob", "n", 1));
        assertThat(accept.subprotocol()).isEqualTo("chat");
        assertThat(HandshakeDecision.accept().headers().size()).isZero();
        assertThat(HandshakeDecision.accept().attributes()).isEmpty();
    }

    @Test
    void anAcceptanceSaysWhoTheClientIsAndWhatIsAttached() {
        Principal ann = () -> "ann";
        HandshakeDecision.Accept accept =
                HandshakeDecision.accept().attachment("first").principal(ann).attachment("state");

        assertThat(accept.attributes()).isEqualTo(Map.of(HandshakeDecision.PRINCIPAL, ann));
        assertThat(accept.header("X-Room", "1")
                        .subprotocol("chat")
                        .attribute("n", 1)
                        .attachment())
                .isEqualTo("state");
        assertThat(HandshakeDecision.accept().attachment()).isNull();
    }

    @Test
    void aRejectionCarriesItsResponse() {
        HandshakeDecision.Reject plain = HandshakeDecision.reject(429);
        HandshakeDecision.Reject reject = plain.header("Retry-After", "3").body("Slow down");

        assertThat(reject.status()).isEqualTo(429);
        assertThat(reject.headers()).isEqualTo(HeaderFields.of("Retry-After", "3"));
        assertThat(reject.body()).isEqualTo("Slow down");
        assertThat(plain.headers().size()).isZero();
        assertThat(plain.body()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade",
                "connection",
                "CONTENT-LENGTH",
                "Transfer-Encoding",
                "Sec-WebSocket-Accept",
                "sec-websocket-protocol",
                "Sec-WebSocket-Extensions",
                "Sec-WebSocket-Anything"
            })
    void theFieldsOfTheProtocolAreNotTheApplications(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HandshakeDecision.accept().header(name, "x"))
                .withMessageContaining("'" + name + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HandshakeDecision.reject(400).header(name, "x"))
                .withMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101, 200, 302, 399, 600, 1008})
    void aRejectionIsAnError(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HandshakeDecision.reject(status))
                .withMessageContaining("400 to 599")
                .withMessageContaining(Integer.toString(status));
    }

    @Test
    void noFieldCanSplitTheResponse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HandshakeDecision.accept().header("X-Name", "a\r\nSet-Cookie: b"))
                .withMessageContaining("'X-Name'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HandshakeDecision.reject(400).header("X-Name: a\r\nB", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "a\r\nb", "caf\u00e9"})
    void aSubprotocolIsAToken(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HandshakeDecision.accept().subprotocol(name))
                .withMessageContaining("token");
    }
}
