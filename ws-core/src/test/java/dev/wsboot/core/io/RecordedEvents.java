package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The events of a server, each as a line. Waits end after 10 s. */
final class RecordedEvents implements WsServerEvents {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** The next event that begins like this; those before it are dropped. */
    String await(String beginning) {
        try {
            String event;
            do {
                event = events.poll(10, TimeUnit.SECONDS);
                assertThat(event).as("an event '" + beginning + "' within 10 s").isNotNull();
            } while (!event.startsWith(beginning));
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<String> all() {
        return List.copyOf(events);
    }

    @Override
    public void started(InetSocketAddress address, List<String> paths) {
        events.add("started " + paths);
    }

    @Override
    public void stopped(InetSocketAddress address) {
        events.add("stopped");
    }

    @Override
    public void handshakeRefused(InetSocketAddress peer, int status, String why) {
        events.add("handshakeRefused " + status + " " + why);
    }

    @Override
    public void sessionOpened(WsSession session) {
        events.add("sessionOpened");
    }

    @Override
    public void sessionClosed(WsSession session, CloseStatus status) {
        events.add("sessionClosed " + status);
    }

    @Override
    public void sessionCut(WsSession session, CloseStatus status, String why) {
        events.add("sessionCut " + status.code() + " " + why);
    }

    @Override
    public void handlerFailed(String endpoint, WsSession session, Throwable error) {
        events.add("handlerFailed " + (session == null ? "in handshake " : "") + error);
    }

    @Override
    public void acceptFailed(Exception error) {
        events.add("acceptFailed " + error);
    }

    @Override
    public void acceptRecovered() {
        events.add("acceptRecovered");
    }
}
