package dev.wsboot.endpoint;

import dev.wsboot.Execution;
import dev.wsboot.WsEndpointRegistration;
import dev.wsboot.WsInterceptor;
import dev.wsboot.core.WsCodec;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An endpoint bean, checked and prepared. Immutable, and shared by all its sessions. */
public final class Endpoint {

    private final Class<?> type;
    private final String name;
    private final String path;
    private final List<String> subprotocols;
    private final Execution execution;
    private final EndpointMethods methods;
    private final String source;
    private final Interceptors interceptors;
    private final WsEndpointRegistration.@Nullable Decision decision;
    private final @Nullable WsHandler handler;

    Endpoint(
            Class<?> type,
            String name,
            String path,
            List<String> subprotocols,
            Execution execution,
            EndpointMethods methods) {
        this(
                type,
                name,
                path,
                subprotocols,
                execution,
                methods,
                type.getName(),
                new Interceptors(List.of()),
                null,
                null);
    }

    private Endpoint(
            Class<?> type,
            String name,
            String path,
            List<String> subprotocols,
            Execution execution,
            EndpointMethods methods,
            String source,
            Interceptors interceptors,
            WsEndpointRegistration.@Nullable Decision decision,
            @Nullable WsHandler handler) {
        this.type = type;
        this.name = name;
        this.path = path;
        this.subprotocols = List.copyOf(subprotocols);
        this.execution = execution;
        this.methods = methods;
        this.source = source;
        this.interceptors = interceptors;
        this.decision = decision;
        this.handler = handler;
    }

    /**
     * This as it was registered without annotations.
     *
     * @param source who did it, for reports
     * @param decision decides about handshakes, if that was said
     * @param handler does it all, if that was said
     */
    Endpoint registered(
            String source, WsEndpointRegistration.@Nullable Decision decision, @Nullable WsHandler handler) {
        return new Endpoint(
                type, name, path, subprotocols, execution, methods, source, interceptors, decision, handler);
    }

    /** This with those of the interceptors around it that are for it. */
    Endpoint intercepted(List<WsInterceptor> all) {
        List<WsInterceptor> own = all.stream().filter(each -> each.isFor(name)).toList();
        if (own.isEmpty()) {
            return this;
        }
        Interceptors around = new Interceptors(own);
        return new Endpoint(
                type,
                name,
                path,
                subprotocols,
                execution,
                methods.intercepted(around),
                source,
                around,
                decision,
                handler);
    }

    /**
     * The code behind the endpoint's path.
     *
     * @param maxPendingMessages how many messages of a session may wait before its peer is no longer read from
     * @param maxPendingBytes the same in bytes, a text counting one for each character
     */
    public WsHandler handler(Handling handling, int maxPendingMessages, long maxPendingBytes) {
        WsHandler own = handler != null
                ? new CoreHandler(handler, this, handling, interceptors)
                : new EndpointHandler(this, handling, maxPendingMessages, maxPendingBytes);
        List<WsInterceptor> deciding = new ArrayList<>(interceptors.all());
        if (decision != null) {
            deciding.add(new DecidingInterceptor(decision));
        }
        return deciding.isEmpty()
                ? own
                : new InterceptedHandler(
                        own, new HandshakeChain(deciding, handling.isOnEventLoop(this) ? null : handling.executor()));
    }

    /** How the sessions of a handler of the core send objects; null for other endpoints, which do it themselves. */
    public @Nullable WsCodec codec() {
        return handler == null ? null : methods.outgoing().asCodec();
    }

    /** Decides at last, without looking at messages. */
    private record DecidingInterceptor(WsEndpointRegistration.Decision decision) implements WsInterceptor {

        @Override
        public HandshakeDecision beforeHandshake(Handshake handshake) throws Exception {
            return decision.decide(handshake);
        }
    }

    /** The class that the annotations are on; {@link WsEndpointRegistration} where there are none. */
    public Class<?> type() {
        return type;
    }

    /** Who declares it, for reports: the class, or the bean that registers it without annotations. */
    String source() {
        return source;
    }

    /** The name, as under {@code ws.endpoints}. */
    public String name() {
        return name;
    }

    /** Whether a key under {@code ws.endpoints} means this endpoint; relaxed as property names are. */
    public boolean isCalled(String key) {
        return EndpointNames.isSame(name, key);
    }

    /** The path template, with placeholders resolved. */
    public String path() {
        return path;
    }

    /** The subprotocols, the preferred one first. */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /** Where its methods are to be called. */
    Execution execution() {
        return execution;
    }

    EndpointMethods methods() {
        return methods;
    }

    /** As the start-up line shows it: path and name. */
    @Override
    public String toString() {
        return path + " (" + name + ")";
    }
}
