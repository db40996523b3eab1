package dev.wsboot.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import dev.wsboot.guide.OrderEndpoint.Order;
import dev.wsboot.guide.OrderEndpoint.Receipt;
import dev.wsboot.test.WsTest;
import dev.wsboot.test.WsTestClient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@WsTest(OrderEndpoint.class)
class OrderEndpointTest {

    @MockitoBean
    Prices prices;

    @Autowired
    WsTestClient.Builder ws;

    @Test
    void orderIsAnsweredWithItsTotal() {
        given(prices.of("tea")).willReturn(3);

        WsTestClient client = ws.connect("/orders").send(new Order("tea", 14));

        assertThat(client.next(Receipt.class)).isEqualTo(new Receipt("tea", 42));
        client.assertNothingMore();
    }

    @Test
    void orderThatIsNoJsonClosesTheSession() {
        WsTestClient client = ws.connect("/orders").send("tea, please");

        client.awaitClose(1007);
    }
}
