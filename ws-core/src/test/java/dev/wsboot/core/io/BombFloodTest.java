package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand messages at once that would inflate to sixteen thousand MiB, at a server whose heap is 256 MiB. */
// The JDK keeps direct buffers for the thread that used a socket, as large as what went through it, until the thread
// ends.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BombFloodTest {

    private static final int BOMBS = 1000;
    private static final int LIMIT = BombShelter.LIMIT;
    private static final int SIZE = 16 * 1024 * 1024;
    private static final int PIECES = 4;

    /** What the server's process says of itself. */
    private record Report(int cut, int inflaters, long allocated) {

        static Report of(ServerProcess server) throws InterruptedException {
            server.command("report");
            String[] words = server.next().split(" ");
            assertThat(words).as(() -> Arrays.toString(words)).hasSize(6).startsWith("cut");
            return new Report(Integer.parseInt(words[1]), Integer.parseInt(words[3]), Long.parseLong(words[5]));
        }
    }

    @Test
    void aThousandBombsAtOnceAreDefusedAndNobodyElseNotices() throws Exception {
        byte[] bomb = BombTest.bomb(SIZE);
        assertThat(bomb.length).as("a thousand to one").isLessThanOrEqualTo(SIZE / 1000);
        int fuse = fuse(bomb);
        List<RawClient> peers = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        try (ServerProcess server = ServerProcess.start(BombShelter.class, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError")) {
            CompletableFuture<Integer> bystander = CompletableFuture.supplyAsync(() -> converse(server.port(), over));
            for (int i = 0; i < BOMBS; i++) {
                peers.add(open(server.port()));
            }
            long before = Report.of(server).allocated();
            light(peers, Arrays.copyOf(bomb, fuse));
            assertThat(Report.of(server)).matches(report -> report.cut() == 0 && report.inflaters() >= BOMBS);

            throwIn(peers, Arrays.copyOfRange(bomb, fuse, bomb.length));
            for (RawClient peer : peers) {
                peer.expect("close 1009 message is too big").expectEnd();
            }
            Report after = Report.of(server);
            over.set(true);
            int echoes = bystander.get();
            System.out.println(BOMBS + " bombs of " + bomb.length + " bytes for " + SIZE + ": "
                    + (after.allocated() - before) / BOMBS + " bytes allocated for each, meanwhile " + echoes
                    + " echoes to a bystander");
            assertThat(after.cut()).isEqualTo(BOMBS);
            // The array grows in steps of two, up to the limit, and all of them together are less than three times
            // that.
            // The bystander's echoes are in it, too.
            assertThat((after.allocated() - before) / BOMBS).isLessThan(4 * LIMIT);
            assertThat(echoes).isPositive();
            peers.forEach(RawClient::close);
            await().atMost(20, TimeUnit.SECONDS).until(() -> Report.of(server).inflaters() < 20);
            server.end();
        } finally {
            over.set(true);
            peers.forEach(RawClient::close);
        }
    }

    /** How many bytes of a bomb inflate to nearly what is allowed. */
    private static int fuse(byte[] bomb) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            byte[] out = new byte[1];
            while (inflater.getBytesWritten() < LIMIT - 4096) {
                if (inflater.inflate(out) == 0) {
                    inflater.setInput(bomb, (int) inflater.getBytesRead(), 1);
                }
            }
            return (int) inflater.getBytesRead();
        } finally {
            inflater.end();
        }
    }

    private static RawClient open(int port) {
        RawClient peer = RawClient.connect(port)
                .send(RawClient.request(port, "/", "Sec-WebSocket-Extensions: permessage-deflate"));
        assertThat(peer.response()).contains("permessage-deflate");
        return peer;
    }

    /** Each peer's message is begun, and the pong behind it says that the server holds what it inflated to. */
    private static void light(List<RawClient> peers, byte[] beginning) {
        byte[] frames = Wire.concat(Wire.frame(DeflatePeer.RSV1 | Wire.BINARY, beginning), Wire.ping("lit"));
        peers.forEach(peer -> peer.send(frames));
        peers.forEach(peer -> peer.expect("pong lit"));
    }

    /** The rest of all messages, piece by piece, each to all. */
    private static void throwIn(List<RawClient> peers, byte[] rest) {
        byte[] frame = Wire.frame(Wire.FIN | Wire.CONTINUATION, rest);
        int from = 0;
        for (int i = 1; i <= PIECES; i++) {
            int to = frame.length * i / PIECES;
            byte[] piece = Arrays.copyOfRange(frame, from, to);
            peers.forEach(peer -> peer.send(piece));
            from = to;
        }
    }

    /** Messages of somebody who does nothing wrong, compressed and not, for as long as it takes; returns how many. */
    private static int converse(int port, AtomicBoolean over) {
        int echoes = 0;
        try (DeflatePeer peer = DeflatePeer.open(port, "permessage-deflate")) {
            while (!over.get()) {
                byte[] message = ("message " + echoes++).getBytes(US_ASCII);
                if (echoes % 2 == 0) {
                    peer.send(Wire.TEXT, message);
                } else {
                    peer.client.send(Wire.frame(Wire.FIN | Wire.TEXT, message));
                }
                assertThat(peer.message(peer.client.next())).isEqualTo(message);
            }
        }
        return echoes;
    }
}
