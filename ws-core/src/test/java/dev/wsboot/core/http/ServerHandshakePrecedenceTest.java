package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first rule that a request breaks decides its answer: every two faults in one request, in order. */
class ServerHandshakePrecedenceTest {

    /** A fault: the answer to it, and how to make it in a request that may have others. */
    record Fault(String name, int status, Consumer<Parts> commit) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The parts of a request that faults change. */
    static final class Parts {
        private String method = "GET";
        private String path = "/chat";
        private String version = "HTTP/1.1";
        private final Requests request = Requests.valid();

        private int status() {
            return request.line(method + " " + path + " " + version).status();
        }
    }

    private static final List<Fault> IN_ORDER = List.of(
            new Fault("version", 505, parts -> parts.version = "HTTP/1.0"),
            new Fault("two hosts", 400, parts -> parts.request.with("Host: b")),
            new Fault("ambiguous body", 400, parts -> parts.request.with("Content-Length: a")),
            new Fault("query", 400, parts -> parts.path = parts.path + "?%zz"),
            new Fault("method", 405, parts -> parts.method = "PUT"),
            new Fault("body", 400, parts -> parts.request.with("Content-Length: 5")),
            new Fault("path", 404, parts -> parts.path = "/nowhere" + parts.path.substring("/chat".length())),
            new Fault("no upgrade", 426, parts -> parts.request.without("Upgrade")),
            new Fault("version 8", 426, parts -> parts.request.replacing("Sec-WebSocket-Version", "8")),
            new Fault("no key", 400, parts -> parts.request.without("Sec-WebSocket-Key")),
            new Fault("subprotocols", 400, parts -> parts.request.with("Sec-WebSocket-Protocol: a, a")),
            new Fault("extensions", 400, parts -> parts.request.with("Sec-WebSocket-Extensions: ;")),
            new Fault("origin", 403, parts -> parts.request.with("Origin: http://evil.example")));

    static Stream<Arguments> pairs() {
        return IntStream.range(0, IN_ORDER.size())
                .boxed()
                .flatMap(first ->
                        IN_ORDER.stream().skip(first + 1).map(second -> Arguments.of(IN_ORDER.get(first), second)));
    }

    static Stream<Fault> faults() {
        return IN_ORDER.stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultAloneHasItsAnswer(Fault fault) {
        Parts parts = new Parts();
        fault.commit().accept(parts);

        assertThat(parts.status()).isEqualTo(fault.status());
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void theEarlierOfTwoFaultsDecides(Fault first, Fault second) {
        Parts parts = new Parts();
        second.commit().accept(parts);
        first.commit().accept(parts);

        assertThat(parts.status()).isEqualTo(first.status());
    }
}
