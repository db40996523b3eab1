package dev.wsboot.endpoint;

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
import org.springframework.core.convert.ConversionService;

/** Reads endpoint beans, one after the other. */
final class EndpointReader {

    private final MessageFormats formats;
    private final List<Advice> advices;
    private final ConversionService conversions;
    private final UnaryOperator<String> placeholders;
    private final Problems problems;

    EndpointReader(
            MessageFormats formats,
            List<Advice> advices,
            ConversionService conversions,
            UnaryOperator<String> placeholders,
            Problems problems) {
        this.formats = formats;
        this.advices = advices;
        this.conversions = conversions;
        this.placeholders = placeholders;
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
        EndpointMethods methods = methods(type, bean, path, payloads, formats.property(name(type, annotation)));
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
            Class<?> type, Object bean, PathTemplate path, Payloads payloads, String typeProperty) {
        int before = problems.count();
        PathArguments pathArguments = pathArguments();
        MethodReader reader = new MethodReader(type, bean, path.variables(), pathArguments, payloads, problems);
        List<Ready> open = read(reader, type, HandlerKind.OPEN);
        List<Ready> messages = read(reader, type, HandlerKind.MESSAGE);
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
        return new EndpointMethods(
                pathArguments,
                single(type, HandlerKind.OPEN, open),
                steps.text(),
                steps.binary(),
                payloads.outgoing(steps.tags()),
                errorLevels(type, path, payloads, pathArguments, errors),
                single(type, HandlerKind.CLOSE, close));
    }

    /** The path variables that an endpoint asks for, none yet. */
    PathArguments pathArguments() {
        return new PathArguments(conversions);
    }

    /** The methods that are asked for an error: those of the endpoint first, then those of each advice for it. */
    List<ErrorMethods> errorLevels(
            Class<?> type, PathTemplate path, Payloads payloads, PathArguments pathArguments, List<Ready> own) {
        List<ErrorMethods> levels = new ArrayList<>();
        levels.add(ErrorMethods.of(type, own, problems));
        for (Advice advice : advices) {
            if (advice.isFor(type)) {
                List<Ready> methods = read(
                        new MethodReader(
                                advice.type(), advice.bean(), path.variables(), pathArguments, payloads, problems),
                        advice.type(),
                        HandlerKind.ERROR);
                levels.add(ErrorMethods.of(advice.type(), methods, problems));
            }
        }
        levels.removeIf(level -> level.methods().isEmpty());
        return levels;
    }

    /** The methods of one kind, in the order of their names so that reports are the same at each start. */
    private static List<Ready> read(MethodReader reader, Class<?> type, HandlerKind kind) {
        List<Method> methods = new ArrayList<>(MethodIntrospector.selectMethods(
                type, (Method method) -> AnnotatedElementUtils.hasAnnotation(method, kind.annotation())));
        methods.sort(Comparator.comparing(Method::toString));
        List<Ready> ready = new ArrayList<>();
        for (Method method : methods) {
            Ready result = reader.read(kind, method);
            if (result != null) {
                ready.add(result);
            }
        }
        return ready;
    }

    private @Nullable Step single(Class<?> type, HandlerKind kind, List<Ready> methods) {
        for (Ready second : methods.subList(Math.min(1, methods.size()), methods.size())) {
            problems.add(
                    type,
                    second.method(),
                    "is a second method with " + kind + ", beside "
                            + methods.get(0).method().getName(),
                    "Make one method of both.");
        }
        return methods.isEmpty() ? null : methods.get(0).invocation();
    }
}
