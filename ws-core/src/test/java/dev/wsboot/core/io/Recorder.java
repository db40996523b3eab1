package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A handler that notes its calls, each as a line; subclasses do something beside that. Waits end after 10 s. */
class Recorder implements WsHandler {

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<WsSession> sessions = new LinkedBlockingQueue<>();

    /** The next call. */
    final String next() {
        try {
            String call = calls.poll(10, TimeUnit.SECONDS);
            assertThat(call).as("a call within 10 s").isNotNull();
            return call;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    final Recorder expect(String... expected) {
        for (String each : expected) {
            assertThat(next()).isEqualTo(each);
        }
        return this;
    }

    /** All calls up to the next onClose, which is the last of them. */
    final List<String> untilClose() {
        List<String> all = new ArrayList<>();
        do {
            all.add(next());
        } while (!all.get(all.size() - 1).startsWith("onClose"));
        return all;
    }

    /** The session that was opened next. */
    final WsSession session() {
        try {
            WsSession session = sessions.poll(10, TimeUnit.SECONDS);
            assertThat(session).as("a session within 10 s").isNotNull();
            return session;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    final void expectNothingMore() {
        assertThat(calls).isEmpty();
    }

    final void note(String call) {
        calls.add(call);
    }

    @Override
    public void onOpen(WsSession session, Handshake handshake) throws Exception {
        sessions.add(session);
        note("onOpen");
    }

    @Override
    public void onText(WsSession session, String message) throws Exception {
        note("onText " + (message.length() > 100 ? message.length() + " chars" : message));
    }

    @Override
    public void onBinary(WsSession session, ByteBuffer message) throws Exception {
        note("onBinary " + message.remaining());
    }

    @Override
    public void onPing(WsSession session, ByteBuffer payload) throws Exception {
        note("onPing " + StandardCharsets.UTF_8.decode(payload));
    }

    @Override
    public void onPong(WsSession session, ByteBuffer payload) throws Exception {
        note("onPong " + StandardCharsets.UTF_8.decode(payload));
    }

    @Override
    public void onDrain(WsSession session) throws Exception {
        note("onDrain");
    }

    @Override
    public CompletionStage<?> onPeerClose(WsSession session, CloseStatus status) throws Exception {
        note("onPeerClose " + status);
        return null;
    }

    @Override
    public void onError(WsSession session, Throwable error) throws Throwable {
        note("onError " + error);
        throw error;
    }

    @Override
    public void onClose(WsSession session, CloseStatus status) throws Exception {
        note("onClose " + status);
    }
}
