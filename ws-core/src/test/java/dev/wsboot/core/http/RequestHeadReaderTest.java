package dev.wsboot.core.http;

import static dev.wsboot.core.http.Heads.bytes;
import static dev.wsboot.core.http.Heads.head;
import static dev.wsboot.core.http.Heads.reader;
import static dev.wsboot.core.http.Heads.refusal;
import static dev.wsboot.core.http.Heads.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 §2 to §5: what is a request head, and what is not. */
class RequestHeadReaderTest {

    private static final String LINE = "GET / HTTP/1.1\r\n";

    @Test
    void theSampleHandshakeIsReadInFull() {
        RequestHead head = head(Heads.SAMPLE);

        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.target()).isEqualTo("/chat");
        assertThat(head.minorVersion()).isEqualTo(1);
        assertThat(head.headers())
                .isEqualTo(HeaderFields.of(
                        "Host", "server.example.com",
                        "Upgrade", "websocket",
                        "Connection", "Upgrade",
                        "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                        "Origin", "http://example.com",
                        "Sec-WebSocket-Protocol", "chat, superchat",
                        "Sec-WebSocket-Version", "13"));
    }

    @Test
    void whatFollowsTheHeadStaysInTheBuffer() {
        ByteBuffer in = bytes(Heads.SAMPLE + "\u0081\u0085frame");

        assertThat(reader().read(in)).isInstanceOf(RequestHead.class);
        assertThat(text(in)).isEqualTo("\u0081\u0085frame");
    }

    @Test
    void aDirectBufferAndASliceAreReadLikeAnArray() {
        byte[] octets = Heads.SAMPLE.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        ByteBuffer direct = ByteBuffer.allocateDirect(octets.length + 3)
                .put(octets)
                .put(new byte[3])
                .flip();
        ByteBuffer slice = ByteBuffer.allocate(octets.length + 7)
                .position(7)
                .put(octets)
                .position(7)
                .slice();

        assertThat(reader().read(direct)).isEqualTo(head(Heads.SAMPLE));
        assertThat(direct.remaining()).isEqualTo(3);
        assertThat(reader().read(slice.asReadOnlyBuffer())).isEqualTo(head(Heads.SAMPLE));
    }

    @Test
    void anUnfinishedHeadIsTakenInAndAsksForMore() {
        RequestHeadReader reader = reader();
        ByteBuffer in = bytes("GET / HTTP/1.1\r\nHost: a");

        assertThat(reader.read(in)).isNull();
        assertThat(in.hasRemaining()).isFalse();
        assertThat(reader.read(bytes(""))).isNull();
        assertThat(reader.read(bytes("\r\n\r\n")))
                .isEqualTo(new RequestHead("GET", "/", 1, HeaderFields.of("Host", "a")));
    }

    @Test
    void aReaderIsGoodForOneHeadOnly() {
        RequestHeadReader reader = reader();
        assertThat(reader.read(bytes(LINE + "\r\n"))).isNotNull();

        assertThatIllegalStateException().isThrownBy(() -> reader.read(bytes(LINE)));
    }

    @Test
    void oneEmptyLineBeforeTheRequestLineIsIgnored() { // RFC 9112 §2.2
        assertThat(head("\r\n" + LINE + "\r\n")).isEqualTo(head(LINE + "\r\n"));
        assertThat(refusal("\r\n\r\n" + LINE + "\r\n").status()).isEqualTo(400);
    }

    @Test
    void whiteSpaceAroundAValueIsNotPartOfIt() { // RFC 9112 §5.1
        HeaderFields headers =
                head(LINE + "A:b\r\nC: \t d e\t f \t \r\nG:\r\nH: \t\r\n\r\n").headers();

        assertThat(headers).isEqualTo(HeaderFields.of("A", "b", "C", "d e\t f", "G", "", "H", ""));
    }

    @Test
    void octetsBeyondAsciiAreAllowedInValuesAndReadAsLatin1() { // RFC 9110 §5.5
        assertThat(head(LINE + "A: \u0080caf\u00e9\u00ff\r\n\r\n").headers().first("a"))
                .isEqualTo("\u0080caf\u00e9\u00ff");
    }

    @Test
    void everyTokenCharacterIsGoodForMethodsAndNames() { // RFC 9110 §5.6.2
        String token = "!#$%&'*+-.^_`|~09azAZ";
        RequestHead head = head(token + " / HTTP/1.9\r\n" + token + ": x\r\n\r\n");

        assertThat(head.method()).isEqualTo(token);
        assertThat(head.minorVersion()).isEqualTo(9);
        assertThat(head.headers().first(token)).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\n", // bare LF, RFC 9112 §2.2
                "GET / HTTP/1.1\rX",
                "GET / HTTP/1.1 \r\n",
                "GET  / HTTP/1.1\r\n",
                "GET /  HTTP/1.1\r\n",
                "GET /\tHTTP/1.1\r\n",
                "GET\t/ HTTP/1.1\r\n",
                " GET / HTTP/1.1\r\n",
                "\nGET / HTTP/1.1\r\n",
                "\rGET / HTTP/1.1\r\n",
                "GET /\r\n", // HTTP/0.9
                "GET / \r\n",
                "GET\r\n",
                "GET / HTTP/1.1x",
                "GET / HTTP/11\r\n",
                "GET / HTTP/1.10\r\n",
                "GET / HTTP/1,1\r\n",
                "GET / http/1.1\r\n",
                "GET / HTTP/a.1\r\n",
                "GET / HTTP/1.d\r\n",
                "GET / HTTP/d.1\r\n",
                "GET / HTTPS/1.1\r\n",
                "GET /a b HTTP/1.1\r\n",
                "GET /\u0000 HTTP/1.1\r\n",
                "GET /\u007f HTTP/1.1\r\n",
                "GET /\u00e9 HTTP/1.1\r\n",
                "G\u0000T / HTTP/1.1\r\n",
                "G(T / HTTP/1.1\r\n",
                "G\u00c9T / HTTP/1.1\r\n",
                "\u0081\u0080\u0000", // a WebSocket frame without a handshake
                "\u0000"
            })
    void aRequestLineOfAnotherShapeIsMalformed(String line) { // RFC 9112 §3
        assertThat(refusal(line).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " A: b\r\n", // white space before the first field, RFC 9112 §2.2
                "\tA: b\r\n",
                "A: b\r\n c\r\n", // obs-fold, RFC 9112 §5.2
                "A: b\r\n\tc\r\n",
                "A : b\r\n", // RFC 9112 §5.1
                "A\t: b\r\n",
                ": b\r\n",
                "A\r\n",
                "A b\r\n",
                "A(: b\r\n",
                "\u00c4: b\r\n",
                "A\u0000: b\r\n",
                "A: b\n",
                "A: b\n\n",
                "A: b\rC: d\r\n",
                "A: b\r\r\n",
                "A: b\u0000\r\n",
                "A: \u0001\r\n",
                "A: \u000b\r\n",
                "A: \u001b[31m\r\n",
                "A: \u007f\r\n",
                "\n",
                "\rX",
                "A: b\r\n\n",
                "A: b\r\n\rX"
            })
    void aFieldLineOfAnotherShapeIsMalformed(String lines) { // RFC 9112 §5, §2.2
        assertThat(refusal(LINE + lines).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "0.9", "2.0", "2.1", "3.0", "9.9"})
    void anotherVersionThanOnePointOneOrHigherIsNotSupported(String version) { // RFC 6455 §4.1
        assertThat(refusal("GET / HTTP/" + version + "\r\n").status()).isEqualTo(505);
    }

    @Test
    void theHttp2PrefaceIsAnsweredAtItsFirstLine() { // RFC 9113 §3.4
        ByteBuffer in = bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        assertThat(reader().read(in))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(505));
    }

    @Test
    void aTlsHandshakeOnThisPortIsToldThatItIsPlain() {
        Refusal refusal = refusal("\u0016\u0003\u0001\u0002\u0000\u0001");

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.body()).contains("plain HTTP").contains("ws://");
        assertThat(refusal.why()).contains("ws.ssl.bundle");
    }

    @Test
    void aFaultIsReportedAtItsByteAndNotAtTheEnd() {
        ByteBuffer in = bytes("GET / HTTP/1.1\r\nA : b");
        reader().read(in);

        assertThat(text(in)).isEqualTo(": b");
    }

    @Test
    void aHeadOfExactlyTheLimitPassesAndOneByteMoreDoesNot() {
        String head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

        assertThat(new RequestHeadReader(head.length(), 8).read(bytes(head))).isInstanceOf(RequestHead.class);
        assertThat(status(new RequestHeadReader(head.length() - 1, 8).read(bytes(head))))
                .isEqualTo(431);
    }

    @Test
    void aHeadOverTheLimitIsRefusedAtTheLimitWhateverMayCome() {
        String head = "GET / HTTP/1.1\r\nHost: a\r\n";
        Refusal refusal = (Refusal) new RequestHeadReader(head.length(), 8).read(bytes(head));

        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(431);
        assertThat(refusal.why()).contains("ws.handshake.max-header-size").contains(head.length() + " bytes");
    }

    @Test
    void aRequestLineOfExactlyTheLimitIsNotTooLongButItsHeadIsTooLarge() { // RFC 9110 §15.5.15
        String line = "GET /0123456789 HTTP/1.1\r\n";

        assertThat(status(new RequestHeadReader(line.length(), 8).read(bytes(line + "\r\n"))))
                .isEqualTo(431);
        assertThat(status(new RequestHeadReader(line.length() - 1, 8).read(bytes(line + "\r\n"))))
                .isEqualTo(414);
        assertThat(status(new RequestHeadReader(10, 8).read(bytes("A".repeat(11)))))
                .isEqualTo(414);
    }

    @Test
    void exactlyTheLimitOfFieldsPassesAndOneMoreDoesNot() {
        String three = LINE + "A: 1\r\nA: 2\r\nB: 3\r\n";

        assertThat(new RequestHeadReader(500, 3).read(bytes(three + "\r\n"))).isInstanceOf(RequestHead.class);
        Refusal refusal = (Refusal) new RequestHeadReader(500, 3).read(bytes(three + "C"));
        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(431);
        assertThat(refusal.why()).contains("ws.handshake.max-header-count").contains("3 fields");
    }

    @Test
    void moreFieldsThanThePositionsFirstHoldAreAllThere() {
        StringBuilder lines = new StringBuilder(LINE);
        for (int i = 0; i < Heads.MAX_FIELDS; i++) {
            lines.append("N").append(i).append(": ").append(i).append("\r\n");
        }
        HeaderFields headers = head(lines + "\r\n").headers();

        assertThat(headers.size()).isEqualTo(Heads.MAX_FIELDS);
        assertThat(headers.first("n0")).isEqualTo("0");
        assertThat(headers.first("n63")).isEqualTo("63");
    }

    @Test
    void memoryFollowsWhatWasReceived() {
        RequestHeadReader reader = new RequestHeadReader(1 << 20, 8);
        assertThat(reader.capacity()).isZero();

        reader.read(bytes("G"));
        assertThat(reader.capacity()).isLessThanOrEqualTo(64);
        for (int received = 2; received <= 10_000; received++) {
            reader.read(bytes("E"));
            assertThat(reader.capacity()).isLessThanOrEqualTo(Math.max(64, 2 * received));
        }
    }

    @Test
    void aFinishedReaderHoldsNoMemory() {
        RequestHeadReader reader = reader();
        reader.read(bytes(Heads.SAMPLE));

        assertThat(reader.capacity()).isZero();
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestHeadReader(0, 1))
                .withMessage("maxBytes must be 1 to 16777216, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestHeadReader(RequestHeadReader.MAX_BYTES + 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestHeadReader(1, 0))
                .withMessage("maxFields must be at least 1, not 0");
    }

    @Test
    void aHeadInALogShowsNeitherQueryNorValues() {
        assertThat(head("GET /a?ticket=secret HTTP/1.1\r\nCookie: secret\r\n\r\n")
                        .toString())
                .isEqualTo("GET /a HTTP/1.1 HeaderFields[Cookie]");
    }

    private static int status(HeadResult result) {
        return ((Refusal) result).status();
    }
}
