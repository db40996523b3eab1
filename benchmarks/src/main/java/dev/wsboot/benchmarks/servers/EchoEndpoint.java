package dev.wsboot.benchmarks.servers;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import java.nio.ByteBuffer;

/** Returns every message. */
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
