package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of all sizes and shapes there and back over sockets. */
class MessagesTest {

    private static final int MIB = 1024 * 1024;

    private final WsServer server = TestServers.start(
            new Echo(),
            WsOptions.builder().maxMessageSize(16 * MIB).maxQueueSize(64 * MIB).build());

    @AfterEach
    void close() {
        server.close();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(int length) {
        byte[] bytes = bytes(length);
        for (int i = 0; i < length; i++) {
            bytes[i] &= 0x7F;
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 125, 126, 127, 65_535, 65_536, 65_537, 256 * 1024, MIB, 16 * MIB})
    void messagesOfAnySizeComeBack(int size) throws Exception {
        try (RawClient client = RawClient.open(server, "/")) {
            byte[] binary = bytes(size);
            byte[] text = ascii(size);
            Thread sender = new Thread(() ->
                    client.send(Wire.frame(Wire.FIN | Wire.BINARY, binary), Wire.frame(Wire.FIN | Wire.TEXT, text)));
            sender.start();
            Wire.Frame first = client.next();
            Wire.Frame second = client.next();
            sender.join();
            assertThat(first.first()).isEqualTo(Wire.FIN | Wire.BINARY);
            assertThat(Arrays.equals(first.payload(), binary)).isTrue();
            assertThat(second.first()).isEqualTo(Wire.FIN | Wire.TEXT);
            assertThat(Arrays.equals(second.payload(), text)).isTrue();
        }
    }

    @Test
    void fragmentsWithPingsBetweenThemBecomeOneMessage() {
        byte[] euro = "€".getBytes(UTF_8);
        try (RawClient client = RawClient.open(server, "/")) {
            client.send(
                    Wire.frame(Wire.TEXT, euro[0]),
                    Wire.ping("between"),
                    Wire.frame(Wire.CONTINUATION),
                    Wire.frame(Wire.CONTINUATION, euro[1]),
                    Wire.frame(Wire.FIN | Wire.CONTINUATION, euro[2]));
            client.expect("pong between").expect("text €");
        }
    }

    @Test
    void aMessageInManySmallFragmentsComesBack() throws Exception {
        byte[] message = bytes(MIB);
        try (RawClient client = RawClient.open(server, "/")) {
            Thread sender = new Thread(() -> {
                for (int i = 0; i < MIB; i += 64) {
                    int first = (i == 0 ? Wire.BINARY : Wire.CONTINUATION) | (i + 64 == MIB ? Wire.FIN : 0);
                    client.send(Wire.frame(first, Arrays.copyOfRange(message, i, i + 64)));
                }
            });
            sender.start();
            assertThat(Arrays.equals(client.next().payload(), message)).isTrue();
            sender.join();
        }
    }

    @Test
    void pipelinedMessagesKeepTheirOrder() {
        try (RawClient client = RawClient.open(server, "/")) {
            byte[][] messages = new byte[5_000][];
            for (int i = 0; i < messages.length; i++) {
                messages[i] = Wire.text("message " + i);
            }
            client.send(messages);
            for (int i = 0; i < messages.length; i++) {
                client.expect("text message " + i);
            }
        }
    }

    @Test
    void framesCutAnywhereAreTheSameFrames() {
        byte[] stream = Wire.concat(Wire.text("héllo"), Wire.binary(bytes(200)), Wire.ping("p"));
        try (RawClient client = RawClient.open(server, "/")) {
            for (int cut = 1; cut < stream.length; cut += 3) {
                client.send(Arrays.copyOf(stream, cut));
                client.send(Arrays.copyOfRange(stream, cut, stream.length));
                client.expect("text héllo").expect("binary 200").expect("pong p");
            }
        }
    }

    @Test
    void oneHundredThousandPingsThatNobodyReadsHarmNobody() {
        try (RawClient deaf = RawClient.openNarrow(server, "/");
                RawClient other = RawClient.open(server, "/")) {
            byte[] pings = Wire.repeat(Wire.ping("0123456789012345678901234567890123456789"), 1000);
            for (int i = 0; i < 100; i++) {
                deaf.send(pings);
            }
            deaf.send(Wire.ping("the last one"));
            other.send(Wire.text("served")).expect("text served");
            Wire.Frame last;
            do {
                last = deaf.next();
                assertThat(last.opcode()).isEqualTo(Wire.PONG);
            } while (!last.text().equals("the last one"));
        }
    }
}
