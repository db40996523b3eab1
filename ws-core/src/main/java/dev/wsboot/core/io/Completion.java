package dev.wsboot.core.io;

import dev.wsboot.core.SendStatus;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What tells a sender that its message has left.
 *
 * <p>What became of the message is known to the writer, but told later: what is chained to this runs with the call that tells
 * it, and must find the writer role given back.
 */
final class Completion extends CompletableFuture<SendStatus> {

    private SendStatus decided = SendStatus.CLOSED;
    private @Nullable Completion earlier;

    /** Notes what became of the message, in front of a chain of others of which the same is known. */
    Completion decide(SendStatus status, @Nullable Completion chain) {
        decided = status;
        earlier = chain;
        return this;
    }

    /** Tells all of a chain, the first decided first. */
    static void tell(@Nullable Completion latest) {
        Completion first = null;
        for (Completion each = latest; each != null; ) {
            Completion before = each.earlier;
            each.earlier = first;
            first = each;
            each = before;
        }
        while (first != null) {
            Completion later = first.earlier;
            first.earlier = null;
            first.complete(first.decided);
            first = later;
        }
    }
}
