package dev.wsboot.core.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ExtensionOffers;
import dev.wsboot.core.http.HeaderFields;
import dev.wsboot.core.io.DeflatePeer;
import dev.wsboot.core.protocol.Allocations;
import dev.wsboot.core.protocol.Chopper;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.Frames;
import dev.wsboot.core.protocol.Inbound;
import dev.wsboot.core.protocol.Inbound.Rules;
import dev.wsboot.core.protocol.InboundEvents;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.Role;
import dev.wsboot.core.protocol.TextDecoder;
import dev.wsboot.core.protocol.Violation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sixteen times as much of anything costs at most twenty times the work, in bytes allocated (RFC 6455 §10.4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinearWorkTest {

    private static final int TIMES = 16;
    private static final int AT_MOST = 20;

    /**
     * Something of which a peer can send more or less.
     *
     * @param few how many of it the comparison begins with
     * @param work makes what is to be done about so many
     */
    record Dimension(String name, int few, IntFunction<Runnable> work) {

        @Override
        public String toString() {
            return name;
        }
    }

    private final Inflating inflating = new Inflating();
    private final TextDecoder decoder = new TextDecoder();

    @AfterAll
    void close() {
        inflating.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"frames", "heads"})
    void sixteenTimesAsMuchIsAtMostTwentyTimesTheWork(Dimension dimension) {
        dimension.work().apply(dimension.few()).run(); // classes are loaded, and inflaters made
        long few = Allocations.of(dimension.work().apply(dimension.few()));
        long many = Allocations.of(dimension.work().apply(TIMES * dimension.few()));
        assertThat(few).as("it is measured at all").isPositive();
        assertThat((double) many / few).as("%d bytes, then %d", few, many).isLessThanOrEqualTo(AT_MOST);
    }

    @Test
    void workThatGrowsWithTheSquareIsSeen() {
        IntFunction<Runnable> quadratic = count -> () -> {
            byte[] all = {};
            for (int i = 0; i < count; i++) {
                all = Arrays.copyOf(all, all.length + 1);
            }
            assertThat(all).hasSize(count);
        };
        long few = Allocations.of(quadratic.apply(500));
        assertThat(Allocations.of(quadratic.apply(500 * TIMES))).isGreaterThan(AT_MOST * few);
    }

    // ---- frames

    Stream<Dimension> frames() {
        return Stream.of(
                new Dimension(
                        "fragments of a text", 4000, count -> plain(fragments(Opcode.TEXT, count, "0123456789abcdef"))),
                new Dimension("fragments of one byte", 500, count -> plain(fragments(Opcode.BINARY, count, "x"))),
                new Dimension("messages", 500, count -> plain(repeated(count, frames -> frames.text("message")))),
                new Dimension("pings", 500, count -> plain(repeated(count, frames -> frames.ping("ping")))),
                new Dimension(
                        "chunks of a frame",
                        2000,
                        count -> chopped(Frames.byClient().binary(new byte[count]))),
                new Dimension("chunks of headers", 500, count -> chopped(repeated(count, frames -> frames.pong("")))),
                new Dimension("fragments of a compressed message", 500, count -> inflated(singly(random(count)))),
                new Dimension(
                        "fragments that inflate much",
                        500,
                        count -> inflated(singly(compressed(new byte[count * 900])))),
                new Dimension(
                        "compressed messages",
                        500,
                        count -> inflated(repeated(
                                count,
                                frames -> frames.frame(
                                        Frames.FIN | Frames.RSV1 | Opcode.TEXT,
                                        compressed("message".getBytes(ISO_8859_1)))))),
                new Dimension("empty stored blocks", 500, count -> inflated(one(repeat(count, 0, 0, 0, 0xFF, 0xFF)))),
                new Dimension("final blocks", 500, count -> inflated(one(repeat(count, 3, 0)))));
    }

    private interface Addition {
        void to(Frames frames);
    }

    private static Frames repeated(int count, Addition addition) {
        Frames frames = Frames.byClient();
        for (int i = 0; i < count; i++) {
            addition.to(frames);
        }
        return frames;
    }

    private static Frames fragments(int opcode, int count, String fragment) {
        Frames frames = Frames.byClient().frame(opcode, fragment);
        for (int i = 2; i < count; i++) {
            frames.frame(Opcode.CONTINUATION, fragment);
        }
        return frames.frame(Frames.FIN, fragment);
    }

    private static Frames one(byte[] payload) {
        return Frames.byClient().frame(Frames.FIN | Frames.RSV1 | Opcode.BINARY, payload);
    }

    private static Frames singly(byte[] payload) {
        Frames frames = Frames.byClient().frame(Frames.RSV1 | Opcode.BINARY);
        for (byte each : payload) {
            frames.frame(Opcode.CONTINUATION, each);
        }
        return frames.frame(Frames.FIN);
    }

    /** A compressed message of about so many bytes. */
    private static byte[] random(int count) {
        byte[] message = new byte[count];
        CorpusSeed.random("random", 0).nextBytes(message);
        return compressed(message);
    }

    private static byte[] compressed(byte[] message) {
        Deflater deflater = new Deflater(9, true);
        try {
            return DeflatePeer.deflate(deflater, message);
        } finally {
            deflater.end();
        }
    }

    private static byte[] repeat(int times, int... bytes) {
        byte[] all = new byte[times * bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) bytes[i % bytes.length];
        }
        return all;
    }

    private Runnable plain(Frames frames) {
        return received(new Inbound(rules()), List.of(ByteBuffer.wrap(frames.bytes())));
    }

    private Runnable inflated(Frames frames) {
        return received(new Inbound(rules(), inflating.decompressor()), List.of(ByteBuffer.wrap(frames.bytes())));
    }

    private Runnable chopped(Frames frames) {
        List<ByteBuffer> chunks =
                Chopper.singly(frames.bytes()).stream().map(ByteBuffer::wrap).toList();
        return received(new Inbound(rules()), chunks);
    }

    private static Rules rules() {
        return new Rules(Role.SERVER, 1 << 24, 8);
    }

    private Runnable received(Inbound inbound, List<ByteBuffer> chunks) {
        return () -> {
            for (ByteBuffer chunk : chunks) {
                inbound.receive(chunk, decoder, new Silence());
            }
            inbound.close();
        };
    }

    /** Hears everything but what must not happen. */
    private static final class Silence implements InboundEvents {

        @Override
        public void onText(String message) {}

        @Override
        public void onBinary(ByteBuffer message) {}

        @Override
        public void onPing(ByteBuffer payload) {}

        @Override
        public void onPong(ByteBuffer payload) {}

        @Override
        public void onClose(CloseStatus status) {
            throw new AssertionError(status);
        }

        @Override
        public void onViolation(Violation violation) {
            throw new AssertionError(violation);
        }
    }

    // ---- heads

    static Stream<Dimension> heads() {
        String protocols = "Sec-WebSocket-Protocol: ";
        String extensions = "Sec-WebSocket-Extensions: ";
        return Stream.of(
                accepted("bytes of a field", count -> field("X: " + "x".repeat(count))),
                accepted("bytes of a name", count -> field("x".repeat(count) + ":")),
                accepted("fields of different names", count -> fields(count, i -> "X-" + i + ": y")),
                accepted("fields of one name", count -> fields(count, i -> "Cookie: c" + i + "=v")),
                accepted("subprotocols", count -> field(protocols + list(count, i -> "p" + i))),
                accepted("fields of subprotocols", count -> fields(count, i -> protocols + "p" + i)),
                accepted("empty subprotocols", count -> field(protocols + ",".repeat(count) + "p")),
                accepted(
                        "subprotocols of one hash", count -> field(protocols + list(count, LinearWorkTest::colliding))),
                accepted("tokens of Connection", count -> field("Connection: " + list(count, i -> "t" + i))),
                accepted("fields of Upgrade", count -> fields(count, i -> "Upgrade: u" + i)),
                accepted("extensions", count -> field(extensions + list(count, i -> "permessage-deflate; e" + i))),
                accepted("parameters of an extension", count -> field(extensions + "e" + "; p=1".repeat(count))),
                accepted(
                        "bytes of a quoted value", count -> field(extensions + "e; p=\"" + "\\x".repeat(count) + "\"")),
                accepted("fields of extensions", count -> fields(count, i -> extensions + "e" + i)),
                accepted("bytes of a path", count -> path("/files/" + "x".repeat(count))),
                accepted("segments of a path", count -> path("/files" + "/x".repeat(count))),
                accepted("escapes in a path", count -> path("/files/" + "%E2%82%AC".repeat(count))),
                accepted("escapes of one byte in segments", count -> path("/files" + "/%2F".repeat(count))),
                accepted("dots in a path", count -> path("/files/" + ".a".repeat(count))),
                accepted(
                        "parameters of different names", count -> path("/?" + list(count, i -> "p" + i + "=%20", "&"))),
                accepted("parameters of one name", count -> path("/?" + "p=v&".repeat(count))),
                accepted("parameters of one hash", count -> path("/?" + list(count, LinearWorkTest::colliding, "&"))),
                accepted("empty parameters", count -> path("/?" + "&".repeat(count))),
                refused("Hosts", 400, count -> fields(count, i -> "Host: h" + i)),
                refused("lengths", 400, count -> fields(count, i -> "Content-Length: 0")),
                refused("keys", 400, count -> fields(count, i -> "Sec-WebSocket-Key: " + i)),
                refused("origins", 403, count -> fields(count, i -> "Origin: http://o" + i)),
                refused("colons of an address", 400, count -> field("Host: [" + "1:".repeat(count) + "]")),
                refused("dots of a host", 400, count -> field("Host: " + "a.".repeat(count))),
                refused("an unknown path", 404, count -> path("/nowhere/" + "x".repeat(count))),
                new Dimension("chunks of a head", 1000, count -> {
                    List<byte[]> chunks = Chopper.singly(field("X: " + "x".repeat(count)));
                    return () -> assertThat(PureServer.generousStatus(chunks)).isEqualTo(101);
                }),
                new Dimension("values of a name", 500, count -> {
                    HeaderFields.Builder fields = HeaderFields.builder();
                    IntStream.range(0, count).forEach(i -> fields.add("Via", "" + i));
                    HeaderFields built = fields.build();
                    return () -> assertThat(built.all("via").size()).isEqualTo(count);
                }),
                new Dimension("offers to decline", 500, count -> {
                    var offers = ExtensionOffers.parse(List.of("permessage-deflate; x, ".repeat(count)));
                    assertThat(offers).hasSize(count);
                    return () -> assertThat(new DeflateNegotiator(true, true).accept(offers))
                            .isNull();
                }));
    }

    private static Dimension accepted(String name, IntFunction<byte[]> head) {
        return refused(name, 101, head);
    }

    private static Dimension refused(String name, int status, IntFunction<byte[]> head) {
        return new Dimension(name, 500, count -> {
            List<byte[]> chunks = List.of(head.apply(count));
            return () -> assertThat(PureServer.generousStatus(chunks)).isEqualTo(status);
        });
    }

    private static byte[] path(String target) {
        return head(target, "");
    }

    private static byte[] field(String line) {
        return head("/", line + "\r\n");
    }

    private static byte[] fields(int count, IntFunction<String> line) {
        return head("/", list(count, i -> line.apply(i) + "\r\n", ""));
    }

    private static byte[] head(String target, String lines) {
        String host = lines.startsWith("Host: [") || lines.startsWith("Host: a.") ? "" : "Host: localhost\r\n";
        return ("GET " + target + " HTTP/1.1\r\n" + host
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + lines + "\r\n")
                .getBytes(ISO_8859_1);
    }

    private static String list(int count, IntFunction<String> item) {
        return list(count, item, ", ");
    }

    private static String list(int count, IntFunction<String> item, String separator) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < count; i++) {
            list.append(i == 0 ? "" : separator).append(item.apply(i));
        }
        return list.toString();
    }

    /** Different tokens that all have the same hash code. */
    private static String colliding(int number) {
        StringBuilder token = new StringBuilder();
        for (int bit = 0; bit < 14; bit++) {
            token.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return token.toString();
    }
}
