package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsSession;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A peer that takes no byte for too long is given up; one that fell behind a moment ago is not. */
class StallTest {

    private final Recorder handler = new Recorder();

    @Test
    void theTimeRunsFromTheMomentInWhichThePeerFellBehind() {
        WsOptions options =
                WsOptions.builder().stallTimeout(Duration.ofSeconds(30)).build();
        try (FakePeer peer = FakePeer.open(handler, options)) {
            WsSession session = handler.session();
            peer.transport.room(0);

            peer.onLoop(() -> {
                Thread sender = new Thread(() -> session.send("waits"));
                sender.start();
                sender.join(10_000);
                // The loop has not yet heard of it when a timer fires.
                peer.connection.onTimer(peer.loop.now());
                return null;
            });

            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void aPeerThatTakesNothingIsReset() {
        WsOptions options =
                WsOptions.builder().stallTimeout(Duration.ofMillis(200)).build();
        try (FakePeer peer = FakePeer.open(handler, options)) {
            WsSession session = handler.session();
            peer.transport.room(1);

            assertThat(session.send("waits")).isEqualTo(SendStatus.QUEUED);

            handler.expect("onOpen", "onClose 1006 by TIMEOUT");
            assertThat(peer.transport.isReset()).isTrue();
        }
    }
}
