package dev.wsboot.sample.echo;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import java.nio.ByteBuffer;

/** Returns every message as it came. How large it may be is said in {@code application.yml}. */
@WsEndpoint("/echo")
class EchoEndpoint {

    @OnMessage
    String text(String message) {
        return message;
    }

    @OnMessage
    ByteBuffer binary(ByteBuffer message) {
        return message;
    }
}
