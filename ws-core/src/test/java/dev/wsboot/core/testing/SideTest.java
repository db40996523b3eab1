package dev.wsboot.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two ends of a link behave to each other as two sockets do. */
class SideTest {

    private static final int CAPACITY = 64 * 1024;

    private final Link link = new Link();
    private final Side client = link.client;
    private final Side server = link.server;

    @Test
    void bytesComeOutInOrderInPiecesOfAnySize() throws IOException {
        long seed = Long.getLong("ws.seed", System.nanoTime());
        System.out.println("SideTest: -Dws.seed=" + seed);
        Random random = new Random(seed);
        Deque<Byte> onTheWay = new ArrayDeque<>();
        for (int i = 0; i < 2_000; i++) {
            byte[] piece = new byte[random.nextInt(3 * CAPACITY / 2)];
            random.nextBytes(piece);
            int expected = Math.min(piece.length, CAPACITY - onTheWay.size());
            assertThat(client.write(ByteBuffer.wrap(piece))).isEqualTo(expected);
            for (int j = 0; j < expected; j++) {
                onTheWay.add(piece[j]);
            }
            ByteBuffer read = ByteBuffer.allocate(1 + random.nextInt(CAPACITY));
            assertThat(server.read(read)).isEqualTo(Math.min(read.capacity(), onTheWay.size()));
            for (byte each : java.util.Arrays.copyOf(read.array(), read.position())) {
                assertThat(each).isEqualTo(onTheWay.remove());
            }
        }
    }

    @Test
    void whoIsBehindTakesNoMoreUntilItReads() throws IOException {
        assertThat(server.write(ByteBuffer.allocate(CAPACITY + 1))).isEqualTo(CAPACITY);
        assertThat(server.isWritable()).isFalse();
        assertThat(server.write(ByteBuffer.allocate(1))).isZero();

        assertThat(client.read(ByteBuffer.allocate(10))).isEqualTo(10);

        assertThat(server.isWritable()).isTrue();
        assertThat(server.write(ByteBuffer.allocate(CAPACITY))).isEqualTo(10);
    }

    @Test
    void halfAClosedConnectionCarriesBytesTheOtherWay() throws IOException {
        client.write(ByteBuffer.allocate(3));
        client.shutdownOutput();

        assertThat(server.read(ByteBuffer.allocate(9))).isEqualTo(3);
        assertThat(server.read(ByteBuffer.allocate(9))).isEqualTo(-1);
        assertThat(server.isReadable()).as("the end can be read again").isTrue();
        assertThat(server.write(ByteBuffer.allocate(5))).isEqualTo(5);
        assertThat(client.read(ByteBuffer.allocate(9))).isEqualTo(5);
        assertThatThrownBy(() -> client.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void closingOverBytesThatNobodyReadResets() throws IOException {
        client.write(ByteBuffer.allocate(1));
        server.write(ByteBuffer.allocate(2));

        server.close();

        isReset(client);
    }

    @Test
    void closingAfterEverythingWasReadDoesNot() throws IOException {
        server.write(ByteBuffer.allocate(2));
        server.close();

        assertThat(client.read(ByteBuffer.allocate(9))).isEqualTo(2);
        assertThat(client.read(ByteBuffer.allocate(9))).isEqualTo(-1);
    }

    @Test
    void bytesForAClosedSocketAreAnsweredWithAReset() throws IOException {
        server.write(ByteBuffer.allocate(2));
        server.close();

        assertThat(client.write(ByteBuffer.allocate(7))).isEqualTo(7);

        isReset(client);
    }

    @Test
    void resetTakesAwayWhatWasNotRead() throws IOException {
        server.write(ByteBuffer.allocate(2));

        server.reset();

        isReset(client);
    }

    @Test
    void closedSideCanDoNothing() throws IOException {
        client.close();
        client.close();

        assertThatThrownBy(() -> client.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> client.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(client::shutdownOutput).isInstanceOf(ClosedChannelException.class);
        assertThat(client.isReadable()).isFalse();
        assertThat(client.isWritable()).isFalse();
    }

    private static void isReset(Side side) {
        assertThat(side.isReadable()).isTrue();
        assertThat(side.isWritable()).isTrue();
        assertThatIOException()
                .isThrownBy(() -> side.read(ByteBuffer.allocate(1)))
                .withMessage("Connection reset");
        assertThatIOException()
                .isThrownBy(() -> side.write(ByteBuffer.allocate(1)))
                .withMessage("Connection reset");
    }
}
