package dev.wsboot.core.http;

import static dev.wsboot.core.http.Heads.bytes;
import static dev.wsboot.core.http.Heads.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bytes give the same result and leave the same bytes behind, whatever the chunks they come in. */
class RequestHeadChunkingTest {

    private static final int MAX_BYTES = 300;
    private static final int MAX_FIELDS = 10;

    /** A result, and what was left of the input. */
    private record Outcome(HeadResult result, String left) {}

    static Stream<String> inputs() {
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
    void everySplitPointGivesTheSame(String input) {
        Outcome whole = read(input, input.length());
        for (int split = 0; split <= input.length(); split++) {
            assertThat(read(input, split)).as("split at %d", split).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void oneByteAtATimeGivesTheSame(String input) {
        int[] ends = Stream.iterate(1, end -> end + 1)
                .limit(input.length())
                .mapToInt(Integer::intValue)
                .toArray();

        assertThat(read(input, ends)).isEqualTo(read(input, input.length()));
    }

    @Test
    void randomChunksGiveTheSame() {
        Random random = Heads.random("randomChunksGiveTheSame");
        for (int round = 0; round < 200; round++) {
            inputs().forEach(input -> {
                int[] ends = random.ints(random.nextInt(12), 0, input.length() + 1)
                        .sorted()
                        .toArray();
                assertThat(read(input, ends)).isEqualTo(read(input, input.length()));
            });
        }
    }

    @Test
    void randomlyDamagedHeadsGiveTheSameInAnyChunks() {
        Random random = Heads.random("randomlyDamagedHeadsGiveTheSameInAnyChunks");
        for (int round = 0; round < 3000; round++) {
            StringBuilder damaged = new StringBuilder(Heads.SAMPLE);
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(256));
            }
            String input = damaged.toString();
            int[] ends = random.ints(5, 0, input.length() + 1).sorted().toArray();
            assertThat(read(input, ends)).as(input).isEqualTo(read(input, input.length()));
        }
    }

    /** Reads the input in chunks that end at {@code ends}, and the rest as the last chunk, as far as it is asked for. */
    private static Outcome read(String input, int... ends) {
        RequestHeadReader reader = new RequestHeadReader(MAX_BYTES, MAX_FIELDS);
        ByteBuffer in = bytes(input);
        HeadResult result = null;
        for (int i = 0; i <= ends.length && result == null; i++) {
            in.limit(i < ends.length ? ends[i] : input.length());
            result = reader.read(in);
            assertThat(result != null || !in.hasRemaining())
                    .as("asks for more with nothing left")
                    .isTrue();
        }
        return new Outcome(result, text(in.limit(input.length())));
    }
}
