package dev.wsboot.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Counts the sessions whose {@code @OnClose} has not returned yet, and tells when there is none. Thread-safe. */
public final class OpenSessions {

    private int count;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

    synchronized void opened() {
        count++;
    }

    void closed() {
        List<CompletableFuture<Void>> done;
        synchronized (this) {
            count--;
            if (count > 0) {
                return;
            }
            done = List.copyOf(waiting);
            waiting.clear();
        }
        done.forEach(stage -> stage.complete(null));
    }

    /** How many there are. */
    public synchronized int count() {
        return count;
    }

    /** Completes when there is none, perhaps at once. */
    public synchronized CompletionStage<Void> whenNone() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        if (count == 0) {
            stage.complete(null);
        } else {
            waiting.add(stage);
        }
        return stage.minimalCompletionStage();
    }
}
