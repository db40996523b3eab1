package dev.wsboot.core.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wsboot.core.http.ConnectionInfo;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.http.HeadResult;
import dev.wsboot.core.http.OriginPolicy;
import dev.wsboot.core.http.PathTemplate;
import dev.wsboot.core.http.Refusal;
import dev.wsboot.core.http.RequestHead;
import dev.wsboot.core.http.RequestHeadReader;
import dev.wsboot.core.http.Router;
import dev.wsboot.core.http.ServerHandshake;
import dev.wsboot.core.http.ServerHandshake.Candidate;
import dev.wsboot.core.http.ServerHandshake.Refused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 9112 §3, RFC 6455 §4.2: a request head gets one answer, the same in any chunks, and the answer is well-formed. */
class RequestHeadFuzzTest {

    private static final int MAX_BYTES = 1024;
    private static final int MAX_FIELDS = 12;

    private static final ServerHandshake<String> SERVER = new ServerHandshake<>(
            Router.<String>builder()
                    .add(PathTemplate.parse("/chat"), "chat")
                    .add(PathTemplate.parse("/rooms/{room}"), "rooms")
                    .build(),
            endpoint -> OriginPolicy.sameHost(() -> 8080));

    private static final ConnectionInfo CONNECTION = new ConnectionInfo(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 8090),
            false,
            false);

    /** What came of a head, and how many bytes it took. */
    private record Outcome(@Nullable HeadResult result, int taken) {}

    @FuzzTest
    void anyHeadGetsOneAnswerInAnyChunks(byte[] data) {
        Input input = Input.of(data);
        Outcome whole = read(List.of(input.content()));
        for (List<byte[]> chunks : input.everyWay()) {
            assertThat(read(chunks)).isEqualTo(whole);
        }
        HeadResult result = whole.result();
        if (result instanceof Refusal refusal) {
            checkRefusal(refusal);
        } else if (result instanceof RequestHead head) {
            seeThatPrintedItIsTheSame(head);
            answer(head);
        } else {
            assertThat(whole.taken()).isEqualTo(input.content().length).isLessThan(MAX_BYTES);
        }
    }

    private static Outcome read(List<byte[]> chunks) {
        RequestHeadReader reader = new RequestHeadReader(MAX_BYTES, MAX_FIELDS);
        int taken = 0;
        for (byte[] chunk : chunks) {
            ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(chunk, chunk.length + 5), 0, chunk.length);
            HeadResult result = reader.read(in);
            taken += in.position();
            assertThat(taken).isLessThanOrEqualTo(MAX_BYTES);
            if (result != null) {
                return new Outcome(result, taken);
            }
            assertThat(in.hasRemaining())
                    .as("more is asked for, with something left")
                    .isFalse();
            Arrays.fill(in.array(), (byte) 0xEE);
            // Twice the bytes, and where fields begin and end: that is 12 bytes for each field of 4 bytes or more.
            assertThat(Held.by(reader)).isLessThanOrEqualTo(256 + 8L * taken);
        }
        return new Outcome(null, taken);
    }

    private static void seeThatPrintedItIsTheSame(RequestHead head) {
        StringBuilder text = new StringBuilder(head.method() + " " + head.target() + " HTTP/1." + head.minorVersion());
        head.headers()
                .forEach((name, value) ->
                        text.append("\r\n").append(name).append(": ").append(value));
        byte[] octets = text.append("\r\n\r\n").toString().getBytes(ISO_8859_1);
        RequestHeadReader reader = new RequestHeadReader(octets.length, MAX_FIELDS);
        assertThat(reader.read(ByteBuffer.wrap(octets))).isEqualTo(head);
    }

    private static void answer(RequestHead head) {
        ServerHandshake.Result<String> result = SERVER.evaluate(head, CONNECTION);
        if (result instanceof Refused<String> refused) {
            checkRefusal(refused.refusal());
            boolean expectsContent = !head.method().equals("HEAD");
            assertThat(refused.refusal().body() != null).isEqualTo(expectsContent);
            return;
        }
        Candidate<String> candidate = (Candidate<String>) result;
        assertThat(head.method()).isEqualTo("GET");
        assertThat(candidate.key()).isEqualTo(head.headers().first("Sec-WebSocket-Key"));
        assertThat(Base64.getDecoder().decode(candidate.key())).hasSize(16);
        assertThat(candidate.handshake().subprotocols()).doesNotHaveDuplicates();
        ByteBuffer response = ServerHandshake.accept(candidate, HandshakeDecision.accept(), List.of("chat"), null);
        List<String> lines = new ArrayList<>(List.of(
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + accept(candidate.key())));
        if (candidate.handshake().subprotocols().contains("chat")) {
            lines.add("Sec-WebSocket-Protocol: chat");
        }
        assertThat(text(response)).isEqualTo(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** One response of visible text with its length, and one line for the log. */
    private static void checkRefusal(Refusal refusal) {
        String response = text(refusal.encode());
        int end = response.indexOf("\r\n\r\n");
        String content = response.substring(end + 4);
        assertThat(response).startsWith("HTTP/1.1 " + refusal.status() + " ");
        assertThat(response.substring(0, end).split("\r\n")).allMatch(line -> line.matches("[ -~]+"));
        assertThat(new String(content.getBytes(ISO_8859_1), UTF_8)).matches("([ -~§]+\n)?");
        assertThat(response.contains("\r\nContent-Length: " + content.length() + "\r\n"))
                .isEqualTo(refusal.body() != null);
        assertThat(refusal.why()).matches("[ -~§]+");
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] hash = sha1.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(ByteBuffer octets) {
        return ISO_8859_1.decode(octets).toString();
    }
}
