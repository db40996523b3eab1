package dev.wsboot.guide.messages;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import tools.jackson.databind.JsonNode;

@WsEndpoint("/drawing")
class DrawingEndpoint {

    sealed interface Shape {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    @OnMessage
    String draw(Shape shape) {
        if (shape instanceof Circle circle) {
            return "a circle of " + circle.radius();
        }
        return "a square of " + ((Square) shape).side();
    }

    @OnMessage
    String other(JsonNode message) {
        return "something else: " + message;
    }
}
