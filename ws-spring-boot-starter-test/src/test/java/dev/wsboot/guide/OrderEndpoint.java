package dev.wsboot.guide;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;

@WsEndpoint("/orders")
class OrderEndpoint {

    record Order(String item, int count) {}

    record Receipt(String item, int total) {}

    private final Prices prices;

    OrderEndpoint(Prices prices) {
        this.prices = prices;
    }

    @OnMessage
    Receipt order(Order order) {
        return new Receipt(order.item(), order.count() * prices.of(order.item()));
    }
}
