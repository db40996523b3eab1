package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ClientHandshake.Accepted;
import dev.wsboot.core.http.ClientHandshake.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A server's answer for the tests of the client: valid at first, then changed line by line, and sent through the reader. */
final class Responses {

    /** The key of RFC 6455 §1.3, whose answer {@link #SAMPLE} is. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** The answer of RFC 6455 §1.2 and §1.3, in lines. */
    static final String SAMPLE = Heads.crlf("""
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
            Sec-WebSocket-Protocol: chat

            """);

    /** A client that offers what can be offered. */
    static final ClientHandshake OFFERING = ClientHandshake.of(
            URI.create("ws://server.example.com/chat"),
            HeaderFields.EMPTY,
            List.of("chat", "superchat"),
            new DeflateNegotiator(true, true));

    /** A client that offers nothing. */
    static final ClientHandshake PLAIN =
            ClientHandshake.of(URI.create("ws://server.example.com/chat"), HeaderFields.EMPTY, List.of(), null);

    private String line = "HTTP/1.1 101 Switching Protocols";
    private final List<String> fields = new ArrayList<>(
            List.of("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));

    private Responses() {}

    static Responses valid() {
        return new Responses();
    }

    static Responses status(String line) {
        return new Responses().line(line);
    }

    Responses line(String statusLine) {
        line = statusLine;
        return this;
    }

    Responses with(String field) {
        fields.add(field);
        return this;
    }

    Responses without(String name) {
        boolean removed = fields.removeIf(field -> field.startsWith(name + ":"));
        assertThat(removed).as(name).isTrue();
        return this;
    }

    Responses replacing(String name, String value) {
        return without(name).with(name + ": " + value);
    }

    Outcome to(ClientHandshake client) {
        return judged(client, toString(), KEY);
    }

    Accepted acceptedBy(ClientHandshake client) {
        Outcome outcome = to(client);
        assertThat(outcome).as(toString()).isInstanceOf(Accepted.class);
        return (Accepted) outcome;
    }

    FailedHandshake failedAt(ClientHandshake client) {
        Outcome outcome = to(client);
        assertThat(outcome).as(toString()).isInstanceOf(FailedHandshake.class);
        return (FailedHandshake) outcome;
    }

    static Outcome judged(ClientHandshake client, String octets, String key) {
        ResponseResult result = new ResponseHeadReader(Heads.MAX_BYTES, Heads.MAX_FIELDS).read(Heads.bytes(octets));
        assertThat(result).as(octets).isNotNull();
        return result instanceof ResponseHead head ? client.judge(head, key) : (FailedHandshake) result;
    }

    @Override
    public String toString() {
        return line + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }
}
