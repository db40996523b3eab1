package dev.wsboot.guide.pushing;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsTemplate;
import dev.wsboot.core.WsSession;

@WsEndpoint("/room")
class RoomEndpoint {

    private final WsTemplate template;

    RoomEndpoint(WsTemplate template) {
        this.template = template;
    }

    @OnMessage
    String say(String text, WsSession session) {
        int others = template.endpoint("room").except(session).send(text).accepted();
        return others + " others hear you";
    }
}
