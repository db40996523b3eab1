package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts to reach a server with several addresses, or with none that answers. */
class ConnectorTest {

    private EventLoop loop;

    @BeforeEach
    void start() throws IOException {
        loop = new EventLoop("connector-test", Clock.SYSTEM, failure -> {
            throw new AssertionError(failure);
        });
        loop.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop();
        loop.join();
    }

    /** One of the many addresses of the loopback interface: 127.0.0.n. */
    private static InetAddress loopback(int n) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) n});
    }

    /** The address that was reached, or why none was. */
    private String outcome(int port, Duration timeout, int... addresses) throws Exception {
        List<InetAddress> all = new ArrayList<>();
        for (int address : addresses) {
            all.add(loopback(address));
        }
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Connector connector = new Connector(loop, all, port, timeout, new Connector.Outcome() {
            @Override
            public void connected(SocketChannel channel, SelectionKey key) throws IOException {
                outcome.complete(channel.getRemoteAddress() + " " + key.interestOps());
                channel.close();
            }

            @Override
            public void failed(IOException why) {
                outcome.complete(why.getMessage() + " and " + why.getSuppressed().length + " others");
            }
        });
        loop.execute(connector::start);
        return outcome.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theNextAddressIsTriedWhenOneRefuses() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, loopback(3))) {
            int port = listener.getLocalPort();
            assertThat(outcome(port, Duration.ofSeconds(10), 1, 2, 3))
                    .isEqualTo("/127.0.0.3:" + port + " " + SelectionKey.OP_READ);
        }
    }

    @Test
    void theFirstReasonIsToldWithTheOthersWhenAllRefuse() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, loopback(1))) {
            port = free.getLocalPort();
        }
        assertThat(outcome(port, Duration.ofSeconds(10), 1, 2))
                .isEqualTo("no connection to /127.0.0.1:" + port + ": Connection refused and 1 others");
    }

    @Test
    void anAddressThatDoesNotAnswerIsGivenUp() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, loopback(1))) {
            // Nobody accepts here: once the kernel's queue is full, it does not even answer.
            boolean answers = true;
            while (answers && crowd.size() < 20) {
                Socket socket = new Socket();
                crowd.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 200);
                } catch (IOException e) {
                    answers = false;
                }
            }
            assertThat(answers).isFalse();
            assertThat(outcome(full.getLocalPort(), Duration.ofMillis(100), 1))
                    .isEqualTo("no connection to /127.0.0.1:" + full.getLocalPort()
                            + " within the connect timeout of PT0.1S and 0 others");
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }
}
