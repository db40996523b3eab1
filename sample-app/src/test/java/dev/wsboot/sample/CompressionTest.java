package dev.wsboot.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

/** Who offers permessage-deflate at /echo gets it. By hand, as the JDK's own client has none. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "ws.port=0")
class CompressionTest {

    private static final int SIZE = 2000;
    private static final int FINAL_COMPRESSED_TEXT = 0xC1;

    @Autowired
    Environment environment;

    @Test
    void aClientThatOffersCompressionGetsIt() throws Exception {
        int port = environment.getRequiredProperty("local.ws.port", Integer.class);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(request(port).getBytes(US_ASCII));
            assertThat(head(in))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("Sec-WebSocket-Extensions: permessage-deflate");

            byte[] message =
                    "All work and no play. ".repeat(SIZE).substring(0, SIZE).getBytes(US_ASCII);
            socket.getOutputStream().write(plainText(message));

            assertThat(in.readUnsignedByte()).isEqualTo(FINAL_COMPRESSED_TEXT);
            int length = in.readUnsignedByte();
            byte[] payload = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
            assertThat(payload).hasSizeLessThan(SIZE / 10);
            assertThat(inflate(payload)).isEqualTo(message);
        }
    }

    private static String request(int port) {
        return """
                GET /echo HTTP/1.1\r
                Host: localhost:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r
                \r
                """.formatted(port);
    }

    private static String head(DataInputStream in) throws Exception {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(US_ASCII);
    }

    /** An uncompressed frame, masked with zeros. */
    private static byte[] plainText(byte[] message) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {(byte) 0x81, (byte) 0xFE, (byte) (SIZE >> 8), (byte) SIZE, 0, 0, 0, 0});
        frame.writeBytes(message);
        return frame.toByteArray();
    }

    private static byte[] inflate(byte[] payload) throws Exception {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(payload);
            byte[] message = new byte[SIZE];
            assertThat(inflater.inflate(message)).isEqualTo(SIZE);
            return message;
        } finally {
            inflater.end();
        }
    }
}
