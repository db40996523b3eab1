package dev.wsboot.core.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.io.RawClient;
import dev.wsboot.core.io.TestServers;
import dev.wsboot.core.io.Wire;
import dev.wsboot.core.malformed.SmugglingShapes.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** RFC 9112 §11.2: behind a request that was refused nothing is read any more, neither as a request nor as frames. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingTest {

    /** Counts whatever reaches the application. */
    private static final class Counter implements WsHandler {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
            calls.incrementAndGet();
            return WsHandler.super.onHandshake(handshake);
        }

        @Override
        public void onText(WsSession session, String message) {
            calls.incrementAndGet();
            session.send(message);
        }

        @Override
        public void onBinary(WsSession session, ByteBuffer message) {
            calls.incrementAndGet();
        }
    }

    private final Counter handler = new Counter();
    private final WsServer server = TestServers.start(handler);

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void everyShapeHasOneAnswerAndTheEnd() {
        List<Shape> shapes = SmugglingShapes.all(server.port());
        assertThat(shapes).extracting(Shape::name).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(300);
        for (Shape shape : shapes) {
            byte[] bytes = shape.bytes();
            exchange(shape, bytes);
            int cut = (shape.name().hashCode() & 0x7FFF_FFFF) % (bytes.length - 1) + 1;
            exchange(shape, Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length));
        }
        System.out.println(shapes.size() + " smuggling shapes, each at once and in two pieces");
    }

    private void exchange(Shape shape, byte[]... pieces) {
        try (RawClient client = RawClient.connect(server)) {
            for (byte[] piece : pieces) {
                client.send(piece);
            }
            assertThat(client.response())
                    .as(shape.name())
                    .startsWith("HTTP/1.1 " + shape.status() + " ")
                    .containsPattern("\r\nConnection: (Upgrade, )?close\r\n");
            client.expectEnd();
        } catch (RuntimeException e) {
            throw new AssertionError(shape.toString(), e);
        }
        assertThat(handler.calls).as(shape.name()).hasValue(0);
    }

    @Test
    void framesBehindARequestThatIsAcceptedAreRead() {
        Counter own = new Counter();
        try (WsServer other = TestServers.start(own);
                RawClient client = RawClient.connect(other)) {
            client.send(RawClient.request(other.port(), "/", "Content-Length: 0"), Wire.text("pipelined"));
            assertThat(client.response()).startsWith("HTTP/1.1 101 ");
            client.expect("text pipelined");
            assertThat(own.calls).hasValue(2);
        }
    }
}
