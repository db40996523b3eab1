package dev.wsboot.benchmarks.endpoint;

import dev.wsboot.benchmarks.load.Message;
import dev.wsboot.benchmarks.load.Opening;
import dev.wsboot.benchmarks.load.Scenario.Content;
import dev.wsboot.core.WsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An echo through a socket, server and client in one process. Made for {@code -prof gc}: the client allocates nothing, so what
 * is allocated by operation is the server's, by message.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EchoBenchmark {

    private static final int SIZE = 125;
    private static final int HEADER = 2;
    private static final int BATCH = 16;

    @Param({"core", "endpoint"})
    String handler;

    @Param({"BINARY", "TEXT"})
    Content content;

    private WsServer server;
    private SocketChannel client;
    private Message message;
    private ByteBuffer frames;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);

    @Setup
    public void open() throws IOException {
        server = WsServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .eventLoops(1)
                .handler("/echo", EchoHandlers.named(handler))
                .start();
        message = Message.of(content, SIZE);
        frames = message.frames();
        client = SocketChannel.open(server.address());
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        client.write(Opening.request("/echo", server.port()));
        Opening opening = new Opening();
        boolean opened;
        do {
            in.clear();
            client.read(in);
            opened = opening.receive(in.flip());
        } while (!opened);
    }

    @TearDown
    public void close() throws IOException {
        client.close();
        server.shutdown(Duration.ZERO).toCompletableFuture().join();
    }

    /** A message, and the next when it came back. */
    @Benchmark
    public int one() throws IOException {
        return echo(1);
    }

    /** Sixteen messages in one write. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int batch() throws IOException {
        return echo(BATCH);
    }

    private int echo(int count) throws IOException {
        frames.limit(count * message.frameLength()).position(0);
        while (frames.hasRemaining()) {
            client.write(frames);
        }
        in.clear().limit(count * (HEADER + SIZE));
        while (in.hasRemaining()) {
            if (client.read(in) < 0) {
                throw new IOException("the server ended the connection");
            }
        }
        return in.position();
    }
}
