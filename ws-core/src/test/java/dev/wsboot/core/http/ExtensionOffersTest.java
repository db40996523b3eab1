package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Extension;
import dev.wsboot.core.protocol.Extension.Param;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §9.1: the syntax of Sec-WebSocket-Extensions. */
class ExtensionOffersTest {

    private static final Extension DEFLATE =
            new Extension("permessage-deflate", List.of(new Param("client_max_window_bits", null)));

    @Test
    void noFieldOffersNothing() {
        assertThat(ExtensionOffers.parse(List.of())).isEmpty();
    }

    @Test
    void whatBrowsersOfferIsOneExtension() {
        assertThat(parse("permessage-deflate; client_max_window_bits")).containsExactly(DEFLATE);
    }

    @Test
    void offersAndParametersKeepTheirOrderAndTheirRepetitions() { // RFC 7692 §7 decides about repetitions, not the
        // syntax
        assertThat(parse("permessage-deflate; a=1; b; a=2, foo, permessage-deflate"))
                .containsExactly(
                        new Extension(
                                "permessage-deflate",
                                List.of(new Param("a", "1"), new Param("b", null), new Param("a", "2"))),
                        new Extension("foo", List.of()),
                        new Extension("permessage-deflate", List.of()));
    }

    @Test
    void severalFieldsMakeOneList() {
        assertThat(ExtensionOffers.parse(List.of("a", "", "b;c")))
                .containsExactly(new Extension("a", List.of()), new Extension("b", List.of(new Param("c", null))));
    }

    @Test
    void quotedValuesAreTheirContent() {
        assertThat(parse("a; b=\"10\"; c=\"\\1\\0\"; d=10"))
                .containsExactly(
                        new Extension("a", List.of(new Param("b", "10"), new Param("c", "10"), new Param("d", "10"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate;client_max_window_bits",
                " permessage-deflate \t;\t client_max_window_bits ",
                ",permessage-deflate; client_max_window_bits,",
                ", , permessage-deflate; client_max_window_bits, ,"
            })
    void whiteSpaceAndEmptyElementsDoNotCount(String value) {
        assertThat(parse(value)).containsExactly(DEFLATE);
    }

    @Test
    void whiteSpaceMayStandAroundTheEqualsSign() {
        assertThat(parse("a; b = 1; c\t=\t\"2\""))
                .containsExactly(new Extension("a", List.of(new Param("b", "1"), new Param("c", "2"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                ";",
                "=",
                "a;",
                "a;;b",
                "a; ,b",
                ";a",
                "a b",
                "a=1",
                "a; b=",
                "a; =1",
                "a; b=1 2",
                "a; b==1",
                "a; b=1=2",
                "a; b=\"",
                "a; b=\"1",
                "a; b=\"1\\",
                "a; b=\"1\\\"",
                "a; b=\"\"",
                "a; b=\"1 2\"", // unquoted it must be a token
                "a; b=\"1,2\"",
                "a; b=\"1\"2",
                "a; b=2\"1\"",
                "a; \"b\"=1",
                "\"a\"",
                "a/b",
                "a; b/c",
                "caf\u00e9",
                "a; b=\u00e9"
            })
    void anythingElseIsMalformed(String value) {
        assertThat(ExtensionOffers.parse(List.of(value))).isNull();
        if (!value.isBlank() && !value.equals(",")) {
            assertThat(ExtensionOffers.parse(List.of("good", value))).isNull();
        }
    }

    @Test
    void anyTextIsEitherReadOrRefused() {
        Random random = Heads.random("anyTextIsEitherReadOrRefused");
        String alphabet = "ab,;=\"\\ \t\u00e9";
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder value = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<Extension> offers = ExtensionOffers.parse(List.of(value.toString()));
            if (offers != null) {
                read++;
                assertThat(ExtensionOffers.parse(List.of(written(offers))))
                        .as("'%s'", value)
                        .isEqualTo(offers);
            }
        }
        assertThat(read).isPositive();
    }

    private static String written(List<Extension> offers) {
        StringBuilder text = new StringBuilder();
        for (Extension offer : offers) {
            text.append(text.isEmpty() ? "" : ", ").append(offer.name());
            for (Param param : offer.params()) {
                text.append("; ").append(param.name()).append(param.value() == null ? "" : "=" + param.value());
            }
        }
        return text.toString();
    }

    private static List<Extension> parse(String value) {
        List<Extension> offers = ExtensionOffers.parse(List.of(value));
        assertThat(offers).as(value).isNotNull();
        return offers;
    }
}
