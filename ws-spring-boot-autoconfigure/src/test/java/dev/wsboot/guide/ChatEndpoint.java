package dev.wsboot.guide;

import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;

@WsEndpoint("/chat/{room}")
class ChatEndpoint {

    record Say(String text) {}

    record Said(String room, String text) {}

    record Problem(String problem) {}

    @OnOpen
    Said open(@PathParam String room) {
        return new Said(room, "Welcome");
    }

    @OnMessage
    Said say(Say say, @PathParam String room) {
        return new Said(room, say.text());
    }

    @OnError
    Problem unreadable(WsDecodeException error) {
        return new Problem("Please send {\"text\": \"...\"}");
    }

    @OnClose
    void close(WsSession session, CloseStatus status) {
        System.out.println(session.id() + " left with " + status.code());
    }
}
