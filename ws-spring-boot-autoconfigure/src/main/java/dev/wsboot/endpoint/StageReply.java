package dev.wsboot.endpoint;

import dev.wsboot.core.SendStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers when an asynchronous result is there; the session's next message is handled after that.
 *
 * @param element answers with the value
 * @param conversion makes a stage of what the method returned
 * @param level the first of the endpoint's lists of error methods that is asked when the result is a failure
 */
record StageReply(Reply element, Function<Object, CompletionStage<?>> conversion, int level) implements Reply {

    StageReply(Reply element, Function<Object, CompletionStage<?>> conversion) {
        this(element, conversion, 0);
    }

    @Override
    public Reply ofErrorMethod(int next) {
        return new StageReply(element, conversion, next);
    }

    @Override
    public SendStatus send(EndpointSession session, Object value) {
        CompletionStage<?> stage = conversion.apply(value);
        if (isDone(stage) && !stage.toCompletableFuture().isCompletedExceptionally()) {
            Object result = stage.toCompletableFuture().getNow(null);
            return result == null ? SendStatus.SENT : element.send(session, result);
        }
        return Outcome.await(session, stage, element, level);
    }

    /** Whether it is certain that a stage is complete: one that only looks like a future may not tell. */
    static boolean isDone(CompletionStage<?> stage) {
        return stage.getClass() == CompletableFuture.class
                && stage.toCompletableFuture().isDone();
    }
}
