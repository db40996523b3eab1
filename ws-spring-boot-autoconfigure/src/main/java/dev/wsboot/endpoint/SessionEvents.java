package dev.wsboot.endpoint;

import dev.wsboot.WsSessionClosedEvent;
import dev.wsboot.WsSessionOpenedEvent;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Publishes the application events of sessions, one after the other, on a thread of the handlers. Thread-safe: who adds the
 * first event to an empty queue submits, and the run goes on until the queue is empty, so that many events together cost one
 * wake-up.
 */
public final class SessionEvents {

    private static final Log LOG = LogFactory.getLog(SessionEvents.class);

    private final Handling handling;
    private final Consumer<Object> publisher;
    private final Queue<Object> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Events of sessions.
     *
     * @param publisher publishes an event to the application
     */
    public SessionEvents(Handling handling, Consumer<Object> publisher) {
        this.handling = handling;
        this.publisher = publisher;
    }

    void opened(WsSession session, Endpoint endpoint) {
        add(new WsSessionOpenedEvent(session, endpoint.name()));
    }

    void closed(WsSession session, Endpoint endpoint, CloseStatus status) {
        add(new WsSessionClosedEvent(session, endpoint.name(), status));
    }

    /** Completes when all events up to now were published. */
    public CompletionStage<Void> whenPublished() {
        CompletableFuture<Void> mark = new CompletableFuture<>();
        add(mark);
        return mark;
    }

    private void add(Object event) {
        waiting.add(event);
        if (count.getAndIncrement() == 0) {
            try {
                handling.executor().execute(this::publishAll);
            } catch (Throwable refusal) {
                handling.spare().execute(this::publishAll);
            }
        }
    }

    private void publishAll() {
        do {
            // It was added before it was counted, so it is there.
            Object event = waiting.remove();
            if (event instanceof CompletableFuture<?> mark) {
                mark.complete(null);
            } else {
                publish(event);
            }
        } while (count.decrementAndGet() > 0);
    }

    private void publish(Object event) {
        try {
            publisher.accept(event);
        } catch (Throwable error) {
            LOG.error("A listener failed on " + event, error);
        }
    }
}
