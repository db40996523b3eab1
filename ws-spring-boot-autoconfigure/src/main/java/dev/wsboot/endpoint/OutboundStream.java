package dev.wsboot.endpoint;

import dev.wsboot.core.SendStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The items of one publisher on their way to a client: one is asked for at a time, when the one before did not have to wait
 * for the client, or has left.
 *
 * <p>A publisher is asked on the thread of the item before, and on a thread of the handlers when it could not go on there:
 * never on the event loop, for it may block. After some items in a row it is asked on such a thread as well, so that one that
 * has all its items ready neither holds up the session's messages nor keeps a thread from other sessions.
 */
final class OutboundStream implements Flow.Subscriber<Object>, Unfinished.Task {

    /** How many items are sent before others get their turn on the thread. */
    static final int BURST = 256;

    /** When to try again after an item was dropped, in case that no drain follows: another thread's write filled the queue. */
    private static final long AGAIN_MILLIS = 50;

    private final EndpointSession session;
    private final Unfinished unfinished;
    private final Reply element;
    private final int level;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile @Nullable Subscription subscription;
    private int burst;

    private OutboundStream(EndpointSession session, Reply element, int level) {
        this.session = session;
        this.unfinished = session.unfinished();
        this.element = element;
        this.level = level;
    }

    /**
     * Begins to send what a publisher has.
     *
     * @param level the first of the endpoint's lists of error methods that is asked about a failure
     */
    static void subscribe(Flow.Publisher<Object> publisher, EndpointSession session, Reply element, int level) {
        OutboundStream stream = new OutboundStream(session, element, level);
        if (!session.begin(stream)) {
            stream.over.set(true); // the session has ended: the subscription is cancelled as it comes
        }
        publisher.subscribe(stream);
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (subscription != null || over.get()) {
            given.cancel();
            return;
        }
        subscription = given;
        if (over.get()) { // the session ended just now, and may have missed the subscription
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(Object item) {
        if (over.get()) {
            return;
        }
        int drains = unfinished.drains();
        SendStatus status;
        try {
            status = element.send(session, item);
        } catch (Throwable e) {
            cancel();
            session.failed(new LaterFailure(e, level));
            return;
        }
        switch (status) {
            case SENT -> goOn();
            case QUEUED -> awaitDrain(drains);
            case DROPPED -> {
                awaitDrain(drains);
                CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS, session::execute)
                        .execute(this::askIfWaiting);
            }
            case CLOSED -> cancel();
        }
    }

    private void goOn() {
        if (++burst < BURST) {
            ask();
        } else {
            burst = 0;
            session.execute(this::ask);
        }
    }

    private void awaitDrain(int drains) {
        burst = 0;
        waiting.set(true);
        if (unfinished.drains() != drains) {
            drained();
        }
    }

    @Override
    public void drained() {
        if (waiting.compareAndSet(true, false)) {
            session.execute(this::ask);
        }
    }

    private void askIfWaiting() {
        if (waiting.compareAndSet(true, false)) {
            ask();
        }
    }

    private void ask() {
        Subscription current = subscription;
        if (current != null && !over.get()) {
            current.request(1);
        }
    }

    @Override
    public void onError(Throwable error) {
        if (finish()) {
            session.failed(new LaterFailure(error, level));
        }
    }

    @Override
    public void onComplete() {
        finish();
    }

    @Override
    public void cancel() {
        Subscription current = finish() ? subscription : null;
        if (current != null) {
            current.cancel();
        }
    }

    /** False when it was over already. */
    private boolean finish() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            unfinished.remove(this);
        }
        return first;
    }
}
