package dev.wsboot.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.deflate.MessageDeflater;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A message of JSON, compressed by itself. */
@State(Scope.Thread)
public class DeflateBenchmark {

    private static final int WINDOW_BITS = 15;

    @Param({"1024", "16384"})
    int size;

    @Param({"1", "6"})
    int level;

    private Deflater deflater;
    private MessageDeflater messages;
    private ByteBuffer message;
    private ByteBuffer out;

    @Setup
    public void fill() {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; json.length() < size; i++) {
            json.append("{\"symbol\":\"S")
                    .append(i * 7919 % 1000)
                    .append("\",\"price\":")
                    .append(i * 31337 % 9973)
                    .append("},");
        }
        byte[] bytes = json.substring(0, size).getBytes(UTF_8);
        message = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        out = ByteBuffer.allocateDirect(MessageDeflater.bound(size, WINDOW_BITS));
        deflater = new Deflater(level, true);
        messages = new MessageDeflater(deflater, false, WINDOW_BITS);
    }

    @TearDown
    public void end() {
        deflater.end();
    }

    @Benchmark
    public int deflate() {
        message.rewind();
        out.clear();
        messages.deflate(message, out);
        return out.position();
    }
}
