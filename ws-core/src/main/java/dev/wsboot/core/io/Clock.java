package dev.wsboot.core.io;

/** The time as the event loops see it. */
@FunctionalInterface
interface Clock {

    /** The clock of the machine. */
    Clock SYSTEM = System::nanoTime;

    /** Nanoseconds since some fixed moment; only differences mean something. */
    long nanoTime();
}
