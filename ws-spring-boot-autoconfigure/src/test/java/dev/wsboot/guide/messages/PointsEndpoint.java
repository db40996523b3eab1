package dev.wsboot.guide.messages;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.guide.messages.PointCodec.Point;

@WsEndpoint(path = "/points", codec = PointCodec.class)
class PointsEndpoint {

    @OnMessage
    Point mirror(Point point) {
        return new Point(point.y(), point.x());
    }
}
