package dev.wsboot.core.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may open a connection (RFC 6455 §10.2): a browser lets any page try, with the user's cookies, and only
 * says in {@code Origin} which one it is.
 *
 * <p>{@code same-host} admits pages from the host of the request's own {@code Host}, on the port there (a proxy or a
 * container's port mapping may show another one than we listen on), the port of this server, the port of the web
 * application, 80 or 443; over a secure connection {@code https} pages only; never {@code null}. A request
 * without {@code Origin} does not come from a page and is admitted. On a listener bound to loopback {@code same-host} also
 * asks that {@code Host} be {@code localhost}, a name below {@code .localhost} (browsers resolve these to loopback by
 * themselves, RFC 6761 §6.3) or a loopback address: else a page whose name an attacker points at 127.0.0.1 would be "the
 * same host" (DNS rebinding).
 *
 * <p>Written out are exact origins ({@code https://app.example.com}, default ports may be left out), whole labels to the
 * left ({@code https://*.example.com}: any depth, not {@code example.com} itself), {@code null} for opaque origins, and
 * {@code *} for every page whatever. What is written out is admitted independently of {@code Host}. Immutable.
 */
public final class OriginPolicy {

    private static final String ANY = "*";
    private static final String OPAQUE = "null";
    private static final String SAME_HOST = "same-host";
    private static final String WILDCARD = "*.";

    private final boolean any;
    private final boolean opaque;
    private final boolean sameHost;
    private final Set<Origin> exact;

    /** Origins whose host is what follows the star, from its dot on. */
    private final Set<Origin> wildcards;

    private final IntSupplier applicationPort;

    private OriginPolicy(List<String> entries, IntSupplier applicationPort) {
        Set<Origin> exact = new HashSet<>();
        Set<Origin> wildcards = new HashSet<>();
        for (String entry : entries) {
            if (!entry.equals(ANY) && !entry.equals(OPAQUE) && !entry.equals(SAME_HOST)) {
                int star = entry.indexOf("://" + WILDCARD);
                if (star < 0) {
                    exact.add(origin(entry, entry));
                } else {
                    wildcards.add(wildcard(entry, star + 3));
                }
            }
        }
        this.any = entries.contains(ANY);
        this.opaque = entries.contains(OPAQUE);
        this.sameHost = entries.contains(SAME_HOST);
        this.exact = Set.copyOf(exact);
        this.wildcards = Set.copyOf(wildcards);
        this.applicationPort = applicationPort;
    }

    /**
     * The default policy.
     *
     * @param applicationPort the port of the web application that serves the pages, asked at each check; -1 for none
     */
    public static OriginPolicy sameHost(IntSupplier applicationPort) {
        return new OriginPolicy(List.of(SAME_HOST), applicationPort);
    }

    /** As {@link #of(List, IntSupplier)}, without a web application. */
    public static OriginPolicy of(List<String> entries) {
        return of(entries, () -> -1);
    }

    /**
     * The policy that admits what one of {@code entries} admits.
     *
     * @param entries origins, wildcard origins, {@code *}, {@code null} or {@code same-host}; none admits no page at all
     * @param applicationPort as in {@link #sameHost}, for {@code same-host}
     * @throws IllegalArgumentException for any other entry; names it and what to write
     */
    public static OriginPolicy of(List<String> entries, IntSupplier applicationPort) {
        return new OriginPolicy(entries, applicationPort);
    }

    /** Whether every page whatever is admitted: worth a warning at start-up. */
    public boolean admitsAny() {
        return any;
    }

    /**
     * Judges a request.
     *
     * @param origins the values of all its {@code Origin} fields
     * @param host the host that the request is for
     * @param secure whether the connection is TLS
     * @param localPort the port of this server that it came to
     * @param boundToLoopback whether the listener is bound to a loopback address
     * @return null when it is admitted; else the reason, a line for the log in which what the peer sent is escaped
     */
    public @Nullable String check(
            List<String> origins, HostAndPort host, boolean secure, int localPort, boolean boundToLoopback) {
        if (origins.size() > 1) {
            return "the request has " + origins.size() + " Origin fields";
        }
        String value = origins.isEmpty() ? null : origins.get(0);
        if (any || (value != null && isListed(value))) {
            return null;
        }
        if (sameHost && boundToLoopback && !host.isLoopback()) {
            return "Host " + Escaped.of(host.toString()) + " (Origin " + shown(value)
                    + ") is not localhost or a loopback"
                    + " address, as same-host asks of a server bound to loopback: name the page's origin in"
                    + " ws.allowed-origins if a proxy in front passes that Host on";
        }
        if (value == null || (sameHost && isSameHost(Origin.parse(value), host, secure, localPort))) {
            return null;
        }
        return "Origin " + shown(value) + " is not allowed at Host " + Escaped.of(host.toString())
                + (secure ? " over TLS" : "")
                + ": add it to ws.allowed-origins, or, if it is the same site behind a proxy,"
                + " let the proxy pass the client's Host on (nginx: proxy_set_header Host $http_host)";
    }

    private static String shown(@Nullable String origin) {
        return origin == null ? "none" : Escaped.of(origin);
    }

    private boolean isListed(String value) {
        if (value.equals(OPAQUE)) {
            return opaque;
        }
        Origin origin = Origin.parse(value);
        return origin != null && (exact.contains(origin) || (!wildcards.isEmpty() && isBelowWildcard(origin)));
    }

    private boolean isBelowWildcard(Origin origin) {
        String host = origin.host();
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            if (wildcards.contains(new Origin(origin.scheme(), host.substring(dot), origin.port()))) {
                return true;
            }
        }
        return false;
    }

    private boolean isSameHost(@Nullable Origin origin, HostAndPort host, boolean secure, int localPort) {
        if (origin == null || !origin.host().equals(host.host())) {
            return false;
        }
        boolean scheme =
                origin.scheme().equals("https") || (!secure && origin.scheme().equals("http"));
        int port = origin.port();
        boolean own = port == localPort || port == host.port() || port == applicationPort.getAsInt();
        return scheme && (own || port == 80 || port == 443);
    }

    private static Origin wildcard(String entry, int star) {
        Origin parent = origin(entry, entry.substring(0, star) + entry.substring(star + WILDCARD.length()));
        boolean address = parent.host().startsWith("[") || IpLiterals.ipv4(parent.host()) >= 0;
        if (address || (parent.host().indexOf('.') < 0 && !parent.host().equals("localhost"))) {
            throw invalid(entry, "a star stands for labels below a name of at least two, as in https://*.example.com");
        }
        return new Origin(parent.scheme(), "." + parent.host(), parent.port());
    }

    private static Origin origin(String entry, String text) {
        Origin origin = Origin.parse(text);
        if (origin == null) {
            throw invalid(
                    entry,
                    "write scheme://host or scheme://host:port without a path or a slash at the end, a name in"
                            + " its ASCII form (xn--...), https://*.example.com for all names below one, or one of same-host, null, *");
        }
        if (origin.scheme().equals("ws") || origin.scheme().equals("wss")) {
            String scheme = origin.scheme().equals("ws") ? "http" : "https";
            throw invalid(entry, "an origin is where the page comes from: write " + scheme + "://");
        }
        return origin;
    }

    private static IllegalArgumentException invalid(String entry, String advice) {
        return new IllegalArgumentException("'" + Escaped.of(entry) + "' is not an allowed origin: " + advice);
    }
}
