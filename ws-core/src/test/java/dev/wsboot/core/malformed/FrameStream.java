package dev.wsboot.core.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.io.DeflatePeer;
import dev.wsboot.core.protocol.Event;
import dev.wsboot.core.protocol.Frames;
import dev.wsboot.core.protocol.Inbound.Rules;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/** A stream of frames under construction: valid up to its one fault, with what has to be heard until then. */
final class FrameStream {

    static final int FIN = Frames.FIN;
    static final int MAX_MESSAGE = 2000;
    static final int ROOMY = 1024 * 1024;
    static final int MAX_EMPTY = 5;

    private static final int[] CODE_POINTS = {
        0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF
    };

    final Random random;
    final Role us;
    final boolean deflate;
    private final Deflater deflater;
    private final Frames frames;
    private final List<Event> heard = new ArrayList<>();
    private int maxMessage = MAX_MESSAGE;
    private int told = -1;

    /**
     * An empty stream.
     *
     * @param us who receives it
     * @param deflater of this stream alone until it is complete
     */
    FrameStream(Random random, Role us, boolean deflate, Deflater deflater) {
        this.random = random;
        this.us = us;
        this.deflate = deflate;
        this.deflater = deflater;
        this.frames = Frames.by(us == Role.SERVER ? Role.CLIENT : Role.SERVER).key(random.nextInt());
    }

    /** Lets messages be much larger than usual. */
    void roomy() {
        maxMessage = ROOMY;
    }

    // ---- what is valid

    /** Up to so many messages and control frames. */
    FrameStream valid(int most) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                control();
            } else {
                message(0);
            }
        }
        return this;
    }

    /** A ping or a pong. */
    void control() {
        byte[] payload = bytes(random.nextInt(5) == 0 ? 125 : random.nextInt(20));
        boolean ping = random.nextBoolean();
        frame(FIN | (ping ? Opcode.PING : Opcode.PONG), payload);
        hear(ping ? new Event.Ping(Event.hex(payload)) : new Event.Pong(Event.hex(payload)));
    }

    /** A whole message in at least so many fragments beside its last one. */
    void message(int fragments) {
        boolean text = random.nextBoolean();
        byte[] message = text ? text(size()).getBytes(UTF_8) : bytes(size());
        int cuts = fragments + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
        boolean compressed = deflate && random.nextBoolean();
        int first = (text ? Opcode.TEXT : Opcode.BINARY) | (compressed ? Frames.RSV1 : 0);
        byte[] payload = compressed ? compressed(message) : message;
        int from = 0;
        for (int i = 0; i < cuts; i++) {
            int to = from + random.nextInt(payload.length - from + 1);
            frame(i == 0 ? first : Opcode.CONTINUATION, Arrays.copyOfRange(payload, from, to));
            from = to;
            controls();
        }
        frame(FIN | (cuts == 0 ? first : Opcode.CONTINUATION), Arrays.copyOfRange(payload, from, payload.length));
        hear(text ? Event.text(new String(message, UTF_8)) : Event.binary(message));
    }

    /** Begins a message that is not finished, without empty fragments; returns the bytes of it that were received. */
    int open(boolean compressed) {
        boolean text = random.nextBoolean();
        int size = 1 + random.nextInt(100);
        byte[] message = text ? text(size).getBytes(UTF_8) : bytes(size);
        byte[] payload = compressed ? compressed(message) : message;
        int first = (text ? Opcode.TEXT : Opcode.BINARY) | (compressed ? Frames.RSV1 : 0);
        int from = 0;
        while (from < payload.length) {
            int to = random.nextBoolean() ? payload.length : from + 1 + random.nextInt(payload.length - from);
            frame(first, Arrays.copyOfRange(payload, from, to));
            first = Opcode.CONTINUATION;
            from = to;
            controls();
        }
        return message.length;
    }

    /** Begins a message, compressed if it can be. */
    int open() {
        return open(deflate && random.nextBoolean());
    }

    /** Begins a message, or does not. */
    void maybeOpen() {
        if (random.nextBoolean()) {
            open();
        }
    }

    /** Control frames, as they may come between fragments. */
    void controls() {
        while (random.nextInt(4) == 0) {
            control();
        }
    }

    // ---- pieces

    byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A text of so many characters of one to four bytes, mostly short ones. */
    String text(int characters) {
        StringBuilder text = new StringBuilder();
        boolean ascii = random.nextBoolean();
        for (int i = 0; i < characters; i++) {
            text.appendCodePoint(ascii || random.nextInt(4) > 0 ? ' ' + random.nextInt(95) : oneOf(CODE_POINTS));
        }
        return text.toString();
    }

    private int size() {
        return random.nextInt(8) == 0 ? 120 + random.nextInt(300) : random.nextInt(40);
    }

    byte[] compressed(byte[] message) {
        if (random.nextBoolean()) {
            deflater.reset();
        }
        return DeflatePeer.deflate(deflater, message);
    }

    int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    /** {@link #FIN}, or not. */
    int maybeFin() {
        return random.nextBoolean() ? FIN : 0;
    }

    int dataOpcode() {
        return oneOf(Opcode.TEXT, Opcode.BINARY);
    }

    /** A payload that a control frame with that opcode may have. */
    byte[] controlPayload(int opcode) {
        if (opcode != Opcode.CLOSE) {
            return bytes(random.nextInt(126));
        }
        return random.nextBoolean() ? new byte[0] : new byte[] {3, (byte) 0xE8, 'b', 'y', 'e'};
    }

    // ---- the wire

    void frame(int first, byte... payload) {
        frames.frame(first, payload);
    }

    /** A header with the length in so many bits. */
    void header(int first, int form, long length) {
        frames.header(first, form, length);
    }

    void payload(byte... bytes) {
        frames.payload(bytes);
    }

    void raw(byte... bytes) {
        for (byte b : bytes) {
            frames.raw(b & 0xFF);
        }
    }

    /** A frame that is wrong by its header. */
    void wrong(int first, byte... payload) {
        header(first, payload.length < 126 ? 7 : payload.length < 65536 ? 16 : 64, payload.length);
        told();
        payload(payload);
    }

    private void hear(Event event) {
        if (told < 0) {
            heard.add(event);
        }
    }

    /** With the bytes so far the fault has to be told. */
    void told() {
        toldBefore(0);
    }

    /** The fault has to be told so many bytes before the end of what is there so far. */
    void toldBefore(int bytes) {
        if (told >= 0) {
            throw new IllegalStateException("one fault is enough");
        }
        told = frames.size() - bytes;
    }

    FrameInput input() {
        if (told < 0) {
            throw new IllegalStateException("nothing was said to be wrong");
        }
        return new FrameInput(rules(), deflate, frames.bytes(), List.copyOf(heard), told);
    }

    /** What is there so far, as a stream without a fault. */
    FrameInput faultless() {
        return new FrameInput(rules(), deflate, frames.bytes(), List.copyOf(heard), frames.size());
    }

    private Rules rules() {
        return new Rules(us, maxMessage, MAX_EMPTY);
    }
}
