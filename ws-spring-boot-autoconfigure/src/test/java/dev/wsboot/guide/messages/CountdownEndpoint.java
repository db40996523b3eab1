package dev.wsboot.guide.messages;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;

@WsEndpoint("/countdown")
class CountdownEndpoint {

    record Tick(int left) {}

    @OnMessage
    String count(int from, WsSession session) {
        for (int left = from; left > 0; left--) {
            session.send(new Tick(left));
        }
        return "go";
    }
}
