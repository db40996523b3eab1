package dev.wsboot.guide.pushing;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;

@WsEndpoint("/orders")
class OrdersEndpoint {

    record Ship(long order) {}

    private final Shipments shipments;

    OrdersEndpoint(Shipments shipments) {
        this.shipments = shipments;
    }

    @OnMessage
    void ship(Ship ship) {
        shipments.shipped(ship.order());
    }
}
