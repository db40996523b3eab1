package dev.wsboot.core.conformance;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The terms on which the probe wants permessage-deflate (RFC 7692 §7.1): as a client it offers them, as a server it answers
 * with them.
 *
 * @param noContextTakeover whether both sides shall compress each message by itself
 * @param windowBits the largest window of either side, 0 to leave it open
 */
record Terms(boolean noContextTakeover, int windowBits) {

    private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
    private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";

    /** The value of a client's Sec-WebSocket-Extensions that offers these terms, in order. */
    static String offers(List<Terms> terms) {
        return terms.stream().map(Terms::offer).collect(Collectors.joining(", "));
    }

    private String offer() {
        return answer() + (windowBits == 0 ? "; " + CLIENT_BITS : "");
    }

    /** The value of a server's Sec-WebSocket-Extensions that sets these terms. */
    String answer() {
        return "permessage-deflate"
                + (noContextTakeover ? "; " + SERVER_NO_TAKEOVER + "; " + CLIENT_NO_TAKEOVER : "")
                + (windowBits == 0
                        ? ""
                        : "; " + SERVER_BITS + "=" + windowBits + "; " + CLIENT_BITS + "=" + windowBits);
    }

    /** What is wrong with a server's answer to the offer of these terms, which can be met as it is; null when nothing is. */
    @Nullable
    String faultOf(Parameters answer) {
        String fault = answer.fault(false);
        if (fault != null) {
            return fault;
        }
        if (noContextTakeover && !answer.has(SERVER_NO_TAKEOVER)) {
            return "RFC 7692 §7.1.1.1: server_no_context_takeover is left out: " + answer;
        }
        if (windowBits > 0 && !answer.has(SERVER_BITS)) {
            return "RFC 7692 §7.1.2.1: server_max_window_bits is left out: " + answer;
        }
        if (answer.bits(SERVER_BITS) > largestWindow()) {
            return "RFC 7692 §7.1.2.1: a larger window than the client allowed: " + answer;
        }
        return null;
    }

    /** Whether a server may answer that offer of a client with these terms. */
    boolean meet(Parameters offer) {
        boolean takeover = noContextTakeover || !offer.has(SERVER_NO_TAKEOVER);
        boolean server = windowBits == 0 ? !offer.has(SERVER_BITS) : windowBits <= offer.bits(SERVER_BITS);
        return takeover && server && (windowBits == 0 || offer.has(CLIENT_BITS));
    }

    /** The largest window that either side may use, in bits. */
    int largestWindow() {
        return windowBits == 0 ? Parameters.MAX_BITS : windowBits;
    }

    /** The terms in words. */
    String words() {
        return "(" + (noContextTakeover ? "no context takeover" : "takeover") + ", "
                + (windowBits == 0 ? "any window" : "window " + windowBits) + ")";
    }
}
