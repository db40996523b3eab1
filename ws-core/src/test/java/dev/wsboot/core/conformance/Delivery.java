package dev.wsboot.core.conformance;

/** How frames are handed to TCP. */
enum Delivery {
    WHOLE("in one piece"),
    FRAMES("frame by frame"),
    OCTETS("octet by octet");

    private final String words;

    Delivery(String words) {
        this.words = words;
    }

    Step send(byte[]... frames) {
        return switch (this) {
            case WHOLE -> Step.send(frames);
            case FRAMES -> Step.sendOneByOne(frames);
            case OCTETS -> Step.sendIn(1, frames);
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
