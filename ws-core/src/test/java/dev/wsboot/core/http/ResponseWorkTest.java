package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.Allocations;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client's work is linear in what a server sends: 16 times the input allocates at most 20 times as much. */
class ResponseWorkTest {

    private static final int SMALL = 1000;

    /** Every answer as long as its number says, in the unit that its name says. */
    static Stream<Arguments> answers() {
        return Stream.of(
                answer("fields of one name", n -> repeated(n, "Connection: a\r\n")),
                answer("extension fields", n -> repeated(n, "Sec-WebSocket-Extensions: a\r\n")),
                answer("fields of different names", n -> {
                    StringBuilder fields = new StringBuilder();
                    for (int i = 0; i < n; i++) {
                        fields.append("X").append(i).append(": y\r\n");
                    }
                    return switching(fields.toString());
                }),
                answer("list items", n -> switching("Connection: " + "a, ".repeat(n) + "\r\n")),
                answer(
                        "extensions",
                        n -> switching("Sec-WebSocket-Extensions: a" + ", permessage-deflate".repeat(n) + "\r\n")),
                answer("empty extensions", n -> switching("Sec-WebSocket-Extensions: " + ",".repeat(n) + "\r\n")),
                answer(
                        "parameters",
                        n -> switching("Sec-WebSocket-Extensions: permessage-deflate" + "; a".repeat(n) + "\r\n")),
                answer("octets of a value", n -> switching("X: " + "a".repeat(n) + "\r\n")),
                answer("octets of a reason", n -> "HTTP/1.1 404 " + "\u0085".repeat(n) + "\r\n\r\n"),
                answer("interim answers", n -> "HTTP/1.1 100 \r\n\r\n".repeat(n) + Responses.valid()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void sixteenTimesTheInputIsAtMostTwentyTimesTheWork(String unit, IntFunction<String> answer) {
        String small = answer.apply(SMALL);
        String large = answer.apply(16 * SMALL);
        work(small);

        assertThat(work(large)).as(unit).isLessThanOrEqualTo(20 * work(small));
    }

    @Test
    void quadraticWorkWouldBeSeen() {
        StringBuilder text = new StringBuilder();
        long small = Allocations.of(() -> copies(text, SMALL));
        long large = Allocations.of(() -> copies(text, 16 * SMALL));

        assertThat(large).isGreaterThan(100 * small);
    }

    private static void copies(StringBuilder text, int count) {
        text.setLength(0);
        for (int i = 0; i < count; i++) {
            text.append('a');
            assertThat(text.toString().isEmpty()).isFalse();
        }
    }

    private static long work(String answer) {
        ByteBuffer in = Heads.bytes(answer);
        int length = in.limit();
        return Allocations.of(() -> {
            ResponseHeadReader reader = new ResponseHeadReader(ResponseHeadReader.MAX_BYTES, 1 << 20);
            ResponseResult result = null;
            while (result == null) {
                in.limit(Math.min(length, in.position() + 100));
                result = reader.read(in);
            }
            ClientHandshake.Outcome outcome = result instanceof ResponseHead head
                    ? Responses.OFFERING.judge(head, Responses.KEY)
                    : (FailedHandshake) result;
            assertThat(outcome).isNotNull();
        });
    }

    private static String repeated(int count, String field) {
        return switching(field.repeat(count));
    }

    private static String switching(String fields) {
        return Responses.valid().toString().replaceFirst("\r\n\r\n$", "\r\n") + fields + "\r\n";
    }

    private static Arguments answer(String unit, IntFunction<String> answer) {
        return Arguments.of(unit, answer);
    }
}
