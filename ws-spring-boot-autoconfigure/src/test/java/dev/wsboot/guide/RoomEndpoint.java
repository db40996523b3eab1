package dev.wsboot.guide;

import dev.wsboot.CookieParam;
import dev.wsboot.OnClose;
import dev.wsboot.OnDrain;
import dev.wsboot.OnHandshake;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.OnPong;
import dev.wsboot.PathParam;
import dev.wsboot.QueryParam;
import dev.wsboot.SessionAttribute;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

@WsEndpoint("/rooms/{room}")
class RoomEndpoint {

    @OnHandshake
    HandshakeDecision admit(@PathParam String room, @CookieParam @Nullable String name) {
        if (name == null) {
            return HandshakeDecision.reject(401).body("Please log in first.");
        }
        return HandshakeDecision.accept().principal(() -> name).attribute("seat", room + "/1");
    }

    @OnOpen
    String open(@PathParam String room, @QueryParam(defaultValue = "20") int last, Principal who) {
        return who.getName() + ", here are the last " + last + " messages of " + room;
    }

    @OnMessage
    String say(String text, Principal who, @SessionAttribute String seat) {
        return who.getName() + " on " + seat + ": " + text;
    }

    @OnPong
    void pong(ByteBuffer payload, WsSession session) {
        session.attribute("pongs", payload.remaining());
    }

    @OnDrain
    void drain(WsSession session) {
        session.send("You have caught up.");
    }

    @OnClose
    void close(Principal who, CloseStatus status) {
        System.out.println(who.getName() + " left with " + status.code());
    }
}
