package dev.wsboot.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ExtensionOffers;
import dev.wsboot.core.protocol.Extension;
import dev.wsboot.core.protocol.Extension.Param;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RFC 6455 §9.1, RFC 7692 §5, §7.1: header fields of a peer are refused or mean a list of extensions, and permessage-deflate is
 * agreed on exactly when an extension in it says what may be said.
 */
class ExtensionFuzzTest {

    private static final List<DeflateNegotiator> NEGOTIATORS = List.of(
            new DeflateNegotiator(false, false),
            new DeflateNegotiator(false, true),
            new DeflateNegotiator(true, false),
            new DeflateNegotiator(true, true));

    private static final String BITS = "=(8|9|1[0-5])";
    private static final Pattern OFFERED = Pattern.compile("(server|client)_no_context_takeover"
            + "|server_max_window_bits" + BITS + "|client_max_window_bits(" + BITS + ")?");
    private static final Pattern ANSWERED =
            Pattern.compile("(server|client)_no_context_takeover|(server|client)_max_window_bits" + BITS);

    /** Each line is the value of a field. */
    @FuzzTest
    void anyFieldsAreRefusedOrAgreedOn(byte[] data) {
        List<String> fields = List.of(new String(data, StandardCharsets.ISO_8859_1).split("\n", -1));
        List<Extension> extensions = ExtensionOffers.parse(fields);
        if (extensions == null) {
            return;
        }
        assertThat(extensions).isNotEmpty();
        String printed = extensions.stream().map(Extension::toString).collect(Collectors.joining(", "));
        assertThat(ExtensionOffers.parse(List.of(printed))).isEqualTo(extensions);
        for (DeflateNegotiator negotiator : NEGOTIATORS) {
            checkServer(negotiator, extensions);
            extensions.forEach(response -> checkClient(negotiator, response));
        }
    }

    private static void checkServer(DeflateNegotiator server, List<Extension> offers) {
        Optional<Extension> accepted =
                offers.stream().filter(offer -> isValid(offer, OFFERED)).findFirst();
        DeflateAgreement agreement = server.accept(offers);
        assertThat(agreement != null).isEqualTo(accepted.isPresent());
        if (agreement == null) {
            return;
        }
        Extension offer = accepted.orElseThrow();
        assertInRange(agreement);
        assertThat(agreement.clientMaxWindowBits()).isEqualTo(15);
        assertThat(agreement.serverMaxWindowBits()).isEqualTo(bits(offer, "server_max_window_bits"));
        assertThat(agreement.serverNoContextTakeover())
                .isEqualTo(!server.serverContextTakeover() || has(offer, "server_no_context_takeover"));
        assertThat(agreement.clientNoContextTakeover())
                .isEqualTo(!server.clientContextTakeover() || has(offer, "client_no_context_takeover"));
        Extension response = agreement.toExtension();
        assertThat(ExtensionOffers.parse(List.of(response.toString()))).containsExactly(response);
        assertThat(new DeflateNegotiator(true, true).confirm(response)).isEqualTo(agreement);
    }

    private static void checkClient(DeflateNegotiator client, Extension response) {
        boolean keepsOurs = client.serverContextTakeover() || has(response, "server_no_context_takeover");
        DeflateAgreement agreement = client.confirm(response);
        assertThat(agreement != null).isEqualTo(isValid(response, ANSWERED) && keepsOurs);
        if (agreement == null) {
            return;
        }
        assertInRange(agreement);
        assertThat(agreement.serverMaxWindowBits()).isEqualTo(bits(response, "server_max_window_bits"));
        assertThat(agreement.clientMaxWindowBits()).isEqualTo(bits(response, "client_max_window_bits"));
        assertThat(agreement.serverNoContextTakeover()).isEqualTo(has(response, "server_no_context_takeover"));
        assertThat(client.confirm(agreement.toExtension())).isEqualTo(agreement);
    }

    private static void assertInRange(DeflateAgreement agreement) {
        assertThat(agreement.serverMaxWindowBits()).isBetween(8, 15);
        assertThat(agreement.clientMaxWindowBits()).isBetween(8, 15);
    }

    private static boolean isValid(Extension extension, Pattern allowed) {
        List<Param> params = extension.params();
        return extension.name().equals("permessage-deflate")
                && params.stream().map(Param::name).distinct().count() == params.size()
                && params.stream()
                        .allMatch(param -> allowed.matcher(text(param)).matches());
    }

    private static String text(Param param) {
        return param.value() == null ? param.name() : param.name() + "=" + param.value();
    }

    private static boolean has(Extension extension, String name) {
        return extension.params().stream().anyMatch(param -> param.name().equals(name));
    }

    private static int bits(Extension extension, String name) {
        for (Param param : extension.params()) {
            @Nullable String value = param.value();
            if (param.name().equals(name) && value != null) {
                return Integer.parseInt(value);
            }
        }
        return 15;
    }
}
