package dev.wsboot;

import dev.wsboot.core.WsCodec;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint without annotations: a bean that says what is done with the sessions of one path.
 *
 * <pre>{@code
 * @Bean
 * WsEndpointRegistration echo() {
 *     return WsEndpointRegistration.at("/echo").onText((session, text) -> session.send(text));
 * }
 * }</pre>
 *
 * <p>It is the like of a {@link WsEndpoint} in all: the same threads and order, messages read and sent as JSON, settings under
 * {@code ws.endpoints} by its name, interceptors, {@link WsSessions}, and the report of mistakes when the application starts.
 * Not thread-safe: made ready by the method that declares the bean, and read once.
 */
public final class WsEndpointRegistration {

    /**
     * What is done with one thing that happens in a session.
     *
     * @param <T> what it is about: a message, an error, the handshake, the close status
     */
    @FunctionalInterface
    public interface Action<T> {

        /** Does it. What it throws is dealt with as if a method with an annotation had thrown it. */
        void handle(WsSession session, T subject) throws Exception;
    }

    /** Decides about opening handshakes. */
    @FunctionalInterface
    public interface Decision {

        /** The decision about a handshake. What it throws is logged and answered with 500. */
        HandshakeDecision decide(Handshake handshake) throws Exception;
    }

    /** An action for all that is of a type. */
    public record Typed(Class<?> type, Action<?> action) {}

    /**
     * What a registration says.
     *
     * @param name null for the bean's name in kebab-case
     * @param handler null unless it is all that is said
     */
    public record Content(
            String path,
            @Nullable String name,
            List<String> subprotocols,
            Execution execution,
            @Nullable WsCodec codec,
            @Nullable Decision handshake,
            @Nullable Action<Handshake> open,
            List<Typed> messages,
            List<Typed> errors,
            @Nullable Action<CloseStatus> close,
            @Nullable WsHandler handler) {}

    private final String path;
    private @Nullable String name;
    private List<String> subprotocols = List.of();
    private Execution execution = Execution.AUTO;
    private @Nullable WsCodec codec;
    private @Nullable Decision handshake;
    private @Nullable Action<Handshake> open;
    private final List<Typed> messages = new ArrayList<>();
    private final List<Typed> errors = new ArrayList<>();
    private @Nullable Action<CloseStatus> close;
    private @Nullable WsHandler handler;

    private WsEndpointRegistration(String path) {
        this.path = path;
    }

    /**
     * An endpoint at a path.
     *
     * @param path a template as {@code /chat/{room}}; may have placeholders as {@code ${chat.path}}
     */
    public static WsEndpointRegistration at(String path) {
        return new WsEndpointRegistration(Objects.requireNonNull(path, "path"));
    }

    /** The name of the endpoint, in the place of the bean's name in kebab-case. */
    public WsEndpointRegistration name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /** The subprotocols that the endpoint speaks, the preferred one first. */
    public WsEndpointRegistration subprotocols(String... names) {
        this.subprotocols = List.of(names);
        return this;
    }

    /** Where the actions are run; by default as {@code ws.handler.execution} says. */
    public WsEndpointRegistration execution(Execution execution) {
        this.execution = Objects.requireNonNull(execution, "execution");
        return this;
    }

    /** What reads and writes objects, in the place of JSON. */
    public WsEndpointRegistration codec(WsCodec codec) {
        this.codec = Objects.requireNonNull(codec, "codec");
        return this;
    }

    /** Decides about opening handshakes, after the interceptors; all are accepted by default. */
    public WsEndpointRegistration onHandshake(Decision decision) {
        this.handshake = Objects.requireNonNull(decision, "decision");
        return this;
    }

    /** What is done when a session was opened. */
    public WsEndpointRegistration onOpen(Action<Handshake> action) {
        this.open = Objects.requireNonNull(action, "action");
        return this;
    }

    /** What is done with text messages as they are. Beside actions for types: with those that are of none of the types. */
    public WsEndpointRegistration onText(Action<String> action) {
        return onMessage(String.class, action);
    }

    /** What is done with binary messages as they are. */
    public WsEndpointRegistration onBinary(Action<ByteBuffer> action) {
        return onMessage(ByteBuffer.class, action);
    }

    /** What is done with messages of a type; of several types the messages' type property chooses, as among methods. */
    public <T> WsEndpointRegistration onMessage(Class<T> type, Action<? super T> action) {
        messages.add(new Typed(Objects.requireNonNull(type, "type"), Objects.requireNonNull(action, "action")));
        return this;
    }

    /** What is done with errors of a type; the most specific type counts. */
    public <E extends Throwable> WsEndpointRegistration onError(Class<E> type, Action<? super E> action) {
        errors.add(new Typed(Objects.requireNonNull(type, "type"), Objects.requireNonNull(action, "action")));
        return this;
    }

    /** What is done when a session is over. */
    public WsEndpointRegistration onClose(Action<CloseStatus> action) {
        this.close = Objects.requireNonNull(action, "action");
        return this;
    }

    /**
     * Has a handler of the core do it all, on the event loops, where nothing must block. There can be no actions beside it; its
     * {@link WsHandler#onHandshake} decides about handshakes.
     */
    public WsEndpointRegistration handler(WsHandler handler) {
        this.handler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    /** All that was said so far. */
    public Content content() {
        return new Content(
                path,
                name,
                subprotocols,
                execution,
                codec,
                handshake,
                open,
                List.copyOf(messages),
                List.copyOf(errors),
                close,
                handler);
    }
}
