package dev.wsboot.endpoint;

/** Signals that what a method began has failed after its return. */
final class LaterFailure extends Exception {

    private final int level;

    /**
     * A failure of something begun earlier.
     *
     * @param level the first of the endpoint's lists of error methods that is asked about the cause
     */
    LaterFailure(Throwable cause, int level) {
        super(null, cause, false, false);
        this.level = level;
    }

    int level() {
        return level;
    }
}
