package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.MessageDeflater;
import dev.wsboot.core.protocol.Role;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What compression holds outside of the heap is bounded while a server runs, and all of it is freed. */
class CompressionLeakTest {

    private static final int LOOPS = 2;
    private static final int THREADS = 4;
    private static final int KEPT_DEFLATERS = 2 * Runtime.getRuntime().availableProcessors();
    private static final int KEPT_INFLATERS = 4 * LOOPS;

    private static Engine start(Recorder handler, boolean takeover) {
        return (Engine) TestServers.start(
                handler,
                WsOptions.builder()
                        .compression(new WsCompression(0, 1, takeover, takeover))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMessageThatIsHalfReceivedWhenItsConnectionEndsLeavesNothing(boolean takeover) {
        Engine engine = start(new Echo(), takeover);
        try (engine) {
            List<DeflatePeer> peers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                DeflatePeer peer = DeflatePeer.open(engine, "permessage-deflate");
                byte[] payload = peer.compress(DeflatePeer.json(new Random(i), 5000));
                peer.client.send(
                        Wire.frame(DeflatePeer.RSV1 | Wire.TEXT, Arrays.copyOf(payload, 500)), Wire.ping("so far"));
                peer.client.expect("pong so far");
                peers.add(peer);
            }
            assertThat(engine.loops().inflaters()).isGreaterThanOrEqualTo(60);
            for (int i = 0; i < peers.size(); i++) {
                switch (i % 4) {
                    case 0 -> peers.get(i).client.reset();
                    case 1 -> peers.get(i).client.close();
                    case 2 -> peers.get(i).client.send(Wire.frame(Wire.FIN, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF));
                    default -> peers.get(i).client.send(Wire.close());
                }
            }
            peers.forEach(DeflatePeer::close);
            await().until(() -> engine.connectionCount() == 0);
            assertThat(engine.loops().inflaters()).isLessThanOrEqualTo(KEPT_INFLATERS);
        }
        await().untilAsserted(() -> assertThat(engine.loops().inflaters()).isZero());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionsThatComeAndGoLeaveNothing(boolean takeover) {
        Echo handler = new Echo();
        Engine engine = start(handler, takeover);
        try (engine) {
            for (int round = 0; round < 5; round++) {
                List<DeflatePeer> peers = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    DeflatePeer peer = DeflatePeer.open(engine, "permessage-deflate");
                    byte[] message = DeflatePeer.json(new Random(i), 2000);
                    peer.send(Wire.TEXT, message);
                    assertThat(peer.message(peer.client.next())).isEqualTo(message);
                    peers.add(peer);
                }
                if (takeover) {
                    assertThat(engine.deflaters()).isEqualTo(40);
                    assertThat(engine.loops().inflaters()).isBetween(40, 40 + KEPT_INFLATERS);
                } else {
                    assertThat(engine.deflaters()).isBetween(1, KEPT_DEFLATERS);
                    assertThat(engine.loops().inflaters()).isBetween(1, KEPT_INFLATERS);
                }
                peers.forEach(DeflatePeer::close);
                await().until(() -> engine.connectionCount() == 0);
                await().untilAsserted(() ->
                        assertThat(engine.deflaters()).isLessThanOrEqualTo(takeover ? 0 : KEPT_DEFLATERS));
            }
            DeflatePeer last = DeflatePeer.open(engine, "permessage-deflate");
            last.send(Wire.TEXT, new byte[2000]);
            last.client.next();
        }
        await().untilAsserted(() -> {
            assertThat(engine.deflaters()).isZero();
            assertThat(engine.loops().inflaters()).isZero();
        });
    }

    /** Counts what is made and ended, independently of the pool. */
    private static final class Counted extends Deflater {

        private final AtomicInteger alive;
        private boolean ended;

        Counted(AtomicInteger alive) {
            super(1, true);
            this.alive = alive;
            alive.incrementAndGet();
        }

        @Override
        public void end() {
            super.end();
            if (!ended) {
                ended = true;
                alive.decrementAndGet();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePoolKeepsItsBoundForTenThousandConnections(boolean takeover) throws Exception {
        AtomicInteger alive = new AtomicInteger();
        DeflaterPool pool = new DeflaterPool(() -> new Counted(alive));
        DeflateAgreement agreement = new DeflateAgreement(!takeover, true, 15, 15, false);
        ByteBuffer message = ByteBuffer.wrap(DeflatePeer.json(new Random(5), 1500));
        AtomicInteger most = new AtomicInteger();
        Callable<Void> connections = () -> {
            for (int i = 0; i < 10_000 / THREADS; i++) {
                Compressor compressor = new Compressor(pool, agreement, Role.SERVER, 0, () -> {});
                for (int j = 0; j < 2; j++) {
                    compressor.compress(
                            message, payload -> assertThat(payload.remaining()).isLessThan(1500));
                }
                most.accumulateAndGet(alive.get(), Math::max);
                compressor.close();
                compressor.close();
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> each : threads.invokeAll(List.of(connections, connections, connections, connections))) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(most.get()).isLessThanOrEqualTo(takeover ? THREADS : KEPT_DEFLATERS + THREADS);
        assertThat(pool.size()).isEqualTo(alive.get());
        DeflaterPool.Lease late = pool.take();
        late.deflater();
        pool.close();
        pool.give(late);
        assertThat(alive.get()).isZero();
        assertThat(pool.size()).isZero();
    }

    @Test
    void aCompressorDoesNotHoldOnToItsLastMessage() {
        Deflater zlib = new Deflater(1, true);
        MessageDeflater deflater = new MessageDeflater(zlib, true, 15);
        WeakReference<byte[]> message = compressSome(deflater);
        await().until(() -> {
            System.gc();
            return message.get() == null;
        });
        zlib.end();
    }

    private static WeakReference<byte[]> compressSome(MessageDeflater deflater) {
        byte[] message = new byte[100_000];
        deflater.deflate(ByteBuffer.wrap(message), ByteBuffer.allocate(MessageDeflater.bound(message.length, 15)));
        return new WeakReference<>(message);
    }
}
