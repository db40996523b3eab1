package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.http.ServerHandshake.Candidate;
import dev.wsboot.core.http.ServerHandshake.Refused;
import dev.wsboot.core.http.ServerHandshake.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A request for the tests of the handshake: valid at first, then changed line by line, and sent through the reader. */
final class Requests {

    static final ConnectionInfo CONNECTION = new ConnectionInfo(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 8090),
            false,
            false);

    private static final ServerHandshake<String> SERVER = new ServerHandshake<>(
            Router.<String>builder()
                    .add(PathTemplate.parse("/chat"), "chat")
                    .add(PathTemplate.parse("/rooms/{room}"), "rooms")
                    .build(),
            endpoint -> OriginPolicy.sameHost(() -> 8080));

    private String line = "GET /chat HTTP/1.1";
    private final List<String> fields = new ArrayList<>(List.of(
            "Host: server.example:8090",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13"));

    private Requests() {}

    static Requests valid() {
        return new Requests();
    }

    Requests line(String requestLine) {
        line = requestLine;
        return this;
    }

    Requests with(String field) {
        fields.add(field);
        return this;
    }

    Requests without(String name) {
        boolean removed = fields.removeIf(field -> field.startsWith(name + ":"));
        assertThat(removed).as(name).isTrue();
        return this;
    }

    Requests replacing(String name, String value) {
        return without(name).with(name + ": " + value);
    }

    Result<String> evaluated(ConnectionInfo connection) {
        String octets = line + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
        HeadResult result = Heads.reader().read(Heads.bytes(octets));
        assertThat(result).as(octets).isNotNull();
        return result instanceof RequestHead head ? SERVER.evaluate(head, connection) : new Refused<>((Refusal) result);
    }

    Candidate<String> candidate() {
        Result<String> result = evaluated(CONNECTION);
        assertThat(result).as("%s %s", line, fields).isInstanceOf(Candidate.class);
        return (Candidate<String>) result;
    }

    Refusal refusal() {
        Result<String> result = evaluated(CONNECTION);
        assertThat(result).as("%s %s", line, fields).isInstanceOf(Refused.class);
        return ((Refused<String>) result).refusal();
    }

    int status() {
        return refusal().status();
    }
}
