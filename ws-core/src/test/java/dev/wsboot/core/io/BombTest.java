package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.deflate.MessageInflater;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.Inbound;
import dev.wsboot.core.protocol.InboundEvents;
import dev.wsboot.core.protocol.Role;
import dev.wsboot.core.protocol.TextDecoder;
import dev.wsboot.core.protocol.Violation;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of a few bytes that would inflate to a thousand times as many cost no more than the limit allows. */
// The JDK keeps direct buffers for the thread that used a socket, as large as what went through it, until the thread
// ends.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BombTest {

    private static final int LIMIT = 64 * 1024;
    private static final int BOMBS = 200;

    static byte[] bomb(int size) {
        Deflater deflater = new Deflater(9, true);
        try {
            byte[] payload = DeflatePeer.deflate(deflater, new byte[size]);
            assertThat(payload.length).isLessThan(size / 900);
            return payload;
        } finally {
            deflater.end();
        }
    }

    /** Counts what it makes. */
    private static final class CountingInflater extends Inflater {

        private long inflated;

        CountingInflater() {
            super(true);
        }

        @Override
        public int inflate(byte[] output, int offset, int length) throws DataFormatException {
            int count = super.inflate(output, offset, length);
            inflated += count;
            return count;
        }
    }

    private final List<CountingInflater> made = new ArrayList<>();
    private final Inflaters inflaters = new Inflaters(() -> {
        CountingInflater inflater = new CountingInflater();
        made.add(inflater);
        return inflater;
    });

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, LIMIT, 1024 * 1024})
    void notMoreIsInflatedThanTheLimitAndOneByte(int limit) {
        List<Object> events = new ArrayList<>();
        Inbound inbound = new Inbound(new Inbound.Rules(Role.SERVER, limit, 10), new MessageInflater(inflaters, false));
        byte[] frame = Wire.frame(Wire.FIN | DeflatePeer.RSV1 | Wire.BINARY, bomb(16 * 1024 * 1024));

        inbound.receive(ByteBuffer.wrap(frame), new TextDecoder(), new Events(events));

        assertThat(events).containsExactly(Violation.MESSAGE_TOO_BIG);
        assertThat(made).singleElement().matches(inflater -> inflater.inflated == limit + 1L);
        inbound.close();
        inflaters.end();
        assertThat(inflaters.size()).isZero();
    }

    @Test
    void ofAThousandAtOnceNotMoreIsInflatedOfEach() {
        byte[] frame = Wire.frame(Wire.FIN | DeflatePeer.RSV1 | Wire.BINARY, bomb(16 * 1024 * 1024));
        List<Object> events = new ArrayList<>();
        List<Inbound> inbounds = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            inbounds.add(
                    new Inbound(new Inbound.Rules(Role.SERVER, LIMIT, 10), new MessageInflater(inflaters, i % 2 == 0)));
        }
        TextDecoder decoder = new TextDecoder();
        for (int from = 0; from < frame.length; from += 50) {
            int to = Math.min(frame.length, from + 50);
            byte[] piece = Arrays.copyOfRange(frame, from, to);
            inbounds.forEach(each -> each.receive(ByteBuffer.wrap(piece.clone()), decoder, new Events(events)));
        }

        assertThat(events).hasSize(1000).containsOnly(Violation.MESSAGE_TOO_BIG);
        assertThat(made).hasSize(1000).allMatch(inflater -> inflater.inflated <= LIMIT + 8 * 1024);
        inbounds.forEach(Inbound::close);
        inflaters.end();
        assertThat(inflaters.size()).isZero();
    }

    @Test
    void manyBombsAtOnceAreDefusedAndNobodyElseNotices() {
        WsOptions options = WsOptions.builder()
                .maxMessageSize(LIMIT)
                .compression(new WsCompression(0, 1, true, true))
                .build();
        byte[] frame = Wire.frame(Wire.FIN | DeflatePeer.RSV1 | Wire.BINARY, bomb(16 * 1024 * 1024));
        RecordedEvents events = new RecordedEvents();
        try (WsServer server =
                        TestServers.start(TestServers.builder().events(events).handler("/", new Echo(), options));
                DeflatePeer other = DeflatePeer.open(server, "permessage-deflate")) {
            List<DeflatePeer> peers = new ArrayList<>();
            for (int i = 0; i < BOMBS; i++) {
                peers.add(DeflatePeer.open(server, "permessage-deflate"));
            }
            long before = allocatedByLoops();
            peers.forEach(peer -> peer.client.send(frame));
            for (DeflatePeer peer : peers) {
                peer.client.expect("close 1009 message is too big");
            }
            long each = (allocatedByLoops() - before) / BOMBS;
            // The array grows in steps of two, up to the limit: all of them together are less than three times that.
            assertThat(each).isGreaterThan(LIMIT).isLessThan(3 * LIMIT + 8 * 1024);
            assertThat(events.await("sessionCut")).contains("ws.inbound.max-message-size");
            other.send(Wire.TEXT, new byte[] {'o', 'k'});
            assertThat(other.message(other.client.next())).containsExactly('o', 'k');
            peers.forEach(DeflatePeer::close);
        }
    }

    static long allocatedByLoops() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ws-loop-"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
                .sum();
    }

    private record Events(List<Object> seen) implements InboundEvents {

        @Override
        public void onText(String message) {
            seen.add(message);
        }

        @Override
        public void onBinary(ByteBuffer message) {
            seen.add(message);
        }

        @Override
        public void onPing(ByteBuffer payload) {
            seen.add(payload);
        }

        @Override
        public void onPong(ByteBuffer payload) {
            seen.add(payload);
        }

        @Override
        public void onClose(CloseStatus status) {
            seen.add(status);
        }

        @Override
        public void onViolation(Violation violation) {
            seen.add(violation);
        }
    }
}
