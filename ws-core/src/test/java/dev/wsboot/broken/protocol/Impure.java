package dev.wsboot.broken.protocol;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;

/** Everything that a pure floor leaves to others, one method each. */
final class Impure {
    void lock(ReentrantLock lock) {
        lock.lock();
    }

    void executor(Executor executor) {
        executor.execute(() -> {});
    }

    String systemLogger(System.Logger logger) {
        return logger.getName();
    }

    String julLogger(Logger logger) {
        return logger.getName();
    }

    synchronized int guarded() {
        return 1;
    }
}
