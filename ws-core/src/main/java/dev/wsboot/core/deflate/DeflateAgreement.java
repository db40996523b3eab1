package dev.wsboot.core.deflate;

import dev.wsboot.core.protocol.Extension;
import dev.wsboot.core.protocol.Extension.Param;
import dev.wsboot.core.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What both sides agreed on (RFC 7692 §7.1). Immutable.
 *
 * @param serverNoContextTakeover whether the server compresses each message by itself
 * @param clientNoContextTakeover whether the client compresses each message by itself
 * @param serverMaxWindowBits the base-two logarithm of the server's window, 8 to 15
 * @param clientMaxWindowBits the base-two logarithm of the client's window, 8 to 15
 * @param namesServerWindow whether the answer says how large the server's window is: always when it was asked for, even when
 *     it is the largest (RFC 7692 §7.1.2.1)
 */
public record DeflateAgreement(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        int serverMaxWindowBits,
        int clientMaxWindowBits,
        boolean namesServerWindow) {

    /** The window when nobody asks for a smaller one. */
    public static final int MAX_WINDOW_BITS = 15;

    static final String NAME = "permessage-deflate";
    static final String SERVER_NO_CONTEXT_TAKEOVER = "server_no_context_takeover";
    static final String CLIENT_NO_CONTEXT_TAKEOVER = "client_no_context_takeover";
    static final String SERVER_MAX_WINDOW_BITS = "server_max_window_bits";
    static final String CLIENT_MAX_WINDOW_BITS = "client_max_window_bits";

    /** Whether a side may keep its compressor's window from message to message. */
    public boolean takeover(Role sender) {
        return sender == Role.SERVER ? !serverNoContextTakeover : !clientNoContextTakeover;
    }

    /** The base-two logarithm of a side's window, 8 to 15. */
    public int windowBits(Role sender) {
        return sender == Role.SERVER ? serverMaxWindowBits : clientMaxWindowBits;
    }

    /** The agreement as the server states it in its response. */
    public Extension toExtension() {
        List<Param> params = new ArrayList<>(4);
        if (serverNoContextTakeover) {
            params.add(new Param(SERVER_NO_CONTEXT_TAKEOVER, null));
        }
        if (clientNoContextTakeover) {
            params.add(new Param(CLIENT_NO_CONTEXT_TAKEOVER, null));
        }
        if (namesServerWindow) {
            params.add(new Param(SERVER_MAX_WINDOW_BITS, Integer.toString(serverMaxWindowBits)));
        }
        if (clientMaxWindowBits < MAX_WINDOW_BITS) {
            params.add(new Param(CLIENT_MAX_WINDOW_BITS, Integer.toString(clientMaxWindowBits)));
        }
        return new Extension(NAME, params);
    }

    /** The window bits in a parameter's value: 8 to 15 without a leading zero (RFC 7692 §7.1.2), or 0 for anything else. */
    static int windowBits(@Nullable String value) {
        return switch (value == null ? "" : value) {
            case "8" -> 8;
            case "9" -> 9;
            case "10" -> 10;
            case "11" -> 11;
            case "12" -> 12;
            case "13" -> 13;
            case "14" -> 14;
            case "15" -> 15;
            default -> 0;
        };
    }
}
