package dev.wsboot.core.conformance;

import dev.wsboot.core.io.Wire;
import dev.wsboot.core.protocol.Role;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a subject sends, read and checked frame by frame behind the handshake (RFC 6455 §5, RFC 7692 §6). Text is not decoded
 * here: a message that came back as it was sent is as valid as that one.
 */
final class FrameStream {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int RSV1 = 0x40;
    private static final int RSV23 = 0x30;
    private static final int MASK = 0x80;

    /** How many frames in a row may have one masking key before it is no accident. */
    private static final int SAME_KEYS = 2;

    private final Socket socket;
    private final DataInputStream in;
    private final Role subject;
    private @Nullable ProbeDeflate deflate;
    private @Nullable ByteArrayOutputStream message;
    private int opcode;
    private boolean compressed;
    private boolean closed;
    private int lastKey;
    private int sameKeys;

    FrameStream(Socket socket, Role subject) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.socket = socket;
        this.subject = subject;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
    }

    /** Reads the subject's half of the opening handshake. */
    Head head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        do {
            head.write(in.readUnsignedByte());
        } while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n"));
        return new Head(head.toString(StandardCharsets.ISO_8859_1));
    }

    void use(ProbeDeflate agreed) {
        deflate = agreed;
    }

    /** What was agreed on; null for no compression. */
    @Nullable
    ProbeDeflate deflate() {
        return deflate;
    }

    /** The next message, pong, Close or end. */
    Received next(int patienceMillis) throws IOException {
        try {
            socket.setSoTimeout(patienceMillis);
            while (true) {
                int first = in.read();
                if (first < 0) {
                    return new Received.End(false);
                }
                Received received = frame(first);
                if (received != null) {
                    return received;
                }
            }
        } catch (SocketTimeoutException e) {
            return new Received.Silence();
        } catch (EOFException e) {
            return new Received.Breach("the stream ends within a frame");
        } catch (SocketException e) {
            return new Received.End(true);
        }
    }

    /** One frame; null when it is a fragment and others follow. */
    private @Nullable Received frame(int first) throws IOException {
        if (closed) {
            return new Received.Breach("RFC 6455 §5.5.1: data after a Close frame");
        }
        int second = in.readUnsignedByte();
        boolean masked = (second & MASK) != 0;
        if (masked != (subject == Role.CLIENT)) {
            return new Received.Breach("RFC 6455 §5.1: a frame of a server is masked, or one of a client is not");
        }
        int form = second & ~MASK;
        long length = form == 127 ? in.readLong() : form == 126 ? in.readUnsignedShort() : form;
        if ((form == 126 && length < 126) || (form == 127 && length <= 0xFFFF)) {
            return new Received.Breach("RFC 6455 §5.2: a length that is not in its shortest form");
        }
        if ((first & RSV23) != 0 || ((first & RSV1) != 0 && deflate == null)) {
            return new Received.Breach("RFC 6455 §5.2: a reserved bit without a meaning");
        }
        int key = masked ? in.readInt() : 0;
        byte[] payload = in.readNBytes(Math.toIntExact(length));
        if (payload.length < length) {
            throw new EOFException();
        }
        if (masked && isUsedUp(key)) {
            return new Received.Breach("RFC 6455 §5.3: one masking key for frame after frame");
        }
        unmask(payload, key);
        return (first & 0x08) == 0 ? data(first, payload) : control(first, payload);
    }

    private boolean isUsedUp(int key) {
        sameKeys = key == lastKey ? sameKeys + 1 : 1;
        lastKey = key;
        return sameKeys > SAME_KEYS;
    }

    private static void unmask(byte[] payload, int key) {
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (key >> (24 - 8 * (i % 4)));
        }
    }

    private Received control(int first, byte[] payload) {
        if ((first & Wire.FIN) == 0 || payload.length > 125 || (first & RSV1) != 0) {
            return new Received.Breach("RFC 6455 §5.5: a control frame that is fragmented, long or compressed");
        }
        return switch (first & 0x0F) {
            case Wire.CLOSE -> close(payload);
            case Wire.PONG -> new Received.Data(Message.pong(payload));
            default -> new Received.Breach("a control frame that nothing asked for: " + (first & 0x0F));
        };
    }

    private Received close(byte[] payload) {
        closed = true;
        if (payload.length == 0) {
            return new Received.Close(Outcome.WITHOUT_CODE);
        }
        if (payload.length == 1) {
            return new Received.Breach("RFC 6455 §5.5.1: half a close code");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload, 2, payload.length - 2));
        } catch (CharacterCodingException e) {
            return new Received.Breach("RFC 6455 §5.5.1: a reason that is no UTF-8");
        }
        return new Received.Close(ByteBuffer.wrap(payload).getShort() & 0xFFFF);
    }

    private @Nullable Received data(int first, byte[] payload) {
        int type = first & 0x0F;
        if (type > Wire.BINARY) {
            return new Received.Breach("RFC 6455 §5.2: a reserved opcode");
        }
        if ((type == Wire.CONTINUATION) != (message != null)) {
            return new Received.Breach("RFC 6455 §5.4: fragments of two messages are mixed");
        }
        ByteArrayOutputStream whole = message;
        if (whole == null) {
            whole = new ByteArrayOutputStream(payload.length);
            opcode = type;
            compressed = (first & RSV1) != 0;
        } else if ((first & RSV1) != 0) {
            return new Received.Breach("RFC 7692 §6.1: RSV1 on a continuation");
        }
        whole.writeBytes(payload);
        message = (first & Wire.FIN) == 0 ? whole : null;
        return message != null ? null : whole(whole.toByteArray());
    }

    private Received whole(byte[] payload) {
        ProbeDeflate inflater = deflate;
        byte[] plain = payload;
        if (compressed && inflater != null) {
            byte[] inflated = inflater.inflate(payload);
            if (inflated == null) {
                return new Received.Breach("RFC 7692 §7.2: a payload that does not inflate within what was agreed on");
            }
            plain = inflated;
        }
        return new Received.Data(new Message(opcode, ByteBuffer.wrap(plain)));
    }
}
