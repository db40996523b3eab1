package dev.wsboot.core.http;

import static dev.wsboot.core.http.Heads.bytes;
import static dev.wsboot.core.http.Heads.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads of both roles: the same bytes give the same result and leave the same bytes behind, whatever the chunks they come in. */
class HeadChunkingTest {

    private static final int MAX_BYTES = 300;
    private static final int MAX_FIELDS = 10;

    /** What a reader came to, and what was left of the input. */
    private record Outcome(@Nullable Object result, String left) {}

    /** Bytes, and the side that reads them. */
    record Input(boolean request, String octets) {

        Function<ByteBuffer, @Nullable Object> reader() {
            return request
                    ? new RequestHeadReader(MAX_BYTES, MAX_FIELDS)::read
                    : new ResponseHeadReader(MAX_BYTES, MAX_FIELDS)::read;
        }

        Input damaged(Random random) {
            StringBuilder damaged = new StringBuilder(octets);
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(256));
            }
            return new Input(request, damaged.toString());
        }
    }

    static Stream<Input> inputs() {
        return Stream.concat(
                requests().map(octets -> new Input(true, octets)), responses().map(octets -> new Input(false, octets)));
    }

    private static Stream<String> responses() {
        String line = "HTTP/1.1 101 Switching\r\n";
        return Stream.of(
                Responses.SAMPLE,
                Responses.SAMPLE + "\u0081\u0005hello\r\n\r\n",
                "HTTP/1.1 101\r\n\r\n\u0081\u0000",
                "HTTP/1.1 404 \r\nA: b\r\n\r\ncontent",
                "HTTP/1.0 200 OK\r\n\r\n",
                "HTTP/1.1 100 \r\n\r\nHTTP/1.1 103 Early\r\nLink: a\r\n\r\n" + line + "B:\tc \r\n\r\n\u0081\u0000",
                "HTTP/1.1 100 \r\n\r\nHTTP/1.1 1O1",
                "HTTP/1.1 100 a\r\n\r\n".repeat(MAX_BYTES),
                line + "A: b\r\n c\r\n\r\n",
                line + "A : b\r\n\r\n",
                line + "A: b\n\r\n",
                line + "A: b\u0000\r\n\r\n",
                line + "A: b\r\n\rX",
                "HTTP/2.0 101 \r\n\r\n",
                "HTTP/1.1 1011 \r\n\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002F",
                "HTTP/1.1 101 " + "a".repeat(MAX_BYTES) + "\r\n\r\n",
                line + "A: " + "b".repeat(MAX_BYTES) + "\r\n\r\n",
                line + "A: b\r\n".repeat(MAX_FIELDS) + "\r\n",
                line + "A: b\r\n".repeat(MAX_FIELDS + 1) + "\r\n");
    }

    private static Stream<String> requests() {
        String line = "GET /a HTTP/1.1\r\n";
        return Stream.of(
                Heads.SAMPLE,
                Heads.SAMPLE + "\u0081\u0085\u0001\u0002\u0003\u0004hello",
                "\r\n" + line + "\r\n\r\nmore",
                line + "\r\n",
                line + "A: b \t\r\nC:\t\u00e9\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
                line + "A:" + " ".repeat(200) + "b" + " ".repeat(20) + "\r\n\r\n",
                line + "A: b\r\n c\r\n\r\n",
                line + "A : b\r\n\r\n",
                line + "A: b\n\r\n",
                line + "A: b\u0000\r\n\r\n",
                line + "A: b\r\n\rX",
                "GET /a HTTP/1.0\r\n\r\n",
                "GET /a HTTP/1.1 \r\n\r\n",
                "\r\n\r\n" + line,
                "\u0016\u0003\u0001\u0000\u00ff",
                "GET /" + "a".repeat(MAX_BYTES) + " HTTP/1.1\r\n\r\n",
                line + "A: " + "b".repeat(MAX_BYTES) + "\r\n\r\n",
                line + "A: b\r\n".repeat(MAX_FIELDS) + "\r\n",
                line + "A: b\r\n".repeat(MAX_FIELDS + 1) + "\r\n");
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void everySplitPointGivesTheSame(Input input) {
        Outcome whole = read(input);
        for (int split = 0; split <= input.octets().length(); split++) {
            assertThat(read(input, split)).as("split at %d", split).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void oneByteAtATimeGivesTheSame(Input input) {
        int[] ends = Stream.iterate(1, end -> end + 1)
                .limit(input.octets().length())
                .mapToInt(Integer::intValue)
                .toArray();

        assertThat(read(input, ends)).isEqualTo(read(input));
    }

    @Test
    void randomChunksGiveTheSame() {
        Random random = Heads.random("randomChunksGiveTheSame");
        for (int round = 0; round < 200; round++) {
            inputs().forEach(input -> {
                int[] ends = random.ints(random.nextInt(12), 0, input.octets().length() + 1)
                        .sorted()
                        .toArray();
                assertThat(read(input, ends)).isEqualTo(read(input));
            });
        }
    }

    @Test
    void randomlyDamagedHeadsGiveTheSameInAnyChunks() {
        Random random = Heads.random("randomlyDamagedHeadsGiveTheSameInAnyChunks");
        for (int round = 0; round < 3000; round++) {
            boolean request = random.nextBoolean();
            Input input = new Input(request, request ? Heads.SAMPLE : Responses.SAMPLE).damaged(random);
            int[] ends = random.ints(5, 0, input.octets().length() + 1).sorted().toArray();
            assertThat(read(input, ends)).as("%s", input).isEqualTo(read(input));
        }
    }

    /** Reads the input in chunks that end at {@code ends}, and the rest as the last chunk, as far as it is asked for. */
    private static Outcome read(Input input, int... ends) {
        Function<ByteBuffer, @Nullable Object> reader = input.reader();
        ByteBuffer in = bytes(input.octets());
        int length = in.limit();
        Object result = null;
        for (int i = 0; i <= ends.length && result == null; i++) {
            in.limit(i < ends.length ? ends[i] : length);
            result = reader.apply(in);
            assertThat(result != null || !in.hasRemaining())
                    .as("asks for more with nothing left")
                    .isTrue();
        }
        return new Outcome(result, text(in.limit(length)));
    }
}
