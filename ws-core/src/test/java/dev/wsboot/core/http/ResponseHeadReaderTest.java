package dev.wsboot.core.http;

import static dev.wsboot.core.http.Heads.bytes;
import static dev.wsboot.core.http.Heads.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 §2 to §5: what is a response head, and what is not. Chunks of all kinds are in {@link HeadChunkingTest}. */
class ResponseHeadReaderTest {

    private static final String LINE = "HTTP/1.1 101 Switching Protocols\r\n";

    @Test
    void theSampleAnswerIsReadInFull() {
        assertThat(head(Responses.SAMPLE))
                .isEqualTo(new ResponseHead(
                        101,
                        "Switching Protocols",
                        1,
                        HeaderFields.of(
                                "Upgrade", "websocket",
                                "Connection", "Upgrade",
                                "Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                                "Sec-WebSocket-Protocol", "chat")));
    }

    @Test
    void framesInTheSameSegmentStayInTheBuffer() {
        ByteBuffer in = bytes(Responses.SAMPLE + "\u0081\u0005hello");

        assertThat(reader().read(in)).isInstanceOf(ResponseHead.class);
        assertThat(text(in)).isEqualTo("\u0081\u0005hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "HTTP/1.1 101 Switching Protocols|101|Switching Protocols|1",
                "HTTP/1.1 101 |101||1", // no reason phrase, its space is there
                "HTTP/1.1 101|101||1", // RFC 9112 §4: white space at the end may be overlooked
                "HTTP/1.9 404 \u00e9\tx  |404|\u00e9\tx  |9",
                "HTTP/1.0 200 OK|200|OK|0",
                "HTTP/1.1 999 x|999|x|1",
                "HTTP/1.1 099 x|99|x|1"
            })
    void aStatusLineIsReadAsItStands(String line, int status, @Nullable String reason, int minor) {
        assertThat(head(line + "\r\n\r\n"))
                .isEqualTo(new ResponseHead(status, reason == null ? "" : reason, minor, HeaderFields.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101\n", // bare LF, RFC 9112 §2.2
                "HTTP/1.1 101 OK\n",
                "HTTP/1.1 101 OK\rX",
                "HTTP/1.1 101\rX",
                "HTTP/1.1 101\t\r\n",
                "HTTP/1.1 10\r\n",
                "HTTP/1.1 10 OK\r\n",
                "HTTP/1.1 1011 OK\r\n",
                "HTTP/1.1 1O1 OK\r\n",
                "HTTP/1.1 d01 OK\r\n",
                "HTTP/1.1 -01 OK\r\n",
                "HTTP/1.1  101 OK\r\n",
                "HTTP/1.1\t101 OK\r\n",
                "HTTP/1.1\r\n",
                "HTTP/1.10 101 OK\r\n",
                "HTTP/1,1 101 OK\r\n",
                "HTTP/1.x 101 OK\r\n",
                "HTTP/1.d 101 OK\r\n",
                "HTTP/11 101 OK\r\n",
                "http/1.1 101 OK\r\n",
                "HTTPS/1.1 101 OK\r\n",
                " HTTP/1.1 101 OK\r\n",
                "\r\nHTTP/1.1 101 OK\r\n", // an empty line before it is for requests only
                "HTTP/1.1 101 \u0000\r\n",
                "HTTP/1.1 101 a\u001b[31m\r\n",
                "HTTP/1.1 101 \u007f\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "220 mail.example.com ESMTP\r\n",
                "\u0081\u0005hello", // a frame without a handshake
                "\u0000"
            })
    void aStatusLineOfAnotherShapeHasNoStatus(String line) { // RFC 9112 §4
        FailedHandshake failed = failed(line);

        assertThat(failed.status()).isZero();
        assertThat(failed.headers()).isEqualTo(HeaderFields.EMPTY);
        assertThat(failed.why()).contains("not a valid HTTP/1.1 response head", "(RFC 9112 §4)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " A: b\r\n", // white space before the first field, RFC 9112 §2.2
                "A: b\r\n c\r\n", // obs-fold, RFC 9112 §5.2
                "A: b\r\n\tc\r\n",
                "A : b\r\n", // RFC 9112 §5.1
                ": b\r\n",
                "A\r\n",
                "A(: b\r\n",
                "\u00c4: b\r\n",
                "A: b\n",
                "A: b\rC: d\r\n",
                "A: b\u0000\r\n",
                "A: \u001b[31m\r\n",
                "\n",
                "\rX",
                "A: b\r\n\rX"
            })
    void aFieldLineOfAnotherShapeFailsWithTheStatusThatWasRead(String lines) { // RFC 9112 §5, §2.2
        FailedHandshake failed = failed("HTTP/1.1 404 Not Found\r\n" + lines);

        assertThat(failed.status()).isEqualTo(404);
        assertThat(failed.why()).contains("not a valid HTTP/1.1 response head", "(RFC 9112 §5)");
    }

    @Test
    void aFaultNamesItsByteAndItsPlace() {
        assertThat(failed(LINE + "A : b").why())
                .isEqualTo("the server's answer is not a valid HTTP/1.1 response head:"
                        + " the byte 0x20 is not allowed in a field name (RFC 9112 §5)");
    }

    @Test
    void aFaultIsReportedAtItsByteAndNotAtTheEnd() {
        ByteBuffer in = bytes(LINE + "A : b");
        reader().read(in);

        assertThat(text(in)).isEqualTo(": b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0 101 OK\r\n", "HTTP/0.9 101 OK\r\n", "HTTP/3", "HTTP/2 200 \r\n"})
    void anotherMajorVersionIsToldAsSuch(String line) { // RFC 6455 §4.1
        assertThat(failed(line).why()).contains("another version than HTTP/1.x");
        assertThat(failed(line).status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0015\u0003\u0001\u0000\u0002\u0002F", "\u0016\u0003\u0003"})
    void aServerThatAnswersWithTlsIsToldAsSuch(String record) {
        assertThat(failed(record).why()).contains("answers with TLS", "wss://");
    }

    @Test
    void interimResponsesArePassedOver() { // RFC 9110 §15.2
        ByteBuffer in = bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
                + "HTTP/1.1 199\r\n\r\n" + Responses.SAMPLE + "frame");

        assertThat(reader().read(in)).isEqualTo(head(Responses.SAMPLE));
        assertThat(text(in)).isEqualTo("frame");
    }

    @Test
    void aHeadOfExactlyTheLimitPassesAndOneByteMoreDoesNot() {
        String head = LINE + "A: b\r\n\r\n";

        assertThat(new ResponseHeadReader(head.length(), 8).read(bytes(head))).isInstanceOf(ResponseHead.class);
        assertThat(failed(new ResponseHeadReader(head.length() - 1, 8).read(bytes(head))))
                .isEqualTo(new FailedHandshake(
                        101,
                        "the head of the server's answer is larger than " + (head.length() - 1)
                                + " bytes: see maxHeaderSize",
                        HeaderFields.EMPTY));
    }

    @Test
    void aStatusLineOverTheLimitHasNoStatus() {
        FailedHandshake failed = failed(new ResponseHeadReader(20, 8).read(bytes("HTTP/1.1 200 " + "a".repeat(20))));

        assertThat(failed.status()).isZero();
        assertThat(failed.why()).contains("larger than 20 bytes");
    }

    @Test
    void interimResponsesCountAgainstTheLimitToo() {
        String interim = "HTTP/1.1 100 \r\n\r\n";
        String all = interim + interim + LINE + "\r\n";

        assertThat(new ResponseHeadReader(all.length(), 8).read(bytes(all))).isInstanceOf(ResponseHead.class);
        assertThat(failed(new ResponseHeadReader(all.length() - 1, 8).read(bytes(all)))
                        .why())
                .contains("larger than " + (all.length() - 1) + " bytes");

        ResponseHeadReader reader = new ResponseHeadReader(2 * interim.length(), 8);
        assertThat(failed(reader.read(bytes(all))).why()).contains("larger than " + 2 * interim.length() + " bytes");
        assertThatIllegalStateException().isThrownBy(() -> reader.read(bytes(all)));
    }

    @Test
    void exactlyTheLimitOfFieldsPassesAndOneMoreDoesNot() {
        String three = LINE + "A: 1\r\nA: 2\r\nB: 3\r\n";

        assertThat(new ResponseHeadReader(500, 3).read(bytes(three + "\r\n"))).isInstanceOf(ResponseHead.class);
        assertThat(failed(new ResponseHeadReader(500, 3).read(bytes(three + "C")))
                        .why())
                .isEqualTo("the head of the server's answer has more than 3 fields: see maxHeaderCount");
    }

    @Test
    void aReaderIsGoodForOneAnswerOnly() {
        ResponseHeadReader reader = reader();
        assertThat(reader.read(bytes(LINE + "\r\n"))).isNotNull();

        assertThatIllegalStateException().isThrownBy(() -> reader.read(bytes(LINE)));
    }

    @Test
    void memoryFollowsWhatWasReceivedAndIsGivenBack() {
        ResponseHeadReader reader = new ResponseHeadReader(1 << 20, 8);
        assertThat(reader.capacity()).isZero();

        reader.read(bytes(LINE + "A: "));
        for (int received = LINE.length() + 4; received <= 10_000; received++) {
            reader.read(bytes("b"));
            assertThat(reader.capacity()).isLessThanOrEqualTo(Math.max(64, 2 * received));
        }
        reader.read(bytes("\r\n\r\n"));
        assertThat(reader.capacity()).isZero();
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResponseHeadReader(0, 1))
                .withMessage("maxBytes must be 1 to 16777216, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResponseHeadReader(ResponseHeadReader.MAX_BYTES + 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResponseHeadReader(1, 0))
                .withMessage("maxFields must be at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResponseHead(1000, "", 1, HeaderFields.EMPTY))
                .withMessageContaining("1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResponseHead(101, "", 10, HeaderFields.EMPTY))
                .withMessageContaining("10");
    }

    @Test
    void aHeadInALogShowsNoValuesAndNothingUnescaped() {
        assertThat(head("HTTP/1.1 200 \u0085\r\nSet-Cookie: secret\r\n\r\n").toString())
                .isEqualTo("HTTP/1.1 200 \\x85 HeaderFields[Set-Cookie]");
    }

    private static ResponseHeadReader reader() {
        return new ResponseHeadReader(Heads.MAX_BYTES, Heads.MAX_FIELDS);
    }

    private static ResponseHead head(String octets) {
        ResponseResult result = reader().read(bytes(octets));
        assertThat(result).as(octets).isInstanceOf(ResponseHead.class);
        return (ResponseHead) result;
    }

    private static FailedHandshake failed(String octets) {
        return failed(reader().read(bytes(octets)));
    }

    private static FailedHandshake failed(@Nullable ResponseResult result) {
        assertThat(result).isInstanceOf(FailedHandshake.class);
        return (FailedHandshake) result;
    }
}
