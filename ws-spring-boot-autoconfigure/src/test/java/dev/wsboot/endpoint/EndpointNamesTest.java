package dev.wsboot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The default names of endpoints. */
class EndpointNamesTest {

    static class OrderBookEndpoint {}

    static class HTTPLogEndpoint {}

    static class Ticker2Endpoint {}

    static class Chat {}

    static class Endpoint {}

    @Test
    void nameIsTheClassLessEndpointInKebabCase() {
        assertThat(EndpointNames.defaultName(OrderBookEndpoint.class)).isEqualTo("order-book");
        assertThat(EndpointNames.defaultName(HTTPLogEndpoint.class)).isEqualTo("http-log");
        assertThat(EndpointNames.defaultName(Ticker2Endpoint.class)).isEqualTo("ticker2");
        assertThat(EndpointNames.defaultName(Chat.class)).isEqualTo("chat");
        assertThat(EndpointNames.defaultName(Endpoint.class)).isEqualTo("endpoint");
    }

    @Test
    void nameFromAnEnvironmentVariableIsTheSame() {
        assertThat(EndpointNames.isSame("order-book", "ORDERBOOK")).isTrue();
        assertThat(EndpointNames.isSame("order-book", "orderbooks")).isFalse();
    }
}
