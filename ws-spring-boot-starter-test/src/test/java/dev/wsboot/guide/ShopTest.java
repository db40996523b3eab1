package dev.wsboot.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.guide.OrderEndpoint.Order;
import dev.wsboot.guide.OrderEndpoint.Receipt;
import dev.wsboot.test.LocalWsPort;
import dev.wsboot.test.WsTestClient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ShopTest {

    @LocalWsPort
    int port;

    @Test
    void teaHasItsPrice(@Autowired WsTestClient.Builder ws) {
        WsTestClient client = ws.connect("/orders").send(new Order("tea", 2));

        assertThat(client.next(Receipt.class).total()).isEqualTo(600);
        assertThat(client.uri()).hasPort(port);
    }
}
