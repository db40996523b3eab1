package dev.wsboot.core.io;

import dev.wsboot.core.WsSession;
import java.nio.ByteBuffer;

/** Sends every message back and notes only what opens, ends or goes wrong. */
class Echo extends Recorder {

    @Override
    public void onText(WsSession session, String message) throws Exception {
        session.send(message);
    }

    @Override
    public void onBinary(WsSession session, ByteBuffer message) throws Exception {
        session.send(message);
    }
}
