package dev.wsboot.test.app;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;

/** Another endpoint, which needs what a slice of the first one has not. */
@WsEndpoint("/time")
public class TimeEndpoint {

    private final Clockwork clockwork;

    TimeEndpoint(Clockwork clockwork) {
        this.clockwork = clockwork;
    }

    @OnMessage
    long time(String zone) {
        return clockwork.ticks();
    }
}
