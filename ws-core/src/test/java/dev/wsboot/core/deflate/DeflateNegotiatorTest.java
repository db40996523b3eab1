package dev.wsboot.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.http.ExtensionOffers;
import dev.wsboot.core.protocol.Extension;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 §5 and §7.1. */
class DeflateNegotiatorTest {

    private static final DeflateNegotiator STRICT = new DeflateNegotiator(false, false);
    private static final DeflateNegotiator GENEROUS = new DeflateNegotiator(true, true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    permessage-deflate                                        | permessage-deflate; server_no_context_takeover; client_no_context_takeover
                    permessage-deflate; client_max_window_bits                | permessage-deflate; server_no_context_takeover; client_no_context_takeover
                    permessage-deflate; client_max_window_bits=9              | permessage-deflate; server_no_context_takeover; client_no_context_takeover
                    permessage-deflate; server_max_window_bits=8              | permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=8
                    permessage-deflate; server_max_window_bits=15             | permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=15
                    permessage-deflate; server_max_window_bits="10"           | permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10
                    x-other, permessage-deflate                               | permessage-deflate; server_no_context_takeover; client_no_context_takeover
                    permessage-deflate; unknown, permessage-deflate; server_max_window_bits=9 | permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9
                    """)
    void aStrictServerAnswers(String offers, String response) {
        assertThat(answer(STRICT, offers)).isEqualTo(response);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    permessage-deflate                                             | permessage-deflate
                    permessage-deflate; server_no_context_takeover                 | permessage-deflate; server_no_context_takeover
                    permessage-deflate; client_no_context_takeover                 | permessage-deflate; client_no_context_takeover
                    permessage-deflate; server_max_window_bits=9; client_max_window_bits | permessage-deflate; server_max_window_bits=9
                    """)
    void aGenerousServerAnswers(String offers, String response) {
        assertThat(answer(GENEROUS, offers)).isEqualTo(response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-webkit-deflate-frame",
                "permessage-deflate; unknown",
                "permessage-deflate; unknown=1",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=true",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=08",
                "permessage-deflate; server_max_window_bits=+8",
                "permessage-deflate; server_max_window_bits=abc",
                "permessage-deflate; server_max_window_bits=9; server_max_window_bits=9",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                "Permessage-Deflate"
            })
    void aServerDeclines(String offers) {
        assertThat(answer(GENEROUS, offers)).isNull();
        assertThat(answer(STRICT, offers)).isNull();
    }

    @Test
    void anAgreementIsConfirmedByTheClientThatOfferedIt() {
        for (boolean server : new boolean[] {true, false}) {
            for (boolean client : new boolean[] {true, false}) {
                DeflateNegotiator negotiator = new DeflateNegotiator(server, client);
                DeflateAgreement accepted = GENEROUS.accept(List.of(negotiator.offer()));
                assertThat(accepted).isNotNull();
                assertThat(negotiator.confirm(accepted.toExtension())).isEqualTo(accepted);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-other",
                "permessage-deflate; unknown; server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover; server_max_window_bits",
                "permessage-deflate; server_no_context_takeover; server_max_window_bits=7",
                "permessage-deflate; server_no_context_takeover; client_max_window_bits",
                "permessage-deflate; server_no_context_takeover; client_max_window_bits=16",
                "permessage-deflate"
            })
    void aClientThatWantsNoServerContextRefuses(String response) {
        assertThat(STRICT.confirm(parse(response).get(0))).isNull();
    }

    @Test
    void aClientKeepsTheWindowThatTheServerLeavesIt() {
        DeflateAgreement agreed = GENEROUS.confirm(
                parse("permessage-deflate; client_max_window_bits=9").get(0));
        assertThat(agreed).isEqualTo(new DeflateAgreement(false, false, 15, 9, false));
    }

    private static @Nullable String answer(DeflateNegotiator negotiator, String offers) {
        DeflateAgreement agreement = negotiator.accept(parse(offers));
        return agreement == null ? null : agreement.toExtension().toString();
    }

    private static List<Extension> parse(String field) {
        List<Extension> extensions = ExtensionOffers.parse(List.of(field));
        assertThat(extensions).isNotNull();
        return new ArrayList<>(extensions);
    }
}
