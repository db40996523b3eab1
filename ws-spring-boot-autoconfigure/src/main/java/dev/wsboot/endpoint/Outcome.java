package dev.wsboot.endpoint;

import dev.wsboot.core.SendStatus;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The result of a handler method that is to come: answers the client when its stage completes, and is given up with the session. */
final class Outcome extends Pending implements Unfinished.Task {

    private final EndpointSession session;
    private final CompletionStage<?> stage;
    private final Reply element;
    private final int level;
    private final AtomicBoolean completed = new AtomicBoolean();
    private @Nullable Object value;
    private @Nullable Throwable error;

    private Outcome(EndpointSession session, CompletionStage<?> stage, Reply element, int level) {
        this.session = session;
        this.stage = stage;
        this.element = element;
        this.level = level;
    }

    /**
     * Has the session wait for a stage and answer with its value.
     *
     * @param level the first of the endpoint's lists of error methods that is asked about a failure
     */
    static SendStatus await(EndpointSession session, CompletionStage<?> stage, Reply element, int level) {
        Outcome outcome = new Outcome(session, stage, element, level);
        session.await(outcome);
        if (session.begin(outcome)) {
            stage.whenComplete((value, error) -> outcome.complete(value, error));
        } else {
            outcome.cancel();
        }
        return SendStatus.SENT;
    }

    private void complete(@Nullable Object result, @Nullable Throwable failure) {
        if (completed.compareAndSet(false, true)) {
            value = result;
            error = failure;
            session.unfinished().remove(this);
            done();
        }
    }

    /** The session has ended: nobody wants the value. Goes on at once, even if the stage cannot be cancelled. */
    @Override
    public void cancel() {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (RuntimeException e) {
            // A stage of its author's own kind, which cannot be cancelled.
        }
        complete(null, new CancellationException("the session has ended"));
    }

    @Override
    void finish() throws LaterFailure {
        if (error != null) {
            boolean ended = error instanceof CancellationException && !session.isOpen();
            if (!ended) {
                throw new LaterFailure(error, level);
            }
        } else if (value != null) {
            try {
                element.send(session, value);
            } catch (Throwable e) {
                throw new LaterFailure(e, level);
            }
        }
    }
}
