package dev.wsboot.endpoint;

import dev.wsboot.Execution;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.http.PathTemplate;
import dev.wsboot.endpoint.ErrorMethods.ErrorMethod;
import dev.wsboot.endpoint.MethodReader.Ready;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Reads endpoint beans, one after the other. */
final class EndpointReader {

    private final Payloads payloads;
    private final ParameterSources sources;
    private final UnaryOperator<String> placeholders;
    private final Problems problems;

    EndpointReader(@Nullable JsonCodec json, ParameterSources sources, Problems problems) {
        this.payloads = new Payloads(json);
        this.sources = sources;
        this.placeholders = sources.placeholders();
        this.problems = problems;
    }

    /**
     * The endpoint made ready; null, and reported, when it has a mistake.
     *
     * @param type the class that the annotations are on
     * @param bean the object to call, a proxy perhaps
     */
    @Nullable
    Endpoint read(Class<?> type, Object bean, WsEndpoint annotation) {
        int before = problems.count();
        ForeignAnnotations.report(type, problems);
        PathTemplate path = path(type, placeholders.apply(annotation.path()));
        if (path == null) {
            return null;
        }
        EndpointMethods methods = methods(type, bean, path, annotation.execution());
        if (problems.count() > before) {
            return null;
        }
        return new Endpoint(
                type,
                name(type, annotation),
                path.toString(),
                List.of(annotation.subprotocols()),
                annotation.execution(),
                methods);
    }

    /** The name that is written, else the default one. */
    String name(Class<?> type, WsEndpoint annotation) {
        String name = placeholders.apply(annotation.name());
        return name.isEmpty() ? EndpointNames.defaultName(type) : name;
    }

    private @Nullable PathTemplate path(Class<?> type, String path) {
        if (path.isEmpty()) {
            problems.add(type, null, "the endpoint has no path", "Write one, as in @WsEndpoint(\"/chat/{room}\").");
            return null;
        }
        try {
            return PathTemplate.parse(path);
        } catch (IllegalArgumentException e) {
            problems.add(type, null, String.valueOf(e.getMessage()), "Write a path as /chat/{room}.");
            return null;
        }
    }

    private EndpointMethods methods(Class<?> type, Object bean, PathTemplate path, Execution execution) {
        int before = problems.count();
        HandshakeParameters handshake = new HandshakeParameters(type, path.variables(), sources, problems);
        MethodReader reader = new MethodReader(type, bean, execution, handshake, payloads, problems);
        HandshakeMethod admitting = handshakeMethod(reader, type);
        List<Ready> open = read(reader, type, HandlerKind.OPEN);
        List<Ready> messages = read(reader, type, HandlerKind.MESSAGE);
        List<Ready> pong = read(reader, type, HandlerKind.PONG);
        List<Ready> drain = read(reader, type, HandlerKind.DRAIN);
        List<Ready> errors = read(reader, type, HandlerKind.ERROR);
        List<Ready> close = read(reader, type, HandlerKind.CLOSE);
        if (problems.count() == before && open.isEmpty() && messages.isEmpty() && close.isEmpty()) {
            problems.add(
                    type,
                    null,
                    "the endpoint has no handler method",
                    "Add a method with @OnMessage of the package dev.wsboot.");
        }
        Map<Boolean, Step> steps = messageSteps(type, messages);
        return new EndpointMethods(
                new Admission(admitting, handshake.opening(), handshake.session()),
                single(type, HandlerKind.OPEN, open),
                steps.getOrDefault(false, new UnsupportedStep("text", "String")),
                steps.getOrDefault(true, new UnsupportedStep("binary", "ByteBuffer")),
                single(type, HandlerKind.PONG, pong),
                single(type, HandlerKind.DRAIN, drain),
                errorMethods(type, errors),
                single(type, HandlerKind.CLOSE, close),
                reader.isAsynchronous());
    }

    /** The methods of one kind, in the order of their names so that reports are the same at each start. */
    private static List<Ready> read(MethodReader reader, Class<?> type, HandlerKind kind) {
        List<Ready> ready = new ArrayList<>();
        for (Method method : methods(type, kind)) {
            Ready result = reader.read(kind, method);
            if (result != null) {
                ready.add(result);
            }
        }
        return ready;
    }

    private static List<Method> methods(Class<?> type, HandlerKind kind) {
        List<Method> methods = new ArrayList<>(MethodIntrospector.selectMethods(
                type, (Method method) -> AnnotatedElementUtils.hasAnnotation(method, kind.annotation())));
        methods.sort(Comparator.comparing(Method::toString));
        return methods;
    }

    private @Nullable HandshakeMethod handshakeMethod(MethodReader reader, Class<?> type) {
        List<Method> methods = methods(type, HandlerKind.HANDSHAKE);
        reportFurther(type, HandlerKind.HANDSHAKE, methods);
        return methods.isEmpty() ? null : reader.readHandshake(methods.get(0));
    }

    private @Nullable Step single(Class<?> type, HandlerKind kind, List<Ready> methods) {
        reportFurther(type, kind, methods.stream().map(Ready::method).toList());
        return methods.isEmpty() ? null : methods.get(0).invocation();
    }

    private void reportFurther(Class<?> type, HandlerKind kind, List<Method> methods) {
        for (Method second : methods.subList(Math.min(1, methods.size()), methods.size())) {
            problems.add(
                    type,
                    second,
                    "is a second method with " + kind + ", beside "
                            + methods.get(0).getName(),
                    "Make one method of both.");
        }
    }

    /** What is done with messages: binary ones under true, text under false. */
    private Map<Boolean, Step> messageSteps(Class<?> type, List<Ready> methods) {
        Map<Boolean, Step> steps = new HashMap<>();
        Map<Boolean, Method> taken = new HashMap<>();
        for (Ready method : methods) {
            Type payload = Objects.requireNonNull(method.subject(), "a message method has a subject");
            Payloads.Decoding decoding = payloads.decoding(payload);
            if (decoding == null) {
                problems.add(
                        type,
                        method.method(),
                        "the message is to be read from JSON, but there is no JsonMapper",
                        Payloads.JSON_NEEDED);
                continue;
            }
            Method first = taken.putIfAbsent(decoding.isBinary(), method.method());
            if (first != null) {
                problems.add(
                        type,
                        method.method(),
                        "is a second method for " + (decoding.isBinary() ? "binary" : "text") + " messages, beside "
                                + first.getName(),
                        "Make one method of both: an endpoint has one for text and one for binary messages. To tell several"
                                + " kinds of JSON apart take their common sealed type or a JsonNode.");
                continue;
            }
            steps.put(decoding.isBinary(), new MessageStep(decoding.decoder(), method.invocation()));
        }
        return steps;
    }

    private ErrorMethods errorMethods(Class<?> type, List<Ready> methods) {
        Map<Class<?>, Method> taken = new HashMap<>();
        List<ErrorMethod> errors = new ArrayList<>();
        for (Ready method : methods) {
            Class<? extends Throwable> error = Objects.requireNonNull(
                            method.subjectClass(), "an error method has a subject")
                    .asSubclass(Throwable.class);
            Method first = taken.putIfAbsent(error, method.method());
            if (first != null) {
                problems.add(
                        type,
                        method.method(),
                        "is a second method with @OnError for " + error.getSimpleName() + ", beside " + first.getName(),
                        "Make one method of both, or give one of them a more specific type.");
            }
            errors.add(new ErrorMethod(error, method.invocation()));
        }
        return new ErrorMethods(errors);
    }
}
