package dev.wsboot.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wsboot.core.http.Router.Found;
import dev.wsboot.core.http.Router.Match;
import dev.wsboot.core.http.Router.Missed;
import dev.wsboot.core.protocol.Extension;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the opening handshake (RFC 6455 §4.2) as a function of a request head. The first rule that a
 * request breaks decides its answer: 400 for what is malformed, 405 for another method, 404 for another path, 426 for
 * another protocol or version, 400 for what the handshake itself says wrongly, 403 for a page from elsewhere. Immutable.
 *
 * @param <T> what a path leads to
 */
public final class ServerHandshake<T> {

    /** What a request came to. */
    public sealed interface Result<T> permits Candidate, Refused {}

    /**
     * A valid opening handshake, for the application to decide about.
     *
     * @param endpoint what its path leads to
     * @param handshake what the application sees
     * @param key the {@code Sec-WebSocket-Key}
     * @param extensions the extensions that the client offers, in its order; unmodifiable
     */
    public record Candidate<T>(T endpoint, Handshake handshake, String key, List<Extension> extensions)
            implements Result<T> {}

    /**
     * No opening handshake, or one that must not succeed.
     *
     * @param refusal the answer
     */
    public record Refused<T>(Refusal refusal) implements Result<T> {}

    /** A request whose syntax is right, before its meaning is looked at. */
    private record Request(
            RequestHead head, RequestTarget target, HostAndPort host, Map<String, List<String>> queryParams) {}

    private static final String SWITCHING_PROTOCOLS = "HTTP/1.1 101 Switching Protocols\r\n"
            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";

    private final Router<T> router;
    private final Function<? super T, OriginPolicy> originPolicy;

    /**
     * The handshake of a server.
     *
     * @param router where each path leads
     * @param originPolicy the policy of each endpoint
     */
    public ServerHandshake(Router<T> router, Function<? super T, OriginPolicy> originPolicy) {
        this.router = router;
        this.originPolicy = originPolicy;
    }

    /** Judges a request; a refusal of HEAD has no content (RFC 9110 §9.3.2). */
    public Result<T> evaluate(RequestHead head, ConnectionInfo connection) {
        Result<T> result = judge(head, connection);
        boolean headMethod = head.method().equals("HEAD");
        return headMethod && result instanceof Refused<T> refused
                ? refused(refused.refusal().withoutBody())
                : result;
    }

    private Result<T> judge(RequestHead head, ConnectionInfo connection) {
        HeaderFields headers = head.headers();
        List<String> hosts = headers.all("Host");
        HostAndPort host = hosts.size() == 1 ? HostAndPort.parse(hosts.get(0)) : null;
        if (host == null) {
            return malformed("exactly one valid Host field is required (RFC 9112 §3.2)");
        }
        BodyFraming body = BodyFraming.of(headers);
        if (body == BodyFraming.AMBIGUOUS) {
            return malformed("Content-Length and Transfer-Encoding do not say one thing (RFC 9112 §6.3)");
        }
        boolean get = head.method().equals("GET");
        RequestTarget target = RequestTarget.parse(head.target());
        if (target == null) {
            return !get && hasOtherTargetForm(head)
                    ? refused(Refusal.methodNotAllowed(head.method()))
                    : malformed("the request target is neither a path nor an absolute http or ws URL");
        }
        Map<String, List<String>> queryParams = QueryParams.parse(target.query());
        if (queryParams == null) {
            return malformed("the query has a bad escape");
        }
        Match<T> match = router.find(target.path());
        if (match instanceof Missed<T> missed && missed.refusal().status() == 400) {
            return refused(missed.refusal());
        }
        if (!get) {
            return refused(Refusal.methodNotAllowed(head.method()));
        }
        if (body == BodyFraming.PRESENT) {
            return refused(Refusal.bodyNotAllowed());
        }
        HostAndPort authority = target.authority() == null ? host : target.authority();
        Request request = new Request(head, target, authority, queryParams);
        return match instanceof Found<T> found
                ? upgrade(request, found, connection)
                : refused(((Missed<T>) match).refusal());
    }

    /** Asterisk-form and authority-form (RFC 9112 §3.2.3, §3.2.4): not malformed, just nothing for this server. */
    private static boolean hasOtherTargetForm(RequestHead head) {
        return switch (head.method()) {
            case "OPTIONS" -> head.target().equals("*");
            case "CONNECT" -> HostAndPort.parse(head.target()) != null;
            default -> false;
        };
    }

    private Result<T> upgrade(Request request, Found<T> found, ConnectionInfo connection) {
        HeaderFields headers = request.head().headers();
        List<String> versions = headers.all("Sec-WebSocket-Version");
        if (!TokenLists.contains(headers.all("Upgrade"), "websocket")
                || !TokenLists.contains(headers.all("Connection"), "upgrade")) {
            return refused(Refusal.upgradeRequired("the request does not ask for an upgrade to websocket: if it comes"
                    + " from a WebSocket client through a proxy, let that pass the upgrade on (nginx:"
                    + " proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade)"));
        }
        if (versions.size() > 1) {
            return malformed("Sec-WebSocket-Version is there more than once (RFC 6455 §11.3.5)");
        }
        if (!versions.equals(List.of("13"))) {
            return refused(Refusal.upgradeRequired("Sec-WebSocket-Version is not 13"));
        }
        List<String> keys = headers.all("Sec-WebSocket-Key");
        if (keys.size() != 1 || !SecWebSocketKey.isValid(keys.get(0))) {
            return malformed("exactly one Sec-WebSocket-Key, 16 bytes in base64, is required (RFC 6455 §4.1)");
        }
        List<String> subprotocols = TokenLists.parse(headers.all("Sec-WebSocket-Protocol"));
        if (subprotocols == null || new HashSet<>(subprotocols).size() < subprotocols.size()) {
            return malformed("Sec-WebSocket-Protocol is not a list of different tokens (RFC 6455 §4.1)");
        }
        List<Extension> extensions = ExtensionOffers.parse(headers.all("Sec-WebSocket-Extensions"));
        if (extensions == null) {
            return malformed("Sec-WebSocket-Extensions is not a list of extensions (RFC 6455 §9.1)");
        }
        String reason = reasonAgainstOrigin(request, found.target(), connection);
        if (reason != null) {
            return refused(Refusal.originNotAllowed(reason));
        }
        Handshake handshake = new Handshake(
                request.target(),
                found.variables(),
                request.queryParams(),
                headers,
                request.host(),
                subprotocols,
                connection,
                HeaderFields.EMPTY);
        return new Candidate<>(found.target(), handshake, keys.get(0), extensions);
    }

    private @Nullable String reasonAgainstOrigin(Request request, T endpoint, ConnectionInfo connection) {
        return originPolicy
                .apply(endpoint)
                .check(
                        request.head().headers().all("Origin"),
                        request.host(),
                        connection.secure(),
                        connection.localAddress().getPort(),
                        connection.boundToLoopback());
    }

    private static <T> Result<T> malformed(String what) {
        return refused(Refusal.malformed(what));
    }

    private static <T> Result<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /**
     * The subprotocol of an accepted connection (RFC 6455 §4.2.2): the decision's own, else the first of the server's
     * preferences that the client offers, else null.
     *
     * @throws IllegalStateException when the decision names one that the client does not offer
     */
    public static @Nullable String subprotocol(
            Handshake handshake, HandshakeDecision.Accept decision, List<String> preferences) {
        List<String> offered = handshake.subprotocols();
        String decided = decision.subprotocol();
        if (decided != null && !offered.contains(decided)) {
            throw new IllegalStateException("the handshake was accepted with subprotocol '" + decided
                    + "', which the client does not offer: choose one of Handshake.subprotocols(), or none");
        }
        if (decided != null) {
            return decided;
        }
        for (String preferred : preferences) {
            if (offered.contains(preferred)) {
                return preferred;
            }
        }
        return null;
    }

    /**
     * The 101 response to an accepted candidate, ready to be written; a fresh heap buffer.
     *
     * @param subprotocols what the server speaks, most preferred first
     * @param extensions the value of {@code Sec-WebSocket-Extensions}, or null when none was agreed on
     * @throws IllegalStateException as {@link #subprotocol} says
     */
    public static ByteBuffer accept(
            Candidate<?> candidate,
            HandshakeDecision.Accept decision,
            List<String> subprotocols,
            @Nullable String extensions) {
        String subprotocol = subprotocol(candidate.handshake(), decision, subprotocols);
        StringBuilder response = new StringBuilder(256);
        response.append(SWITCHING_PROTOCOLS).append(SecWebSocketKey.accept(candidate.key()));
        if (subprotocol != null) {
            response.append("\r\nSec-WebSocket-Protocol: ").append(subprotocol);
        }
        if (extensions != null) {
            response.append("\r\nSec-WebSocket-Extensions: ").append(extensions);
        }
        decision.headers()
                .forEach((name, value) ->
                        response.append("\r\n").append(name).append(": ").append(value));
        return ByteBuffer.wrap(response.append("\r\n\r\n").toString().getBytes(ISO_8859_1));
    }
}
