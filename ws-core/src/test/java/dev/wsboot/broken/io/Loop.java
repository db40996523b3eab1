package dev.wsboot.broken.io;

/** A class of the top floor; it may read the clock and have threads. */
public final class Loop {
    long turn(Thread thread) {
        thread.interrupt();
        return System.nanoTime();
    }
}
