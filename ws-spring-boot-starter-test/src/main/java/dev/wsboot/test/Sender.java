package dev.wsboot.test;

import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.MessageDeflater;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.FrameWriter;
import dev.wsboot.core.protocol.Masker;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes what this side sends, frame after frame, on the threads that ask for it. Thread-safe.
 *
 * <p>A connection that is gone is no failure here: a server may close at any moment, and then the test learns of that by what it
 * waits for.
 */
final class Sender {

    private static final int FIN = 0x80;

    private final Line line;
    private final Duration patience;
    private final Transcript transcript;
    private final ReentrantLock lock = new ReentrantLock();
    private final SecureRandom random = new SecureRandom();
    private final @Nullable Deflater compressor;
    private final @Nullable MessageDeflater deflater;
    private final int windowBits;
    private boolean closed;
    /** The Close frame was this side's own idea: the test knows that nothing may follow, whatever the server has done meanwhile. */
    private boolean closedFirst;

    private boolean serverClosed;
    private boolean cutOff;
    private boolean ended;

    Sender(Line line, @Nullable DeflateAgreement agreement, Duration patience, Transcript transcript) {
        this.line = line;
        this.patience = patience;
        this.transcript = transcript;
        if (agreement == null) {
            this.compressor = null;
            this.deflater = null;
            this.windowBits = DeflateAgreement.MAX_WINDOW_BITS;
        } else {
            this.windowBits = agreement.windowBits(Role.CLIENT);
            this.compressor = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            this.deflater = new MessageDeflater(compressor, agreement.takeover(Role.CLIENT), windowBits);
        }
    }

    /** Sends a message, compressed where that was agreed on. */
    void message(int opcode, byte[] payload, String shown) {
        lock.lock();
        try {
            requireOpen();
            if (deflater == null || serverClosed || ended) {
                send(FIN | opcode, payload, shown);
            } else {
                ByteBuffer out = ByteBuffer.allocate(MessageDeflater.bound(payload.length, windowBits));
                deflater.deflate(ByteBuffer.wrap(payload), out);
                byte[] compressed = new byte[out.flip().remaining()];
                out.get(compressed);
                send(
                        FIN | opcode | Opcode.COMPRESSED,
                        compressed,
                        shown + " (compressed to " + compressed.length + " bytes)");
            }
        } finally {
            lock.unlock();
        }
    }

    void ping(byte[] payload) {
        lock.lock();
        try {
            requireOpen();
            send(FIN | Opcode.PING, payload, "ping    " + Receiver.shown(payload));
        } finally {
            lock.unlock();
        }
    }

    void pong(byte[] payload) {
        lock.lock();
        try {
            if (!closed) {
                send(FIN | Opcode.PONG, payload, "pong    " + Receiver.shown(payload));
            }
        } finally {
            lock.unlock();
        }
    }

    void frame(int first, byte[] payload) {
        lock.lock();
        try {
            send(first, payload, "frame   0x%02x, %s".formatted(first, Message.shown(payload)));
        } finally {
            lock.unlock();
        }
    }

    void raw(byte[] bytes) {
        lock.lock();
        try {
            write(ByteBuffer.wrap(bytes), "bytes   " + Message.shown(bytes));
        } finally {
            lock.unlock();
        }
    }

    /** Sends a Close frame. Only raw frames can follow it. */
    void close(CloseStatus status) {
        lock.lock();
        try {
            requireOpen();
            closedFirst = !serverClosed && !ended;
            sendClose(status);
        } finally {
            lock.unlock();
        }
    }

    void answerClose(CloseStatus peer) {
        lock.lock();
        try {
            serverClosed = true;
            if (!closed) {
                sendClose(new CloseStatus(peer.code(), "", peer.initiator()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void sendClose(CloseStatus status) {
        closed = true;
        send(
                FIN | Opcode.CLOSE,
                status.payload(),
                "close   " + status.code() + " " + Transcript.shortened(status.reason()));
    }

    /** Whether no Close frame was sent and the connection was not ended. */
    boolean isOpen() {
        lock.lock();
        try {
            return !closed && !ended;
        } finally {
            lock.unlock();
        }
    }

    /** The connection is over: nothing is sent any more. */
    void end() {
        lock.lock();
        try {
            if (!ended && compressor != null) {
                compressor.end();
            }
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closedFirst) {
            throw transcript.failure("nothing can be sent behind a Close frame, but by sendFrame");
        }
    }

    private void send(int first, byte[] payload, String shown) {
        if (serverClosed && (first & 0x0F) != Opcode.CLOSE) {
            transcript.sent(shown + " (not sent: the server has closed)");
            return;
        }
        int key = random.nextInt() | 1; // a key of zero would be none
        int header = FrameWriter.headerLength(payload.length) + FrameWriter.KEY_LENGTH;
        ByteBuffer frame = ByteBuffer.allocate(header + payload.length);
        FrameWriter.writeHeader(frame, Opcode.BINARY, payload.length, key);
        frame.put(0, (byte) first).put(payload).flip();
        Masker.mask(frame, header, frame.limit(), key);
        write(frame, shown);
    }

    private void write(ByteBuffer bytes, String shown) {
        if (cutOff) {
            throw transcript.failure("the frame before this one was not taken as a whole, so that none can follow it");
        }
        if (ended) {
            transcript.sent(shown + " (not sent: the connection is over)");
            return;
        }
        int length = bytes.remaining();
        transcript.sent(shown);
        try {
            if (!line.write(bytes, patience)) {
                cutOff = true;
                throw transcript.failure("the server does not read: it has taken " + bytes.position() + " of " + length
                        + " bytes within " + patience.toMillis() + " ms");
            }
        } catch (IOException e) {
            transcript.sent("not sent: " + e);
        }
    }
}
