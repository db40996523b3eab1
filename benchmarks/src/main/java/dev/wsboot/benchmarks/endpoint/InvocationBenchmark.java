package dev.wsboot.benchmarks.endpoint;

import dev.wsboot.core.WsHandler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What calling a method of an endpoint costs beside calling a handler, with nothing else around it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InvocationBenchmark {

    @Param({"core", "endpoint"})
    String handler;

    private final SilentSession session = new SilentSession();
    private final String message = "x".repeat(125);
    private WsHandler echo;

    @Setup
    public void open() throws Exception {
        echo = EchoHandlers.named(handler);
        // Nothing of a handshake is asked for: the endpoint has no @OnOpen and no path variable.
        echo.onOpen(session, null);
    }

    @Benchmark
    public long text() throws Exception {
        echo.onText(session, message);
        return session.sent;
    }
}
