package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of RFC 6455 §5.2 as a client writes and reads them, made without any of the code under test. */
public final class Wire {

    public static final int FIN = 0x80;
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    private static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private Wire() {}

    /** A frame of a server, as it came. */
    @SuppressWarnings("ArrayRecordComponent") // frames are compared by opcode and text, never by equals
    public record Frame(int first, byte[] payload) {

        public int opcode() {
            return first & 0x0F;
        }

        public String text() {
            return new String(payload, UTF_8);
        }

        /** The code of a Close frame; 1005 when it has none. */
        public int code() {
            return payload.length == 0 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }

        public String reason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, UTF_8);
        }

        @Override
        public String toString() {
            return switch (opcode()) {
                case TEXT -> "text " + text();
                case BINARY -> "binary " + payload.length;
                case CLOSE -> ("close " + code() + " " + reason()).trim();
                case PING -> "ping " + text();
                case PONG -> "pong " + text();
                default -> "frame 0x" + Integer.toHexString(first);
            };
        }
    }

    public static byte[] text(String text) {
        return frame(FIN | TEXT, text.getBytes(UTF_8));
    }

    public static byte[] binary(byte... payload) {
        return frame(FIN | BINARY, payload);
    }

    public static byte[] ping(String payload) {
        return frame(FIN | PING, payload.getBytes(UTF_8));
    }

    public static byte[] pong(String payload) {
        return frame(FIN | PONG, payload.getBytes(UTF_8));
    }

    public static byte[] close() {
        return frame(FIN | CLOSE);
    }

    public static byte[] close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        return frame(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** A masked frame with that first byte and the length in its shortest form. */
    public static byte[] frame(int first, byte... payload) {
        return concat(header(first, payload.length), masked(payload));
    }

    /** The header of a masked frame, mask included: for frames that declare what they do not bring. */
    public static byte[] header(int first, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
        if (length >= 0 && length < 126) {
            header.put((byte) (0x80 | length));
        } else if (length >= 0 && length <= 0xFFFF) {
            header.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            header.put((byte) (0x80 | 127)).putLong(length);
        }
        header.put(KEY).flip();
        byte[] bytes = new byte[header.remaining()];
        header.get(bytes);
        return bytes;
    }

    /** A frame of a server: not masked. */
    static byte[] unmasked(int first, byte... payload) {
        byte[] frame = frame(first, payload);
        int header = frame.length - payload.length - KEY.length;
        frame[1] &= 0x7F;
        byte[] bare = Arrays.copyOf(frame, header + payload.length);
        System.arraycopy(payload, 0, bare, header, payload.length);
        return bare;
    }

    private static byte[] masked(byte[] payload) {
        byte[] masked = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            masked[i] = (byte) (payload[i] ^ KEY[i % 4]);
        }
        return masked;
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static byte[] repeat(byte[] part, int times) {
        byte[] all = new byte[part.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, all, i * part.length, part.length);
        }
        return all;
    }

    /** All frames of a server's output, which must not end within one. */
    public static List<Frame> parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Frame> frames = new ArrayList<>();
        while (in.hasRemaining()) {
            Frame frame = parse(in);
            if (frame == null) {
                throw new AssertionError("the output ends within a frame, behind " + frames.size() + " whole ones");
            }
            frames.add(frame);
        }
        return frames;
    }

    /** The next frame, or null, and the position as it was, when it is not there as a whole. */
    public static Frame parse(ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < 2) {
            return null;
        }
        int first = in.get() & 0xFF;
        int second = in.get() & 0xFF;
        if (second >= 128) {
            throw new AssertionError("a frame of a server is masked (RFC 6455 §5.1)");
        }
        int extended = second == 127 ? 8 : second == 126 ? 2 : 0;
        if (in.remaining() < extended) {
            in.position(start);
            return null;
        }
        long length = second == 127 ? in.getLong() : second == 126 ? in.getShort() & 0xFFFF : second;
        if (in.remaining() < length) {
            in.position(start);
            return null;
        }
        byte[] payload = new byte[(int) length];
        in.get(payload);
        return new Frame(first, payload);
    }
}
