package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.ConnectionState.Signal;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The writer role under every interleaving, up to a bound, of senders, short writes and an end.
 *
 * <p>The event loop is one that has ended: what is handed to it is done by whoever hands it in, one at a time, so the loop's
 * part takes turns with the senders like any other thread's. {@code -Dws.interleavings=5000} looks longer.
 */
@Timeout(300)
class OutboundQueueLincheckTest {

    private static final int INTERLEAVINGS = Integer.getInteger("ws.interleavings", 200);

    private static Engine engine;
    private static EventLoop loop;

    @BeforeAll
    static void start() throws Exception {
        engine = (Engine) TestServers.start(TestServers.builder()
                .eventLoops(1)
                .handshakeTimeout(Duration.ZERO)
                .handler("/", new Recorder()));
        loop = new EventLoop("ended", Clock.SYSTEM, failure -> {
            throw new AssertionError(failure);
        });
        loop.start();
        loop.stop();
        loop.join();
        // Runs must not differ by who is the first to need a buffer.
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            buffers.add(engine.loops().buffers().take());
        }
        buffers.forEach(engine.loops().buffers()::give);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    /** One connection in its open state. */
    private static final class Link {

        final FakeTransport transport = new FakeTransport();
        final Connection connection = new Connection(engine, loop, transport);
        volatile Completion completion;

        Link() {
            connection.signal(Signal.OPENED);
        }

        void send(String text) {
            connection.out().send(Wire.TEXT, false, ByteBuffer.wrap(text.getBytes(UTF_8)), true, null);
        }

        void sendAsync(String text) {
            Completion waiter = new Completion();
            SendStatus status =
                    connection.out().send(Wire.TEXT, false, ByteBuffer.wrap(text.getBytes(UTF_8)), true, waiter);
            if (status != null && !status.isAccepted()) {
                waiter.complete(status);
            }
            completion = waiter;
        }

        /** The loop looks after what is collected. */
        void look() {
            loop.execute(connection.out()::writeCollected);
        }

        void writable(long room) {
            loop.execute(() -> {
                transport.room(room);
                connection.ready(SelectionKey.OP_WRITE);
            });
        }

        void requireNothingWaits() {
            if (completion != null && !completion.isDone()) {
                throw new AssertionError("a sendAsync does not complete");
            }
            if (connection.out().waiting() != 0 || connection.out().isBehind() || transport.isOverlapped()) {
                throw new AssertionError("waiting " + connection.out().waiting() + ", behind "
                        + connection.out().isBehind() + ", overlapped " + transport.isOverlapped());
            }
        }

        /** The texts that were written, each thread's in its order. */
        void requireFrames(String... expectedInOrderEach) {
            List<String> frames =
                    transport.frames().stream().map(Wire.Frame::toString).toList();
            for (String chain : expectedInOrderEach) {
                int at = -1;
                for (String each : chain.split(",", -1)) {
                    int found = frames.indexOf(each);
                    if (found <= at || found != frames.lastIndexOf(each)) {
                        throw new AssertionError(each + " is not where it belongs in " + frames);
                    }
                    at = found;
                }
            }
        }
    }

    private static Thread[] run(Runnable... bodies) {
        Thread[] threads = new Thread[bodies.length];
        for (int i = 0; i < bodies.length; i++) {
            threads[i] = new Thread(bodies[i]);
            threads[i].start();
        }
        return threads;
    }

    private static void join(Thread[] threads) {
        for (Thread each : threads) {
            try {
                each.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void noFrameOfTwoSendersIsForgotten() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Link link = new Link();
            join(run(
                    () -> {
                        link.send("a1");
                        link.send("a2");
                    },
                    () -> link.sendAsync("b1")));
            link.requireNothingWaits();
            link.requireFrames("text a1,text a2", "text b1");
        });
    }

    @Test
    void noFrameOfThreadsThatCollectIsForgotten() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Link link = new Link();
            join(run(
                    () -> link.connection.out().cork(() -> {
                        link.send("a1");
                        link.send("a2");
                    }),
                    () -> link.connection.out().cork(() -> link.sendAsync("b1")),
                    link::look));
            link.requireNothingWaits();
            link.requireFrames("text a1,text a2", "text b1");
        });
    }

    @Test
    void aShortWriteLeavesTheRestToTheLoop() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Link link = new Link();
            link.transport.room(5);
            join(run(() -> link.send("a1"), () -> link.send("b1")));
            link.writable(2);
            link.writable(Long.MAX_VALUE);
            link.requireNothingWaits();
            link.requireFrames("text a1", "text b1");
        });
    }

    @Test
    void aSendWhileTheLoopCatchesUpIsNotForgotten() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Link link = new Link();
            link.transport.room(0);
            link.send("a1");
            join(run(() -> link.writable(Long.MAX_VALUE), () -> link.send("b1")));
            link.requireNothingWaits();
            link.requireFrames("text a1,text b1");
        });
    }

    @Test
    void aSendThatRacesWithTheEndCompletes() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Link link = new Link();
            link.transport.room(3);
            join(run(() -> link.sendAsync("a1"), () -> link.connection.abort(CloseStatus.Initiator.SERVER)));
            link.requireNothingWaits();
        });
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anEndWithinAWriteIsSeenToByWhoeverWrites() {
        Link link = new Link();
        link.transport.whileWriting(() -> link.connection.abort(CloseStatus.Initiator.SERVER));
        link.sendAsync("a1");
        link.requireNothingWaits();
    }

    @Test
    void nothingFollowsTheCloseFrame() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> {
            Link link = new Link();
            join(run(() -> link.send("a1"), () -> link.connection.close(CloseStatus.NORMAL)));
            link.requireNothingWaits();
            List<Wire.Frame> frames = link.transport.frames();
            if (!frames.get(frames.size() - 1).toString().equals("close 1000")) {
                throw new AssertionError("the last frame is not Close: " + frames);
            }
        });
    }
}
