package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The other end of one connection of a real engine, over a {@link FakeTransport}. */
final class FakePeer implements AutoCloseable {

    final Engine engine;
    final EventLoop loop;
    final FakeTransport transport = new FakeTransport();
    final Connection connection;
    private final boolean ownsEngine;

    private FakePeer(Engine engine, boolean ownsEngine) {
        this.engine = engine;
        this.ownsEngine = ownsEngine;
        this.loop = engine.loops().leastLoaded();
        this.connection = onLoop(() -> {
            loop.count(1);
            return new Connection(engine, loop, transport);
        });
    }

    private static Engine engine(WsHandler handler, WsOptions options) {
        return (Engine) TestServers.start(TestServers.builder().eventLoops(1).handler("/", handler, options));
    }

    /** A peer before its opening handshake. */
    static FakePeer connected(WsHandler handler) {
        return new FakePeer(engine(handler, WsOptions.DEFAULTS), true);
    }

    /** A peer after its opening handshake, whose response is not counted any more. */
    static FakePeer open(WsHandler handler) {
        return open(handler, WsOptions.DEFAULTS);
    }

    static FakePeer open(WsHandler handler, WsOptions options) {
        return new FakePeer(engine(handler, options), true).handshake();
    }

    /** One more peer of the same server, on the same loop, after its opening handshake. */
    FakePeer another() {
        return new FakePeer(engine, false).handshake();
    }

    private FakePeer handshake() {
        arrives(RawClient.request(80, "/"));
        settle();
        assertThat(new String(transport.written(), ISO_8859_1)).startsWith("HTTP/1.1 101");
        transport.forget();
        return this;
    }

    /** Bytes arrive together; the loop reads them at once. */
    void arrives(byte[]... parts) {
        transport.arrive(Wire.concat(parts));
        readable();
    }

    /** The loop reads, in one turn, for as long as the connection wants it and there is something. */
    void readable() {
        onLoop(() -> {
            while (transport.hasArrived() && transport.wantsRead()) {
                connection.ready(SelectionKey.OP_READ);
            }
            return null;
        });
    }

    /** The kernel has room again, for so many bytes. */
    void writable(long room) {
        transport.room(room);
        onLoop(() -> {
            connection.ready(SelectionKey.OP_WRITE);
            return null;
        });
    }

    /** The frames that were written since the last call, when all that is under way has come to rest. */
    List<Wire.Frame> frames() {
        settle();
        return transport.frames();
    }

    <T> T onLoop(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return get(result);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the end of some turns of the loop, so that what was begun until now is through with all that follows. */
    void settle() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        loop.execute(() -> afterTurns(3, loop.now(), settled));
        get(settled);
    }

    private void afterTurns(int turns, long current, CompletableFuture<Void> settled) {
        boolean ended = loop.now() != current;
        if (ended && turns == 1) {
            settled.complete(null);
        } else {
            loop.execute(() -> afterTurns(ended ? turns - 1 : turns, ended ? loop.now() : current, settled));
        }
    }

    @Override
    public void close() {
        // The engine's selector does not know this connection, so the end of the server would not find it.
        onLoop(() -> {
            connection.giveUpOnShutdown();
            return null;
        });
        if (ownsEngine) {
            engine.close();
        }
    }
}
