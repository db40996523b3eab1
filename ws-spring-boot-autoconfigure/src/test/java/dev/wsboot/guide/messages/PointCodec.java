package dev.wsboot.guide.messages;

import dev.wsboot.core.WsCodec;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import org.springframework.stereotype.Component;

@Component
class PointCodec implements WsCodec.Binary {

    record Point(short x, short y) {}

    @Override
    public boolean supports(Type type) {
        return type == Point.class;
    }

    @Override
    public ByteBuffer encode(Object message) {
        Point point = (Point) message;
        return ByteBuffer.allocate(4).putShort(point.x()).putShort(point.y()).flip();
    }

    @Override
    public Object decode(ByteBuffer message, Type type) {
        return new Point(message.getShort(), message.getShort());
    }
}
