package dev.wsboot.core.conformance;

/**
 * One permessage-deflate offer (RFC 7692 §7.1).
 *
 * @param noContextTakeover whether both sides shall compress each message by itself
 * @param windowBits the largest window of either side, 0 to leave it open
 */
record Offer(boolean noContextTakeover, int windowBits) {

    @Override
    public String toString() {
        return "permessage-deflate"
                + (noContextTakeover ? "; server_no_context_takeover; client_no_context_takeover" : "")
                + (windowBits == 0
                        ? "; client_max_window_bits"
                        : "; server_max_window_bits=" + windowBits + "; client_max_window_bits=" + windowBits);
    }

    /** The largest window that either side may use, in bits. */
    int largestWindow() {
        return windowBits == 0 ? 15 : windowBits;
    }

    /** The offer in words. */
    String words() {
        return "(" + (noContextTakeover ? "no context takeover" : "takeover") + ", "
                + (windowBits == 0 ? "any window" : "window " + windowBits) + ")";
    }
}
