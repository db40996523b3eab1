package dev.wsboot.core.protocol;

import dev.wsboot.core.protocol.CloseStatus.Initiator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What an {@link Inbound} said, with its own copy of the bytes, as hexadecimal digits so that a failure can be read. */
public sealed interface Event {

    record Text(String message) implements Event {}

    record Binary(String hex) implements Event {}

    record Ping(String hex) implements Event {}

    record Pong(String hex) implements Event {}

    record Closed(CloseStatus status) implements Event {}

    record Violated(Violation violation) implements Event {}

    static Event text(String message) {
        return new Text(message);
    }

    static Event binary(byte... message) {
        return new Binary(hex(message));
    }

    static Event ping(String payload) {
        return new Ping(hex(payload.getBytes(StandardCharsets.UTF_8)));
    }

    static Event pong(String payload) {
        return new Pong(hex(payload.getBytes(StandardCharsets.UTF_8)));
    }

    static Event closed(int code, String reason, Initiator initiator) {
        return new Closed(new CloseStatus(code, reason, initiator));
    }

    static Event violated(Violation violation) {
        return new Violated(violation);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return hex(copy);
    }

    /** Whether this is a message, which a connection that discards data does not see. */
    default boolean isMessage() {
        return this instanceof Text || this instanceof Binary;
    }
}
