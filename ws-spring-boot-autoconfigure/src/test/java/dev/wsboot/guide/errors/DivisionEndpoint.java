package dev.wsboot.guide.errors;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;

@WsEndpoint("/division")
class DivisionEndpoint {

    @OnMessage
    int divide(int divisor) {
        return 84 / divisor;
    }
}
