package dev.wsboot.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.guide.OrderEndpoint.Order;
import dev.wsboot.guide.OrderEndpoint.Receipt;
import dev.wsboot.test.WsTest;
import dev.wsboot.test.WsTestClient;
import dev.wsboot.test.WsTestClient.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@WsTest(OrderEndpoint.class)
@Import(Prices.class)
class WaysOfAClientTest {

    @Autowired
    WsTestClient.Builder ws;

    @Test
    void connecting() {
        WsTestClient client = ws.header("Authorization", "Bearer 1234")
                .origin("http://localhost")
                .subprotocols("v2", "v1")
                .compression()
                .patience(Duration.ofSeconds(5))
                .connect("/orders?locale=en");
        assertThat(client.subprotocol()).isNull();

        Refusal refusal = ws.origin("https://elsewhere.example").tryConnect("/orders");
        assertThat(refusal.status()).isEqualTo(403);
    }

    @Test
    void breakingTheRules() {
        WsTestClient client = ws.connect("/orders");

        client.sendFrame(0x01, "{\"item\":\"tea\",".getBytes(UTF_8)).sendFrame(0x80, "\"count\":1}".getBytes(UTF_8));
        assertThat(client.next(Receipt.class).item()).isEqualTo("tea");

        client.ping("are you there?".getBytes(UTF_8));
        assertThat(client.nextPong()).asString().isEqualTo("are you there?");

        client.sendFrame(0x80, new byte[0]); // continues nothing
        client.awaitClose(1002);
    }

    @Test
    void leaving() {
        WsTestClient polite = ws.connect("/orders");
        polite.close(1000, "done").awaitClose(1000);

        WsTestClient slow = ws.connect("/orders").stopReading().send(new Order("tea", 1));
        slow.resumeReading();
        assertThat(slow.next(Receipt.class).total()).isEqualTo(300);

        WsTestClient gone = ws.connect("/orders");
        gone.drop(); // a reset, as of a phone in a tunnel
    }
}
