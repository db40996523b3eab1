package dev.wsboot.endpoint;

import dev.wsboot.Execution;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.http.PathTemplate;
import dev.wsboot.endpoint.MethodReader.Ready;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Reads endpoint beans, one after the other. */
final class EndpointReader {

    private final MessageFormats formats;
    private final List<Advice> advices;
    private final ParameterSources sources;
    private final UnaryOperator<String> placeholders;
    private final Problems problems;

    EndpointReader(MessageFormats formats, List<Advice> advices, ParameterSources sources, Problems problems) {
        this.formats = formats;
        this.advices = advices;
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
        Payloads payloads = formats.payloads(type, annotation);
        String typeProperty = formats.property(name(type, annotation));
        EndpointMethods methods = methods(type, bean, path, annotation.execution(), payloads, typeProperty);
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

    private EndpointMethods methods(
            Class<?> type,
            Object bean,
            PathTemplate path,
            Execution execution,
            Payloads payloads,
            String typeProperty) {
        int before = problems.count();
        HandshakeParameters handshake = handshakeParameters(type, path);
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
        MessageMethods.Steps steps =
                formats.messageMethods(type, payloads, problems).steps(messages, typeProperty);
        List<MethodReader> readers = new ArrayList<>(List.of(reader));
        // Before what is taken from the handshake is looked at: methods of advices take from it, too.
        List<ErrorMethods> levels = errorLevels(type, execution, handshake, payloads, errors, readers);
        return new EndpointMethods(
                new Admission(admitting, handshake.opening(), handshake.session()),
                single(type, HandlerKind.OPEN, open),
                steps.text(),
                steps.binary(),
                payloads.outgoing(steps.tags()),
                single(type, HandlerKind.PONG, pong),
                single(type, HandlerKind.DRAIN, drain),
                levels,
                single(type, HandlerKind.CLOSE, close),
                readers.stream().anyMatch(MethodReader::isAsynchronous));
    }

    /** What an endpoint's methods take from the handshake, nothing yet. */
    HandshakeParameters handshakeParameters(Class<?> type, PathTemplate path) {
        return new HandshakeParameters(type, path.variables(), sources, problems);
    }

    /**
     * The methods that are asked for an error: those of the endpoint first, then those of each advice for it.
     *
     * @param readers gets who read the methods of advices
     */
    List<ErrorMethods> errorLevels(
            Class<?> type,
            Execution execution,
            HandshakeParameters handshake,
            Payloads payloads,
            List<Ready> own,
            List<MethodReader> readers) {
        List<ErrorMethods> levels = new ArrayList<>();
        levels.add(ErrorMethods.of(type, own, problems));
        for (Advice advice : advices) {
            if (advice.isFor(type)) {
                MethodReader reader =
                        new MethodReader(advice.type(), advice.bean(), execution, handshake, payloads, problems);
                readers.add(reader);
                levels.add(ErrorMethods.of(advice.type(), read(reader, advice.type(), HandlerKind.ERROR), problems));
            }
        }
        levels.removeIf(level -> level.methods().isEmpty());
        for (int i = 0; i < levels.size(); i++) {
            levels.set(i, levels.get(i).goingOnTo(i + 1));
        }
        return levels;
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
}
