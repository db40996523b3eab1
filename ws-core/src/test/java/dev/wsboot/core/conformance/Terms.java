package dev.wsboot.core.conformance;

import dev.wsboot.core.protocol.Role;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The terms on which the probe wants permessage-deflate (RFC 7692 §7.1): as a client it offers them, as a server it answers
 * with them.
 */
record Terms(Side server, Side client) {

    /**
     * What one side shall keep to.
     *
     * @param noContextTakeover whether it compresses each message by itself
     * @param windowBits its largest window, 0 to leave it open
     */
    record Side(boolean noContextTakeover, int windowBits) {

        private String answer(Role side) {
            return (noContextTakeover ? "; " + Parameters.noTakeover(side) : "")
                    + (windowBits > 0 ? "; " + Parameters.window(side) + "=" + windowBits : "");
        }

        int largestWindow() {
            return windowBits == 0 ? Parameters.MAX_BITS : windowBits;
        }
    }

    /** The same for both sides. */
    static Terms of(boolean noContextTakeover, int windowBits) {
        Side both = new Side(noContextTakeover, windowBits);
        return new Terms(both, both);
    }

    Side side(Role side) {
        return side == Role.SERVER ? server : client;
    }

    /** The value of a client's Sec-WebSocket-Extensions that offers these terms, in order. */
    static String offers(List<Terms> terms) {
        return terms.stream().map(Terms::offer).collect(Collectors.joining(", "));
    }

    private String offer() {
        return answer() + (client.windowBits() == 0 ? "; " + Parameters.window(Role.CLIENT) : "");
    }

    /** The value of a server's Sec-WebSocket-Extensions that sets these terms. */
    String answer() {
        return "permessage-deflate" + server.answer(Role.SERVER) + client.answer(Role.CLIENT);
    }

    /** What is wrong with a server's answer to the offer of these terms, which can be met as it is; null when nothing is. */
    @Nullable
    String faultOf(Parameters answer) {
        String fault = answer.fault(false);
        if (fault != null) {
            return fault;
        }
        if (server.noContextTakeover() && !answer.has(Parameters.noTakeover(Role.SERVER))) {
            return "RFC 7692 §7.1.1.1: server_no_context_takeover is left out: " + answer;
        }
        if (server.windowBits() > 0 && !answer.has(Parameters.window(Role.SERVER))) {
            return "RFC 7692 §7.1.2.1: server_max_window_bits is left out: " + answer;
        }
        return answer.bits(Role.SERVER) > server.largestWindow()
                ? "RFC 7692 §7.1.2.1: a larger window than the client allowed: " + answer
                : null;
    }

    /** Whether a server may answer that offer of a client with these terms. */
    boolean meet(Parameters offer) {
        return (server.noContextTakeover() || !offer.has(Parameters.noTakeover(Role.SERVER)))
                && (server.windowBits() > 0 || !offer.has(Parameters.window(Role.SERVER)))
                && server.windowBits() <= offer.bits(Role.SERVER)
                && (client.windowBits() == 0 || offer.has(Parameters.window(Role.CLIENT)))
                && client.windowBits() <= offer.bits(Role.CLIENT);
    }

    @Override
    public String toString() {
        return answer();
    }
}
