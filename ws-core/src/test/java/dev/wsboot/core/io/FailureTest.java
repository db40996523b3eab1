package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler or a listener that throws anything, anywhere, hurts nobody but its own session. */
class FailureTest {

    /** Throws from one callback, and echoes where it does not. */
    private static final class Bomb extends Echo {

        private final String where;
        private final Supplier<Throwable> what;

        Bomb(String where, Supplier<Throwable> what) {
            this.where = where;
            this.what = what;
        }

        private void pass(String callback) {
            if (callback.equals(where)) {
                sneak(what.get());
            }
        }

        @Override
        public void onOpen(WsSession session, Handshake handshake) throws Exception {
            super.onOpen(session, handshake);
            pass("onOpen");
        }

        @Override
        public void onText(WsSession session, String message) throws Exception {
            pass("onText");
            super.onText(session, message);
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) throws Exception {
            pass("onBinary");
            super.onBinary(session, message);
        }

        @Override
        public void onPing(WsSession session, ByteBuffer payload) {
            pass("onPing");
        }

        @Override
        public void onPong(WsSession session, ByteBuffer payload) {
            pass("onPong");
        }

        @Override
        public CompletionStage<?> onPeerClose(WsSession session, CloseStatus status) throws Exception {
            pass("onPeerClose");
            return super.onPeerClose(session, status);
        }

        @Override
        public void onClose(WsSession session, CloseStatus status) throws Exception {
            super.onClose(session, status);
            pass("onClose");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable error) throws T {
        throw (T) error;
    }

    static Stream<Arguments> bombs() {
        List<Supplier<Throwable>> errors = List.of(
                () -> new IllegalStateException("by hand"),
                () -> new IOException("sneaky"),
                () -> new StackOverflowError("by hand"),
                () -> new OutOfMemoryError("by hand"));
        return Stream.of("onOpen", "onText", "onBinary", "onPing", "onPong")
                .flatMap(where -> errors.stream().map(error -> Arguments.of(where, error)));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void whatACallbackThrowsGoesToOnErrorThenToTheListenerAndEndsTheSession(String where, Supplier<Throwable> error) {
        Bomb handler = new Bomb(where, error);
        RecordedEvents events = new RecordedEvents();
        try (WsServer server = TestServers.start(TestServers.builder()
                        .handler("/", handler)
                        .handler("/other", new Echo())
                        .events(events)
                        .eventLoops(1));
                RawClient neighbour = RawClient.open(server, "/other");
                RawClient client = RawClient.open(server, "/")) {
            if (where.equals("onText")) {
                client.send(Wire.text("tick"), Wire.text("not heard"));
            } else {
                client.send(Wire.binary((byte) 1), Wire.ping("tick"), Wire.pong("tick"));
            }
            List<Wire.Frame> frames = client.untilClose();
            assertThat(frames.get(frames.size() - 1)).hasToString("close 1011 internal error");
            client.send(Wire.close(1011, "")).expectEnd();

            handler.expect("onOpen", "onError " + error.get(), "onClose 1011 (internal error) by SERVER");
            assertThat(events.await("handlerFailed")).isEqualTo("handlerFailed " + error.get());
            neighbour.send(Wire.text("alive")).expect("text alive");
        }
        handler.expectNothingMore();
    }

    @Test
    void anErrorThatOnErrorDealsWithEndsNothing() {
        Recorder handler = new Recorder() {
            @Override
            public void onText(WsSession session, String message) {
                throw new IllegalArgumentException(message);
            }

            @Override
            public void onError(WsSession session, Throwable error) {
                session.send("no: " + error.getMessage());
            }
        };
        try (WsServer server = TestServers.start(handler);
                RawClient client = RawClient.open(server, "/")) {
            client.send(Wire.text("1"), Wire.text("2")).expect("text no: 1").expect("text no: 2");
        }
    }

    @Test
    void aFailureInOnPeerCloseAnswersWith1011() {
        Bomb handler = new Bomb("onPeerClose", () -> new IllegalStateException("by hand"));
        RecordedEvents events = new RecordedEvents();
        try (WsServer server = TestServers.start(
                        TestServers.builder().handler("/", handler).events(events));
                RawClient client = RawClient.open(server, "/")) {
            client.send(Wire.close(1000, ""))
                    .expect("close 1011 internal error")
                    .expectEnd();
            assertThat(events.await("handlerFailed")).contains("by hand");
            handler.expect("onOpen", "onError java.lang.IllegalStateException: by hand", "onClose 1000 by CLIENT");
        }
    }

    @Test
    void aFailureInOnCloseIsReportedAndChangesNothing() {
        Bomb handler = new Bomb("onClose", () -> new StackOverflowError("by hand"));
        RecordedEvents events = new RecordedEvents();
        try (WsServer server = TestServers.start(
                        TestServers.builder().handler("/", handler).events(events));
                RawClient client = RawClient.open(server, "/")) {
            client.send(Wire.close(1000, "")).expect("close 1000").expectEnd();
            assertThat(events.await("handlerFailed")).contains("by hand");
            events.await("sessionClosed 1000");
        }
    }

    @Test
    void aFailureInOnDrainEndsTheSession() {
        Recorder handler = new Recorder() {
            @Override
            public void onDrain(WsSession session) {
                throw new OutOfMemoryError("by hand");
            }
        };
        try (FakePeer peer = FakePeer.open(handler)) {
            peer.transport.room(0);
            handler.session().send("waits");
            peer.settle();
            peer.writable(Long.MAX_VALUE);
            assertThat(peer.frames()).hasToString("[text waits, close 1011 internal error]");
        }
    }

    @Test
    void aHandlerThatRecursesForEverWhileItSendsHurtsNobodyElse() {
        Recorder handler = new Recorder() {
            @Override
            @SuppressWarnings("InfiniteRecursion") // that is the point
            public void onText(WsSession session, String message) {
                session.send(message);
                onText(session, message);
            }
        };
        try (WsServer server = TestServers.start(TestServers.builder()
                        .handler("/", handler)
                        .handler("/other", new Echo())
                        .eventLoops(1));
                RawClient neighbour = RawClient.open(server, "/other");
                RawClient client = RawClient.open(server, "/")) {
            client.send(Wire.text("x"));
            var frames = client.untilClose();
            assertThat(frames.get(frames.size() - 1)).hasToString("close 1011 internal error");
            client.send(Wire.close(1011, "")).expectEnd();
            handler.expect("onOpen", "onError java.lang.StackOverflowError", "onClose 1011 (internal error) by SERVER");
            neighbour.send(Wire.text("alive")).expect("text alive");
        }
    }

    @Test
    void aListenerThatThrowsHurtsNobody() {
        WsServerEvents throwing = (WsServerEvents) Proxy.newProxyInstance(
                WsServerEvents.class.getClassLoader(), new Class<?>[] {WsServerEvents.class}, (proxy, method, args) -> {
                    throw new StackOverflowError("by hand, from " + method.getName());
                });
        Echo handler = new Echo();
        try (WsServer server = TestServers.start(
                        TestServers.builder().handler("/", handler).events(throwing));
                RawClient refused = RawClient.connect(server);
                RawClient bad = RawClient.open(server, "/");
                RawClient client = RawClient.open(server, "/")) {
            refused.send(RawClient.request(server.port(), "/nowhere"));
            assertThat(refused.response()).startsWith("HTTP/1.1 404");
            bad.send(Wire.frame(0x83)).expect("close 1002 unknown opcode");
            client.send(Wire.text("fine"), Wire.close(1000, ""))
                    .expect("text fine")
                    .expect("close 1000");
            client.expectEnd();
        }
        handler.expect("onOpen", "onOpen");
    }
}
