package dev.wsboot.core.deflate;

import static dev.wsboot.core.deflate.DeflateAgreement.CLIENT_MAX_WINDOW_BITS;
import static dev.wsboot.core.deflate.DeflateAgreement.CLIENT_NO_CONTEXT_TAKEOVER;
import static dev.wsboot.core.deflate.DeflateAgreement.MAX_WINDOW_BITS;
import static dev.wsboot.core.deflate.DeflateAgreement.NAME;
import static dev.wsboot.core.deflate.DeflateAgreement.SERVER_MAX_WINDOW_BITS;
import static dev.wsboot.core.deflate.DeflateAgreement.SERVER_NO_CONTEXT_TAKEOVER;

import dev.wsboot.core.protocol.Extension;
import dev.wsboot.core.protocol.Extension.Param;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Comes to an agreement on permessage-deflate (RFC 7692 §5, §7.1), for either side. Immutable.
 *
 * <p>A server declines an offer that has an unknown or repeated parameter or a value out of range, and looks at the next
 * one; no offer is an error. A client has no such choice: a response it did not ask for fails its handshake.
 *
 * @param serverContextTakeover whether the server may keep its compressor's window from message to message
 * @param clientContextTakeover whether the client may
 */
public record DeflateNegotiator(boolean serverContextTakeover, boolean clientContextTakeover) {

    /** Agrees only to compressing each message by itself. */
    public static final DeflateNegotiator WITHOUT_TAKEOVER = new DeflateNegotiator(false, false);

    /** The server's answer: the first offer that it can accept, or null when it declines them all. */
    public @Nullable DeflateAgreement accept(List<Extension> offers) {
        for (Extension offer : offers) {
            if (offer.name().equals(NAME)) {
                Map<String, @Nullable String> params = params(offer, true);
                if (params != null) {
                    return accept(params);
                }
            }
        }
        return null;
    }

    private DeflateAgreement accept(Map<String, @Nullable String> offer) {
        return new DeflateAgreement(
                !serverContextTakeover || offer.containsKey(SERVER_NO_CONTEXT_TAKEOVER),
                !clientContextTakeover || offer.containsKey(CLIENT_NO_CONTEXT_TAKEOVER),
                bits(offer, SERVER_MAX_WINDOW_BITS),
                // Nothing is asked of the client here: an inflater with the full window reads them all.
                MAX_WINDOW_BITS,
                offer.containsKey(SERVER_MAX_WINDOW_BITS));
    }

    /** The client's offer. It leaves the server any window for the client's own messages. */
    public Extension offer() {
        List<Param> takeover = new ArrayList<>(3);
        if (!serverContextTakeover) {
            takeover.add(new Param(SERVER_NO_CONTEXT_TAKEOVER, null));
        }
        if (!clientContextTakeover) {
            takeover.add(new Param(CLIENT_NO_CONTEXT_TAKEOVER, null));
        }
        takeover.add(new Param(CLIENT_MAX_WINDOW_BITS, null));
        return new Extension(NAME, takeover);
    }

    /**
     * The agreement in a server's response to {@link #offer}.
     *
     * @return null when the response is invalid, for which the client has to fail the handshake (RFC 7692 §5.1)
     */
    public @Nullable DeflateAgreement confirm(Extension response) {
        Map<String, @Nullable String> params = response.name().equals(NAME) ? params(response, false) : null;
        boolean ignoresOurs =
                params != null && !serverContextTakeover && !params.containsKey(SERVER_NO_CONTEXT_TAKEOVER);
        if (params == null || ignoresOurs) {
            return null;
        }
        return new DeflateAgreement(
                params.containsKey(SERVER_NO_CONTEXT_TAKEOVER),
                !clientContextTakeover || params.containsKey(CLIENT_NO_CONTEXT_TAKEOVER),
                bits(params, SERVER_MAX_WINDOW_BITS),
                bits(params, CLIENT_MAX_WINDOW_BITS),
                params.containsKey(SERVER_MAX_WINDOW_BITS));
    }

    private static int bits(Map<String, @Nullable String> params, String name) {
        String value = params.get(name);
        return value == null ? MAX_WINDOW_BITS : DeflateAgreement.windowBits(value);
    }

    /** The parameters by name, or null when one of them is unknown, repeated or has a wrong value. */
    private static @Nullable Map<String, @Nullable String> params(Extension extension, boolean offered) {
        Map<String, @Nullable String> params = new HashMap<>();
        for (Param param : extension.params()) {
            if (params.containsKey(param.name()) || !isValid(param, offered)) {
                return null;
            }
            params.put(param.name(), param.value());
        }
        return params;
    }

    private static boolean isValid(Param param, boolean offered) {
        String value = param.value();
        return switch (param.name()) {
            case SERVER_NO_CONTEXT_TAKEOVER, CLIENT_NO_CONTEXT_TAKEOVER -> value == null;
            case SERVER_MAX_WINDOW_BITS -> DeflateAgreement.windowBits(value) > 0;
            case CLIENT_MAX_WINDOW_BITS -> DeflateAgreement.windowBits(value) > 0 || (offered && value == null);
            default -> false;
        };
    }
}
