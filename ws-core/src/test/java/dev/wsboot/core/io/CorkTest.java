package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsSession;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another thread than the loop sends within {@code cork}: together, in order, and never late. */
class CorkTest {

    private final Recorder handler = new Recorder();
    private final FakePeer peer = FakePeer.open(
            handler, WsOptions.builder().maxQueueSize(64 * 1024 * 1024).build());
    private final WsSession session = handler.session();

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void littleLeavesInOneWrite() {
        session.cork(() -> {
            for (int i = 0; i < 5; i++) {
                assertThat(session.send("" + i)).isEqualTo(SendStatus.SENT);
            }
            session.ping(ByteBuffer.allocate(1));
        });
        peer.settle();

        assertThat(peer.transport.writes()).isEqualTo(1);
        assertThat(peer.frames())
                .hasSize(6)
                .extracting(Wire.Frame::toString)
                .startsWith("text 0", "text 1", "text 2", "text 3", "text 4");
        assertThat(session.queuedBytes()).isZero();
    }

    @Test
    void muchLeavesBeforeTheEnd() {
        session.cork(() -> {
            for (int i = 0; i < 100; i++) {
                session.send(ByteBuffer.allocate(10_000));
            }
            assertThat(session.queuedBytes()).isLessThan(2 * WriterRole.CORK_LIMIT);
        });
        peer.settle();

        assertThat(peer.transport.writes()).isBetween(8, 99);
        assertThat(peer.frames()).hasSize(100);
    }

    @Test
    void nothingWaitsForCodeThatTakesLong() {
        CompletableFuture<SendStatus> gone = new CompletableFuture<>();
        session.cork(() -> {
            session.send("early");
            await().dontCatchUncaughtExceptions()
                    .untilAsserted(() -> assertThat(peer.transport.writes()).isEqualTo(1));
            session.sendAsync("later").thenAccept(gone::complete);
            assertThat(gone).succeedsWithin(java.time.Duration.ofSeconds(10));
        });
        peer.settle();

        assertThat(peer.frames()).hasToString("[text early, text later]");
    }

    @Test
    void anotherThreadTakesAlongWhatIsCollected() {
        session.cork(() -> {
            session.send("a");
            CompletableFuture.runAsync(() -> session.send("b")).join();
            session.send("c");
        });
        peer.settle();

        assertThat(peer.frames()).hasToString("[text a, text b, text c]");
    }

    @Test
    void whatTheCodeThrowsIsPassedOnBehindWhatItSent() {
        assertThatIllegalStateException()
                .isThrownBy(() -> session.cork(() -> {
                    session.send("a");
                    throw new IllegalStateException("by hand");
                }));
        session.send("b");
        peer.settle();

        assertThat(peer.transport.writes()).isEqualTo(2);
        assertThat(peer.frames()).hasToString("[text a, text b]");
    }

    @Test
    void withinItselfItChangesNothing() {
        session.cork(() -> {
            session.send("a");
            session.cork(() -> session.send("b"));
            session.send("c");
        });
        peer.settle();

        assertThat(peer.transport.writes()).isEqualTo(1);
        assertThat(peer.frames()).hasToString("[text a, text b, text c]");
    }

    @Test
    void onTheLoopItOnlyRunsTheCode() {
        peer.onLoop(() -> {
            session.cork(() -> session.send("a"));
            session.send("b");
            return null;
        });
        peer.settle();

        assertThat(peer.transport.writes()).isEqualTo(1);
        assertThat(peer.frames()).hasToString("[text a, text b]");
    }

    @Test
    void aCloseFollowsWhatWasCollected() {
        session.cork(() -> {
            session.send("a");
            session.close(4000, "");
            assertThat(session.send("b")).isEqualTo(SendStatus.CLOSED);
        });
        peer.settle();

        assertThat(peer.frames()).hasToString("[text a, close 4000]");
    }
}
