package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.wsboot.core.http.ServerHandshake.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 §4.2.2: the bytes of the 101 response. */
class ServerHandshakeResponseTest {

    private static final String PLAIN = Heads.crlf("""
                        HTTP/1.1 101 Switching Protocols
                        Upgrade: websocket
                        Connection: Upgrade
                        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
                        """);

    @Test
    void theSampleHandshakeHasTheSampleResponse() { // RFC 6455 §1.2, §1.3
        Candidate<String> candidate =
                Requests.valid().with("Sec-WebSocket-Protocol: chat, superchat").candidate();

        assertThat(response(candidate, HandshakeDecision.accept(), List.of("chat"), null))
                .isEqualTo(PLAIN + "Sec-WebSocket-Protocol: chat\r\n\r\n");
    }

    @Test
    void nothingIsAddedThatWasNotAgreedOn() {
        assertThat(response(Requests.valid().candidate(), HandshakeDecision.accept(), List.of("chat"), null))
                .isEqualTo(PLAIN + "\r\n");
    }

    @Test
    void extensionsAndTheApplicationsFieldsFollow() {
        HandshakeDecision.Accept accept =
                HandshakeDecision.accept().header("Set-Cookie", "a=1").header("Set-Cookie", "b=\u00e9");

        assertThat(response(Requests.valid().candidate(), accept, List.of(), "permessage-deflate"))
                .isEqualTo(PLAIN + "Sec-WebSocket-Extensions: permessage-deflate\r\n"
                        + "Set-Cookie: a=1\r\nSet-Cookie: b=\u00e9\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'a, b', 'b a', , b", // the server's preference
        "'a, b', 'c b a', , b",
        "'a, b', 'c', , ",
        "'a, b', '', , ",
        "'a, b', 'A', , ", // names have case
        "'a, b', 'b', a, a", // the decision is stronger
        "'a, b', '', a, a"
    })
    void aSubprotocolIsChosenAndNeverJustEchoed(String offered, String preferred, String decided, String chosen) {
        Candidate<String> candidate =
                Requests.valid().with("Sec-WebSocket-Protocol: " + offered).candidate();
        HandshakeDecision.Accept accept = decided == null
                ? HandshakeDecision.accept()
                : HandshakeDecision.accept().subprotocol(decided);
        List<String> preferences = List.of(preferred.split(" "));

        assertThat(ServerHandshake.subprotocol(candidate.handshake(), accept, preferences))
                .isEqualTo(chosen);
        String field = chosen == null ? "" : "Sec-WebSocket-Protocol: " + chosen + "\r\n";
        assertThat(response(candidate, accept, preferences, null)).isEqualTo(PLAIN + field + "\r\n");
    }

    @Test
    void aSubprotocolThatWasNotOfferedIsTheProgrammersFault() {
        Candidate<String> candidate =
                Requests.valid().with("Sec-WebSocket-Protocol: a, b").candidate();

        assertThatIllegalStateException()
                .isThrownBy(() -> response(candidate, HandshakeDecision.accept().subprotocol("c"), List.of("a"), null))
                .withMessageContaining("'c'")
                .withMessageContaining("Handshake.subprotocols()");
    }

    private static String response(
            Candidate<String> candidate,
            HandshakeDecision.Accept accept,
            List<String> subprotocols,
            String extensions) {
        return Heads.text(ServerHandshake.accept(candidate, accept, subprotocols, extensions));
    }
}
