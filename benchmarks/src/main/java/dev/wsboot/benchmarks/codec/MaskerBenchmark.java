package dev.wsboot.benchmarks.codec;

import dev.wsboot.core.protocol.Masker;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Unmasking where the bytes are, and on the way into an array. */
@State(Scope.Thread)
public class MaskerBenchmark {

    @Param({"16", "125", "4096", "65536"})
    int size;

    private ByteBuffer received;
    private byte[] message;

    @Setup
    public void fill() {
        received = ByteBuffer.allocateDirect(size + 8);
        message = new byte[size];
    }

    @Benchmark
    public ByteBuffer inPlace() {
        Masker.mask(received, 8, 8 + size, 0x37FA213D);
        return received;
    }

    @Benchmark
    public int whileCopying() {
        return Masker.copy(received, 8, message, 0, size, 0x37FA213D);
    }
}
