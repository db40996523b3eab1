package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.ConnectionState;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What one connection holds of the heap in each of its states, in bytes after a collection: ours, without the JDK's socket.
 * docs/memory.md tells the figures that this prints.
 */
class ConnectionCostTest {

    private static final int PEERS = 2000;
    private static final int KIB = 1024;

    /** As much as one message may have. */
    private static final int LARGE = WsOptions.DEFAULTS.maxMessageSize();

    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

    private static final byte[] REQUEST = RawClient.request(80, "/");
    private static final byte[] TEXT = Wire.text("a first message");

    enum State {
        HALF_A_REQUEST(800, Arrays.copyOf(REQUEST, REQUEST.length / 2)),
        IDLE(400, REQUEST, TEXT),
        DECLARED_AND_NOT_SENT(700, REQUEST, Wire.header(Wire.FIN | Wire.BINARY, LARGE)),
        A_KILOBYTE_OF_A_MESSAGE(7 * KIB, REQUEST, Wire.header(Wire.FIN | Wire.BINARY, LARGE), new byte[KIB]),
        A_KILOBYTE_IN_FRAGMENTS(
                6 * KIB,
                REQUEST,
                Wire.frame(Wire.BINARY, new byte[1]),
                Wire.repeat(Wire.frame(0, new byte[1]), KIB - 1)),
        A_HUNDRED_KILOBYTES_WAIT(115 * KIB, REQUEST),
        COMPRESSION_AGREED(500, RawClient.request(80, "/", DEFLATE), compressed()),
        COMPRESSION_WITH_CONTEXT(1000, RawClient.request(80, "/kept", DEFLATE), compressed());

        final int most;

        @SuppressWarnings("ImmutableEnumChecker") // nobody writes into it
        final byte[][] arrives;

        State(int most, byte[]... arrives) {
            this.most = most;
            this.arrives = arrives;
        }
    }

    private static byte[] compressed() {
        Deflater deflater = new Deflater(1, true);
        byte[] out = new byte[KIB];
        deflater.setInput("a first message, a first message".getBytes(ISO_8859_1));
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Wire.frame(Wire.FIN | 0x40 | Wire.TEXT, Arrays.copyOf(out, length - 4));
    }

    /** One network for all, which so costs none of them anything. */
    private static final class Network implements Transport {

        private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

        final ByteArrayOutputStream written = new ByteArrayOutputStream();
        byte[] arriving = {};
        boolean blocked;

        @Override
        public int read(ByteBuffer into) {
            into.put(arriving);
            return arriving.length;
        }

        @Override
        public int write(ByteBuffer from) {
            int count = blocked ? 0 : from.remaining();
            if (!blocked) {
                byte[] bytes = new byte[count];
                from.get(bytes);
                written.writeBytes(bytes);
            }
            return count;
        }

        @Override
        public void interest(boolean read, boolean write) {}

        @Override
        public void shutdownOutput() {}

        @Override
        public void close() {}

        @Override
        public void reset() {}

        @Override
        public InetSocketAddress localAddress() {
            return HERE;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return HERE;
        }
    }

    /** Answers, so that whatever is made for the first message is there. */
    private static final class Answering implements WsHandler {

        WsSession last;

        @Override
        public void onOpen(WsSession session, dev.wsboot.core.http.Handshake handshake) {
            last = session;
        }

        @Override
        public void onText(WsSession session, String message) {
            session.send(message);
        }
    }

    private final Network network = new Network();
    private final Answering handler = new Answering();

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Engine engine() {
        WsOptions options = WsOptions.builder()
                .compression(new WsCompression(0, 1, false, false))
                .build();
        WsOptions kept = WsOptions.builder()
                .compression(new WsCompression(0, 1, true, true))
                .build();
        WsServer server = TestServers.start(TestServers.builder()
                .eventLoops(1)
                .handler("/", handler, options)
                .handler("/kept", handler, kept));
        return (Engine) server;
    }

    private Connection open(Engine engine, EventLoop loop, State state) {
        loop.count(1);
        Connection connection = new Connection(engine, loop, network);
        for (byte[] each : state.arrives) {
            network.arriving = each;
            connection.ready(SelectionKey.OP_READ);
        }
        if (state == State.A_HUNDRED_KILOBYTES_WAIT) {
            network.blocked = true;
            for (int i = 0; i < 100; i++) {
                handler.last.send(ByteBuffer.allocate(KIB));
            }
            network.blocked = false;
        }
        return connection;
    }

    private static <T> T onLoop(EventLoop loop, java.util.function.Supplier<T> action) throws Exception {
        return CompletableFuture.supplyAsync(action, loop).get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionCostsNoMoreThan(State state) throws Exception {
        int peers = state == State.COMPRESSION_WITH_CONTEXT || state == State.A_HUNDRED_KILOBYTES_WAIT ? 200 : PEERS;
        List<Connection> connections = new ArrayList<>(peers + 1);
        Engine engine = engine();
        EventLoop loop = engine.loops().leastLoaded();
        try {
            connections.add(onLoop(loop, () -> open(engine, loop, state)));
            network.written.reset();
            heap();
            long before = heap();
            for (int i = 0; i < peers; i++) {
                connections.add(onLoop(loop, () -> open(engine, loop, state)));
                network.written.reset();
            }
            onLoop(loop, () -> null); // what was left to the end of a turn is done
            network.written.reset();
            heap();
            long each = (heap() - before) / peers;

            System.out.println(state + ": " + each + " bytes of the heap for each connection");
            assertThat(each).isPositive().isLessThan(state.most);
            assertThat(connections)
                    .allMatch(connection -> connection.state() == ConnectionState.CONNECTING
                            || connection.state() == ConnectionState.OPEN);
        } finally {
            // The engine's selector does not know these connections, so the end of the server would not find them.
            onLoop(loop, () -> {
                connections.forEach(Connection::giveUpOnShutdown);
                return null;
            });
            engine.close();
        }
    }

    @Test
    void whatWasDeclaredIsHeardWhenItComes() {
        Echo echo = new Echo();
        try (FakePeer peer = FakePeer.open(
                echo, WsOptions.builder().maxMessageSize(KIB * KIB).build())) {
            peer.arrives(Wire.header(Wire.FIN | Wire.BINARY, KIB * KIB));
            peer.arrives(new byte[KIB * KIB]);
            assertThat(peer.frames()).hasToString("[binary " + KIB * KIB + "]");
        }
    }
}
