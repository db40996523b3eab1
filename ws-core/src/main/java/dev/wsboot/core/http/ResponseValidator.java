package dev.wsboot.core.http;

import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ClientHandshake.Accepted;
import dev.wsboot.core.http.ClientHandshake.Outcome;
import dev.wsboot.core.protocol.Extension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The validation of a server's answer (RFC 6455 §4.1). The first rule that an answer breaks is the one that is told.
 * Immutable.
 *
 * <p>RFC 6455 does not speak of content in a 101, and RFC 9110 §8.6 and RFC 9112 §6.1 forbid the server to announce any.
 * One that does fails here: a proxy on the way may believe it and take our first frames for that content. A
 * {@code Content-Length: 0} moves nothing and is overlooked, since some servers write it into every answer.
 *
 * @param subprotocols what the request offers
 * @param compression what the request offers, or null for nothing
 */
record ResponseValidator(
        List<String> subprotocols, @Nullable DeflateNegotiator compression) {

    private static final String ACCEPT = "Sec-WebSocket-Accept";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol";

    Outcome validate(ResponseHead response, String key) {
        String why = reasonAgainst(response, key);
        HeaderFields headers = response.headers();
        return why == null
                ? new Accepted(headers.first(PROTOCOL), agreement(headers), headers)
                : new FailedHandshake(response.status(), why, headers);
    }

    private @Nullable String reasonAgainst(ResponseHead response, String key) {
        if (response.status() != 101) {
            return StatusAdvice.of(response);
        }
        if (response.minorVersion() < 1) {
            return "the server switches protocols in HTTP/1.0, which has no 101 (RFC 6455 §4.1, RFC 9110 §15.2)";
        }
        HeaderFields headers = response.headers();
        String why = reasonAgainstUpgrade(headers);
        if (why == null) {
            why = reasonAgainstAccept(headers.all(ACCEPT), SecWebSocketKey.accept(key));
        }
        if (why == null) {
            why = reasonAgainstExtensions(headers.all(EXTENSIONS));
        }
        if (why == null) {
            why = reasonAgainstSubprotocol(headers.all(PROTOCOL));
        }
        return why == null ? reasonAgainstContent(headers) : why;
    }

    private static @Nullable String reasonAgainstUpgrade(HeaderFields headers) {
        List<String> upgrade = headers.all("Upgrade");
        if (upgrade.isEmpty()) {
            return "the 101 has no Upgrade field (RFC 6455 §4.1)";
        }
        if (upgrade.size() > 1 || !upgrade.get(0).equalsIgnoreCase("websocket")) {
            return "the 101 upgrades to '" + shown(upgrade) + "' and not to exactly websocket (RFC 6455 §4.1)";
        }
        List<String> connection = headers.all("Connection");
        if (connection.isEmpty()) {
            return "the 101 has no Connection field (RFC 6455 §4.1)";
        }
        return TokenLists.contains(connection, "upgrade")
                ? null
                : "the 101 says Connection: '" + shown(connection) + "', without the token Upgrade (RFC 6455 §4.1)";
    }

    private static @Nullable String reasonAgainstAccept(List<String> accept, String expected) {
        if (accept.isEmpty()) {
            return "the 101 has no Sec-WebSocket-Accept field (RFC 6455 §4.1)";
        }
        if (accept.size() > 1) {
            return moreThanOnce(ACCEPT, "§11.3.3");
        }
        return accept.get(0).equals(expected)
                ? null
                : "Sec-WebSocket-Accept is '" + shown(accept) + "' and not '" + expected
                        + "': this does not answer our key, perhaps a cache or a proxy wrote it (RFC 6455 §4.1)";
    }

    private @Nullable String reasonAgainstExtensions(List<String> values) {
        if (values.size() > 1) {
            return moreThanOnce(EXTENSIONS, "§11.3.2");
        }
        List<Extension> extensions = ExtensionOffers.parse(values);
        if (extensions == null) {
            return "Sec-WebSocket-Extensions '" + shown(values) + "' is not a list of extensions (RFC 6455 §9.1)";
        }
        if (extensions.isEmpty()) {
            return null;
        }
        if (compression == null) {
            return notOffered(extensions.get(0));
        }
        Extension offer = compression.offer();
        for (Extension extension : extensions) {
            if (!extension.name().equals(offer.name())) {
                return notOffered(extension);
            }
        }
        if (extensions.size() > 1) {
            return "the server chose " + offer.name() + " more than once (RFC 7692 §5)";
        }
        return compression.confirm(extensions.get(0)) != null
                ? null
                : "the server's '" + shown(values) + "' is no valid answer to our offer '" + offer
                        + "' (RFC 7692 §7.1)";
    }

    private static String notOffered(Extension extension) {
        return "the server chose extension '" + Escaped.of(extension.name())
                + "', which was not offered (RFC 6455 §4.1)";
    }

    private @Nullable String reasonAgainstSubprotocol(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            return moreThanOnce(PROTOCOL, "§11.3.4");
        }
        String chosen = values.get(0);
        if (!Grammar.isToken(chosen)) {
            return "Sec-WebSocket-Protocol '" + shown(values) + "' is not one token (RFC 6455 §11.3.4)";
        }
        return subprotocols.contains(chosen)
                ? null
                : "the server chose subprotocol '" + shown(values) + "', and "
                        + (subprotocols.isEmpty() ? "none was" : "only '" + shown(subprotocols) + "' were")
                        + " offered (RFC 6455 §4.1)";
    }

    private static @Nullable String reasonAgainstContent(HeaderFields headers) {
        return BodyFraming.of(headers) == BodyFraming.NONE
                ? null
                : "the 101 announces content by Content-Length or Transfer-Encoding (RFC 9110 §8.6, RFC 9112 §6.1)";
    }

    private @Nullable DeflateAgreement agreement(HeaderFields headers) {
        List<Extension> extensions = ExtensionOffers.parse(headers.all(EXTENSIONS));
        return compression == null || extensions == null || extensions.isEmpty()
                ? null
                : compression.confirm(extensions.get(0));
    }

    private static String moreThanOnce(String name, String section) {
        return "the 101 has " + name + " more than once (RFC 6455 " + section + ")";
    }

    private static String shown(List<String> values) {
        return Escaped.of(String.join(", ", values));
    }
}
