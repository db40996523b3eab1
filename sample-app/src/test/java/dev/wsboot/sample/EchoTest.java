package dev.wsboot.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.test.WsTestClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The echo endpoint through a real socket. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class EchoTest {

    private static final int LARGEST = 16 * 1024 * 1024;

    private WsTestClient client;

    @BeforeEach
    void connect(@Autowired WsTestClient.Builder ws) {
        client = ws.connect("/echo");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1_000_003, LARGEST})
    void binaryOfEverySizeComesBackAsItWas(int size) {
        byte[] message = new byte[size];
        new Random(size).nextBytes(message);

        client.send(message);

        // Not isEqualTo: a difference in 16 MiB must not be printed.
        assertThat(Arrays.equals(client.next(byte[].class), message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1_000_003, LARGEST})
    void asciiOfEverySizeComesBackAsItWas(int size) {
        String message =
                "abcdefghijklmnopqrstuvwxyz0123456789".repeat(size / 36 + 1).substring(0, size);

        client.send(message);

        assertThat(client.next(String.class).equals(message)).isTrue();
    }

    @Test
    void textOfEveryWidthComesBackUpToTheLimit() {
        String mixed = "a\u00e9\u20ac\ud83d\ude00\u0000\u07ff\uffff";
        int bytes = mixed.getBytes(StandardCharsets.UTF_8).length;
        String message = mixed.repeat(LARGEST / bytes);

        client.send(message);

        assertThat(client.next(String.class).equals(message)).isTrue();
    }

    @Test
    void aMessageInFragmentsComesBackWhole() {
        client.sendFrame(0x01, utf8("One "))
                .sendFrame(0x00, utf8(""))
                .sendFrame(0x00, utf8("message \u20ac"))
                .sendFrame(0x80, utf8(""));

        assertThat(client.next(String.class)).isEqualTo("One message \u20ac");
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
                assertThat(client.next(String.class)).isEqualTo("text " + i);
            } else {
                assertThat(client.next(byte[].class)).hasSize(i);
            }
        }
    }

    @Test
    void aPingIsAnsweredWithItsPayload() {
        client.ping(utf8("are you there?"));

        assertThat(client.nextPong()).isEqualTo(utf8("are you there?"));
    }

    @Test
    void oneByteMoreThanTheLimitClosesWith1009() {
        byte[] message = new byte[LARGEST + 1];

        client.send(message).awaitClose(1009);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
