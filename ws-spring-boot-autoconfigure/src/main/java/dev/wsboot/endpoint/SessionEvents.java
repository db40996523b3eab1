package dev.wsboot.endpoint;

import dev.wsboot.WsSessionClosedEvent;
import dev.wsboot.WsSessionOpenedEvent;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Publishes the application events of sessions, one after the other, on a thread of the handlers. Thread-safe: who adds the
 * first event to an empty queue submits, and the run goes on until the queue is empty, so that many events together cost one
 * wake-up.
 *
 * <p>Clients come and go as fast as they like, and listeners may be slow: when {@value #MOST_WAITING} events wait, sessions that
 * open are not announced, neither their opening nor their end, until there is room again. What was announced always gets its end.
 */
public final class SessionEvents {

    private static final int MOST_WAITING = 10_000;

    private static final Log LOG = LogFactory.getLog(SessionEvents.class);

    private final Handling handling;
    private final Consumer<Object> publisher;
    private final int most;
    private final Queue<Object> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** The open sessions whose opening was not announced. */
    private final Set<WsSession> unannounced = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean isFull = new AtomicBoolean();

    /**
     * Events of sessions.
     *
     * @param publisher publishes an event to the application
     */
    public SessionEvents(Handling handling, Consumer<Object> publisher) {
        this(handling, publisher, MOST_WAITING);
    }

    SessionEvents(Handling handling, Consumer<Object> publisher, int most) {
        this.handling = handling;
        this.publisher = publisher;
        this.most = most;
    }

    void opened(WsSession session, Endpoint endpoint) {
        if (count.get() < most) {
            add(new WsSessionOpenedEvent(session, endpoint.name()));
            return;
        }
        unannounced.add(session);
        if (isFull.compareAndSet(false, true)) {
            LOG.error(most
                    + " events of sessions wait for slow listeners: until these have caught up no event tells"
                    + " of sessions that open. Let what takes long be an @Async listener");
        }
    }

    void closed(WsSession session, Endpoint endpoint, CloseStatus status) {
        if (!unannounced.remove(session)) {
            add(new WsSessionClosedEvent(session, endpoint.name(), status));
        }
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
        isFull.set(false);
    }

    private void publish(Object event) {
        try {
            publisher.accept(event);
        } catch (Throwable error) {
            LOG.error("A listener failed on " + event, error);
        }
    }
}
