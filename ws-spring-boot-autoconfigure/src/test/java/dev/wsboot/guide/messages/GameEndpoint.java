package dev.wsboot.guide.messages;

import dev.wsboot.OnMessage;
import dev.wsboot.PathParam;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsType;

@WsEndpoint("/game/{room}")
class GameEndpoint {

    record JoinGame(String name) {}

    @WsType("move")
    record MoveRequest(int x, int y) {}

    record Joined(String name, String room) {}

    record Moved(int x, int y) {}

    @OnMessage
    Joined join(JoinGame join, @PathParam String room) {
        return new Joined(join.name(), room);
    }

    @OnMessage
    Moved move(MoveRequest move) {
        return new Moved(move.x(), move.y());
    }
}
