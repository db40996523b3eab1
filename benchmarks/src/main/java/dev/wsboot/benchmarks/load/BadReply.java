package dev.wsboot.benchmarks.load;

/** The server did something else than it was asked for: its figures are worth nothing. */
final class BadReply extends RuntimeException {

    BadReply(String message) {
        super(message);
    }
}
