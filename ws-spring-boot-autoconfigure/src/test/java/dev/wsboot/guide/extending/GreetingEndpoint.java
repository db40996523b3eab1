package dev.wsboot.guide.extending;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;

@WsEndpoint("/greeting")
class GreetingEndpoint {

    @OnMessage
    String greet(String name, WsSession session) {
        return "Hello " + name + " of " + session.attribute("tenant");
    }
}
