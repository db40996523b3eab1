package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Work is linear in the input: a scanner never looks at a byte again, and at none ahead of it. */
class HeadScannersTest {

    private static final byte[] LINE = "\r\nGET /chat?a=b HTTP/1.1\r\n".getBytes(ISO_8859_1);
    private static final byte[] STATUS = "HTTP/1.1 404 Not \u00e9 Found\r\n".getBytes(ISO_8859_1);
    private static final byte[] FIELDS = "Host: a \r\nA:\r\nB: \t c\t\r\n\r\n".getBytes(ISO_8859_1);

    @Test
    void aRequestLineIsFoundThroughAWindowOfOneByte() {
        RequestLineScanner scanner = new RequestLineScanner();
        for (int i = 0; i < LINE.length; i++) {
            assertThat(scanner.isDone()).isFalse();
            assertThat(scanner.scan(onlyByte(LINE, i), i, i + 1)).isEqualTo(i + 1);
        }

        assertThat(scanner.fault()).isNull();
        assertThat(scanner.isDone()).isTrue();
        assertThat(scanner.head(LINE, HeaderFields.EMPTY))
                .isEqualTo(new RequestHead("GET", "/chat?a=b", 1, HeaderFields.EMPTY));
    }

    @Test
    void aStatusLineIsFoundThroughAWindowOfOneByte() {
        StatusLineScanner scanner = new StatusLineScanner();
        for (int i = 0; i < STATUS.length; i++) {
            assertThat(scanner.isDone()).isFalse();
            assertThat(scanner.status()).isZero();
            assertThat(scanner.scan(onlyByte(STATUS, i), i, i + 1)).isEqualTo(i + 1);
        }

        assertThat(scanner.fault()).isNull();
        assertThat(scanner.isDone()).isTrue();
        assertThat(scanner.status()).isEqualTo(404);
        assertThat(scanner.head(STATUS, HeaderFields.EMPTY))
                .isEqualTo(new ResponseHead(404, "Not \u00e9 Found", 1, HeaderFields.EMPTY));
    }

    @Test
    void fieldLinesAreFoundThroughAWindowOfOneByte() {
        FieldLineScanner scanner = new FieldLineScanner(3);
        for (int i = 0; i < FIELDS.length; i++) {
            assertThat(scanner.isDone()).isFalse();
            assertThat(scanner.scan(onlyByte(FIELDS, i), i, i + 1)).isEqualTo(i + 1);
        }

        assertThat(scanner.fault()).isNull();
        assertThat(scanner.isDone()).isTrue();
        assertThat(scanner.fields(FIELDS)).isEqualTo(HeaderFields.of("Host", "a", "A", "", "B", "c"));
    }

    /** The array with every byte but one replaced by NUL, which no scanner accepts anywhere. */
    private static byte[] onlyByte(byte[] bytes, int index) {
        byte[] window = new byte[bytes.length];
        Arrays.fill(window, (byte) 0);
        window[index] = bytes[index];
        return window;
    }
}
