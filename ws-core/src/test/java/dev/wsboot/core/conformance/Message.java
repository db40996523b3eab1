package dev.wsboot.core.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.Wire;
import java.nio.ByteBuffer;

/** A whole message or a pong, as it is sent or comes back; equal by content. */
record Message(int opcode, ByteBuffer payload) {

    private static final int SHOWN = 40;

    static Message text(String text) {
        return text(text.getBytes(UTF_8));
    }

    static Message text(byte... utf8) {
        return new Message(Wire.TEXT, ByteBuffer.wrap(utf8));
    }

    static Message binary(byte... payload) {
        return new Message(Wire.BINARY, ByteBuffer.wrap(payload));
    }

    static Message pong(byte... payload) {
        return new Message(Wire.PONG, ByteBuffer.wrap(payload));
    }

    @Override
    public String toString() {
        int shown = Math.min(SHOWN, payload.remaining());
        StringBuilder text =
                new StringBuilder().append("opcode ").append(opcode).append(", ");
        text.append(payload.remaining()).append(" octets");
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? ": " : "").append(String.format("%02x", payload.get(payload.position() + i)));
        }
        return text.append(shown < payload.remaining() ? ".." : "").toString();
    }
}
