package dev.wsboot.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.sample.SocketClient.Received;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

/** The echo endpoint, asked by the JDK's own WebSocket client. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "ws.port=0")
class EchoTest {

    private static final int LARGEST = 16 * 1024 * 1024;

    @Autowired
    Environment environment;

    private SocketClient client;

    @BeforeEach
    void connect() {
        client = new SocketClient(environment.getRequiredProperty("local.ws.port", Integer.class), "/echo");
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1_000_003, LARGEST})
    void binaryOfEverySizeComesBackAsItWas(int size) {
        byte[] message = new byte[size];
        new Random(size).nextBytes(message);

        client.send(message);

        // Not isEqualTo: a difference in 16 MiB must not be printed.
        assertThat(client.next(Received.Binary.class).bytes().equals(ByteBuffer.wrap(message)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1_000_003, LARGEST})
    void asciiOfEverySizeComesBackAsItWas(int size) {
        String message =
                "abcdefghijklmnopqrstuvwxyz0123456789".repeat(size / 36 + 1).substring(0, size);

        client.send(message);

        assertThat(client.next(Received.Text.class).text().equals(message)).isTrue();
    }

    @Test
    void textOfEveryWidthComesBackUpToTheLimit() {
        String mixed = "a\u00e9\u20ac\ud83d\ude00\u0000\u07ff\uffff";
        int bytes = mixed.getBytes(StandardCharsets.UTF_8).length;
        String message = mixed.repeat(LARGEST / bytes);

        client.send(message);

        assertThat(client.next(Received.Text.class).text().equals(message)).isTrue();
    }

    @Test
    void aMessageInFragmentsComesBackWhole() {
        client.sendInFragments("One ", "", "message ", "\u20ac", "");

        assertThat(client.next(Received.Text.class)).isEqualTo(new Received.Text("One message \u20ac"));
    }

    @Test
    void messagesOfBothKindsComeBackInTheirOrder() {
        for (int i = 0; i < 500; i++) {
            if (i % 2 == 0) {
                client.send("text " + i);
            } else {
                client.send(new byte[i]);
            }
        }

        for (int i = 0; i < 500; i++) {
            if (i % 2 == 0) {
                assertThat(client.next(Received.Text.class).text()).isEqualTo("text " + i);
            } else {
                assertThat(client.next(Received.Binary.class).bytes().remaining())
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void aPingIsAnsweredWithItsPayload() {
        byte[] payload = "are you there?".getBytes(StandardCharsets.UTF_8);

        client.ping(payload);

        assertThat(client.next(Received.Pong.class).payload()).isEqualTo(ByteBuffer.wrap(payload));
    }

    @Test
    void oneByteMoreThanTheLimitClosesWith1009() {
        byte[] message = new byte[LARGEST + 1];

        client.sendWithoutWaiting(message);

        assertThat(client.next(Received.Closed.class)).isEqualTo(new Received.Closed(1009));
    }
}
