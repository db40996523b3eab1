package dev.wsboot.core.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames put together byte for byte, legal or not, by nothing but RFC 6455 §5.2: no code of the product has a part in it.
 *
 * <p>The first byte of a frame is written out as FIN, RSV1 to RSV3 and the opcode, or-ed together.
 */
public final class Frames {

    public static final int FIN = 0b1000_0000;
    public static final int RSV1 = 0b0100_0000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> ends = new ArrayList<>();
    private final boolean masked;
    private int key = 0x37FA213D;

    private Frames(boolean masked) {
        this.masked = masked;
    }

    /** As that end sends them: masked by a client, as they are by a server (RFC 6455 §5.1). */
    public static Frames by(Role sender) {
        return new Frames(sender == Role.CLIENT);
    }

    public static Frames byClient() {
        return by(Role.CLIENT);
    }

    public static Frames byServer() {
        return by(Role.SERVER);
    }

    /** The masking key of the next frame; without a word each frame has another one. */
    public Frames key(int next) {
        this.key = next;
        return this;
    }

    public Frames text(String message) {
        return frame(FIN | Opcode.TEXT, message);
    }

    public Frames binary(byte... message) {
        return frame(FIN | Opcode.BINARY, message);
    }

    public Frames ping(String payload) {
        return frame(FIN | Opcode.PING, payload);
    }

    public Frames pong(String payload) {
        return frame(FIN | Opcode.PONG, payload);
    }

    public Frames close() {
        return frame(FIN | Opcode.CLOSE);
    }

    public Frames close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return frame(FIN | Opcode.CLOSE, payload);
    }

    public Frames frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A frame with the shortest form of its length. */
    public Frames frame(int first, byte... payload) {
        int form = payload.length < 126 ? 7 : payload.length < 65536 ? 16 : 64;
        return header(first, form, payload.length).payload(payload);
    }

    /** A header alone, with the length in so many bits, whether it fits or not. */
    public Frames header(int first, int form, long length) {
        out.write(first);
        int mask = masked ? 0b1000_0000 : 0;
        switch (form) {
            case 7 -> out.write(mask | (int) length);
            case 16 -> {
                out.write(mask | 126);
                number(length, 2);
            }
            case 64 -> {
                out.write(mask | 127);
                number(length, 8);
            }
            default -> throw new IllegalArgumentException("no length has " + form + " bits");
        }
        if (masked) {
            number(key & 0xFFFF_FFFFL, 4);
        }
        return this;
    }

    /** The payload, or its beginning, that belongs to the header written last. */
    public Frames payload(byte... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            int mask = masked ? key >> (8 * (3 - i % 4)) : 0;
            out.write(bytes[i] ^ mask);
        }
        ends.add(out.size());
        key = key * 31 + 17;
        return this;
    }

    private void number(long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >> (8 * i)));
        }
    }

    /** Bytes that are no frame. */
    public Frames raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    int size() {
        return out.size();
    }

    /** Where each frame ends. */
    List<Integer> ends() {
        return ends;
    }
}
