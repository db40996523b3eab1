package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §8.1: strings of masked bytes, or none. */
class TextDecoderTest {

    private static final int KEY = 0x37FA213D;

    private final TextDecoder decoder = new TextDecoder();

    /** Decodes bytes that lie masked between others, which would be wrong in any text. */
    private String decode(byte... text) {
        ByteBuffer in = ByteBuffer.allocateDirect(text.length + 10);
        for (int i = 0; i < in.capacity(); i++) {
            in.put(i, (byte) 0xFF);
        }
        for (int i = 0; i < text.length; i++) {
            in.put(5 + i, (byte) (text[i] ^ (KEY >>> (8 * (3 - i % 4)))));
        }
        String decoded = decoder.decode(in.position(5), text.length, KEY);
        assertThat(in.position()).as("the position moves behind the text").isEqualTo(5 + text.length);
        assertThat(in.limit()).isEqualTo(in.capacity());
        return decoded;
    }

    private String decode(String text) {
        return decode(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "Hello, world: ASCII of more than one word",
                "Καλημέρα κόσμε",
                "κόσμε",
                "日本語",
                "a\u0000b",
                "\u007F\u0080\u07FF\u0800\uFFFF",
                "\uD800\uDC00\uDBFF\uDFFF",
                "ÿ is one byte in ISO 8859-1 and two in UTF-8"
            })
    void givesTheTextThatWasEncoded(String text) {
        assertThat(decode(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFFFD", "a\uFFFD", "\uFFFDa", "\uFFFD\uFFFD", "é\uFFFD€", "\uFFFD\uD83D\uDE00"})
    void theReplacementCharacterIsACharacterLikeOthers(String text) {
        assertThat(decode(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // continuation bytes that continue nothing
                "bf",
                "c3a980",
                "c2", // the end within a character
                "e282",
                "f09f98",
                "c241", // a character that breaks off
                "e28241",
                "f09f9841",
                "c080", // overlong forms
                "c1bf",
                "e09fbf",
                "f08fbfbf",
                "eda080", // surrogates, alone and in pairs
                "edbfbf",
                "eda080edb080",
                "f4908080", // above U+10FFFF
                "f5808080",
                "f888808080", // five and six bytes
                "fc8480808080",
                "fe", // bytes that no text has
                "ff",
                "efbfbdff", // beside a real U+FFFD
                "80efbfbd"
            })
    void whatIsMalformedIsNoText(String hex) {
        byte[] malformed = HexFormat.of().parseHex(hex);
        assertThat(decode(malformed)).isNull();
        for (int before = 0; before < 20; before++) {
            for (int after = 0; after < 3; after++) {
                byte[] bytes = new byte[before + malformed.length + after];
                Arrays.fill(bytes, (byte) 'a');
                System.arraycopy(malformed, 0, bytes, before, malformed.length);
                assertThat(decode(bytes)).as(Event.hex(bytes)).isNull();
            }
        }
    }

    @Test
    void aCharacterThatEndsBehindTheTextDoesNotCount() {
        ByteBuffer euro = ByteBuffer.wrap("€€".getBytes(StandardCharsets.UTF_8));
        assertThat(decoder.decode(euro, 5, 0)).isNull();
        assertThat(euro.position()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {4095, 4096, 4097, 8193, 262_143, 262_144, 262_145, 1_048_576})
    void longTextsComeWholeOnBothSidesOfEveryBufferSize(int length) {
        String ascii = "0123456789abcdef".repeat(length / 16 + 1).substring(0, length);
        assertThat(decode(ascii)).isEqualTo(ascii);
        String mixed = ascii.substring(0, length - 3) + "€";
        assertThat(decode(mixed)).isEqualTo(mixed);
        byte[] malformed = ascii.getBytes(StandardCharsets.UTF_8);
        malformed[length - 1] = (byte) 0xC3;
        assertThat(decode(malformed)).isNull();
    }

    @Test
    void nothingOfOneTextShowsInTheNext() {
        assertThat(decode("x".repeat(5_000))).hasSize(5_000);
        assertThat(decode("short")).isEqualTo("short");
        assertThat(decode("é".repeat(2_000))).isEqualTo("é".repeat(2_000));
        assertThat(decode((byte) 0xC3))
                .as("what would complete it is left from the text before")
                .isNull();
        assertThat(decode("")).isEmpty();
        assertThat(decode("after")).isEqualTo("after");
    }

    @Test
    void aTextGivenOutDoesNotChangeWithTheNext() {
        String first = decode("first");
        decode("other");
        assertThat(first).isEqualTo("first");
    }

    @Test
    void textsOfNearlyTheSameLengthShareOneArray() {
        ByteBuffer in = ByteBuffer.allocate(5_000);
        long texts = 0;
        for (int length = 4_097; length < 4_197; length++) {
            texts += length;
        }
        long cost = Allocations.of(() -> {
            for (int length = 4_097; length < 4_197; length++) {
                decoder.decode(in.clear(), length, 0);
            }
        });
        assertThat(cost).isBetween(texts, texts + texts / 2);
    }

    @Test
    void aLargeTextLeavesNoLargeArrayBehind() {
        ByteBuffer in = ByteBuffer.allocate(300_000);
        for (int i = 0; i < 2; i++) {
            long cost = Allocations.of(() -> decoder.decode(in.clear(), 300_000, 0));
            assertThat(cost).as("the text and an array of its own").isGreaterThan(600_000);
        }
    }
}
