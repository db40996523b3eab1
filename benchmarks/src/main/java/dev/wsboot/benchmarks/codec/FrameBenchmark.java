package dev.wsboot.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.FrameWriter;
import dev.wsboot.core.protocol.Inbound;
import dev.wsboot.core.protocol.InboundEvents;
import dev.wsboot.core.protocol.Masker;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.Role;
import dev.wsboot.core.protocol.TextDecoder;
import dev.wsboot.core.protocol.Violation;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sixteen masked messages read from one buffer, text validated and made a String, and headers written. */
@State(Scope.Thread)
public class FrameBenchmark {

    private static final int FRAMES = 16;
    private static final int KEY = 0x37FA213D;

    @Param({"binary", "ascii", "mixed"})
    String kind;

    @Param({"125", "1024", "4096"})
    int size;

    private final TextDecoder decoder = new TextDecoder();
    private final Inbound inbound = new Inbound(new Inbound.Rules(Role.SERVER, 1 << 20, 128));
    private final Count count = new Count();
    private ByteBuffer received;
    private ByteBuffer header;

    private static final class Count implements InboundEvents {

        private long bytes;

        @Override
        public void onText(String message) {
            bytes += message.length();
        }

        @Override
        public void onBinary(ByteBuffer message) {
            bytes += message.remaining();
        }

        @Override
        public void onPing(ByteBuffer payload) {
            bytes++;
        }

        @Override
        public void onPong(ByteBuffer payload) {
            bytes++;
        }

        @Override
        public void onClose(CloseStatus status) {
            throw new IllegalStateException("nobody closes here");
        }

        @Override
        public void onViolation(Violation violation) {
            throw new IllegalStateException(violation.reason());
        }
    }

    @Setup
    public void fill() {
        byte[] message = message();
        int opcode = kind.equals("binary") ? Opcode.BINARY : Opcode.TEXT;
        received = ByteBuffer.allocateDirect(FRAMES * (FrameWriter.MAX_HEADER + message.length));
        for (int i = 0; i < FRAMES; i++) {
            FrameWriter.writeHeader(received, opcode, message.length, KEY);
            int from = received.position();
            received.put(message);
            Masker.mask(received, from, received.position(), KEY);
        }
        received.flip();
        header = ByteBuffer.allocateDirect(FrameWriter.MAX_HEADER);
    }

    /** About as many bytes as asked for, so that no character is cut. */
    private byte[] message() {
        String unit = kind.equals("mixed") ? "Zürich 東京 🙂 text, " : "plain old text, ";
        return unit.repeat(Math.max(1, size / unit.getBytes(UTF_8).length)).getBytes(UTF_8);
    }

    /** Binary payloads are unmasked where they lie, so each pass undoes what the one before it did. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long read() {
        received.rewind();
        inbound.receive(received, decoder, count);
        return count.bytes;
    }

    @Benchmark
    public ByteBuffer writeHeader() {
        header.clear();
        FrameWriter.writeHeader(header, Opcode.BINARY, size, 0);
        return header;
    }
}
