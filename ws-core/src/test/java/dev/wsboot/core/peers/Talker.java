package dev.wsboot.core.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Echoes; does what it is asked for where the message begins with a colon. */
final class Talker implements WsHandler {

    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    /** The next sessions end like this; in any order, for event loops do not wait for each other. */
    void expectEnds(String... expected) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < expected.length; i++) {
            next.add(String.valueOf(ends.poll(10, TimeUnit.SECONDS)));
        }
        assertThat(next).containsExactlyInAnyOrder(expected);
    }

    @Override
    public CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
        String status = handshake.queryParam("reject");
        return status == null
                ? ACCEPT
                : CompletableFuture.completedStage(HandshakeDecision.reject(Integer.parseInt(status)));
    }

    @Override
    public void onText(WsSession session, String message) {
        String[] words = message.split(" ", 2);
        switch (words[0]) {
            case ":close" -> close(session, words[1].split(" ", 2));
            case ":ping" -> session.ping(UTF_8.encode(words[1]));
            case ":prepared" -> session.send(PreparedMessage.of(words[1]));
            case ":abort" -> session.abort();
            default -> session.send(message);
        }
    }

    private static void close(WsSession session, String[] codeAndReason) {
        session.close(Integer.parseInt(codeAndReason[0]), codeAndReason[1]);
    }

    @Override
    public void onBinary(WsSession session, ByteBuffer message) {
        session.send(message);
    }

    @Override
    public void onPong(WsSession session, ByteBuffer payload) {
        session.send("pong: " + UTF_8.decode(payload));
    }

    @Override
    public void onClose(WsSession session, CloseStatus status) {
        ends.add(status.toString());
    }
}
