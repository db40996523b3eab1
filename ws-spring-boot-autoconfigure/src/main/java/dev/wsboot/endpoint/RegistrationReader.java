package dev.wsboot.endpoint;

import dev.wsboot.Execution;
import dev.wsboot.WsEndpointRegistration;
import dev.wsboot.WsEndpointRegistration.Action;
import dev.wsboot.WsEndpointRegistration.Content;
import dev.wsboot.WsEndpointRegistration.Typed;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.PathTemplate;
import dev.wsboot.endpoint.MethodReader.Ready;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;

/**
 * Reads endpoints that are registered without annotations. Their actions are made ready as if they were methods, so that the
 * rest is that of other endpoints.
 */
final class RegistrationReader {

    private static final Method ACTION = action();

    private final MessageFormats formats;
    private final EndpointReader endpoints;
    private final UnaryOperator<String> placeholders;
    private final Problems problems;

    RegistrationReader(
            MessageFormats formats, EndpointReader endpoints, UnaryOperator<String> placeholders, Problems problems) {
        this.formats = formats;
        this.endpoints = endpoints;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    private static Method action() {
        Method method = ReflectionUtils.findMethod(Action.class, "handle", WsSession.class, Object.class);
        if (method == null) {
            throw new IllegalStateException("WsEndpointRegistration.Action has no method handle");
        }
        return method;
    }

    /** The name that is said, else that of the bean in kebab-case. */
    String name(String beanName, Content content) {
        String name = content.name() == null ? "" : placeholders.apply(content.name());
        return name.isEmpty() ? EndpointNames.kebab(beanName) : name;
    }

    /** The endpoint made ready; null, and reported, when it has a mistake. */
    @Nullable
    Endpoint read(String beanName, Content content) {
        String source = "the bean \"" + beanName + "\"";
        int before = problems.count();
        PathTemplate path = path(source, placeholders.apply(content.path()));
        reportHandlers(source, content);
        reportSecond(source, content.messages(), "onMessage");
        reportSecond(source, content.errors(), "onError");
        Payloads payloads = formats.payloads(content.codec());
        content.messages().forEach(each -> reportLack(source, payloads, each.type()));
        if (path == null || problems.count() > before) {
            return null;
        }
        Problems own = new Problems();
        EndpointMethods methods = methods(content, path, payloads, formats.property(name(beanName, content)), own);
        problems.addAll(own, source);
        return problems.count() > before ? null : endpoint(name(beanName, content), source, path, content, methods);
    }

    private static Endpoint endpoint(
            String name, String source, PathTemplate path, Content content, EndpointMethods methods) {
        return new Endpoint(
                        WsEndpointRegistration.class,
                        name,
                        path.toString(),
                        content.subprotocols(),
                        content.execution(),
                        methods)
                .registered(source, content.handshake(), content.handler());
    }

    private EndpointMethods methods(
            Content content, PathTemplate path, Payloads payloads, String property, Problems own) {
        Class<?> type = WsEndpointRegistration.class;
        boolean isConcurrent = content.execution() == Execution.CONCURRENT;
        MessageMethods.Steps steps =
                formats.messageMethods(type, payloads, own).steps(ready(content.messages(), isConcurrent), property);
        HandshakeParameters handshake = endpoints.handshakeParameters(type, path);
        List<MethodReader> readers = new ArrayList<>();
        List<ErrorMethods> errors = endpoints.errorLevels(
                type, content.execution(), handshake, payloads, ready(content.errors(), false), readers);
        Invocation open = content.open() == null ? null : opening(content.open(), handshake.opening());
        return new EndpointMethods(
                new Admission(null, handshake.opening(), handshake.session()),
                open,
                steps.text(),
                steps.binary(),
                payloads.outgoing(steps.tags()),
                null,
                null,
                errors,
                content.close() == null ? null : invocation(content.close(), false),
                isConcurrent || readers.stream().anyMatch(MethodReader::isAsynchronous));
    }

    private static List<Ready> ready(List<Typed> actions, boolean isConcurrent) {
        List<Ready> ready = new ArrayList<>();
        for (Typed each : actions) {
            MethodParameter parameter = new MethodParameter(ACTION, 1);
            ready.add(new Ready(ACTION, invocation(each.action(), isConcurrent), each.type(), each.type(), parameter));
        }
        return ready;
    }

    private static Invocation opening(Action<Handshake> action, HandshakeArguments arguments) {
        int index = arguments.indexOf(HandshakeArgument.HANDSHAKE);
        Argument handshake = Argument.ofOpening(index);
        return Invocation.of(action, ACTION, new Argument[] {Argument.SESSION, handshake}, Reply.NONE, false);
    }

    private static Invocation invocation(Action<?> action, boolean isConcurrent) {
        return Invocation.of(
                action, ACTION, new Argument[] {Argument.SESSION, Argument.SUBJECT}, Reply.NONE, isConcurrent);
    }

    private @Nullable PathTemplate path(String source, String path) {
        try {
            return PathTemplate.parse(path);
        } catch (IllegalArgumentException e) {
            problems.add(source, String.valueOf(e.getMessage()), "Write a path as /chat/{room}.");
            return null;
        }
    }

    private void reportHandlers(String source, Content content) {
        boolean hasAction = content.open() != null
                || content.close() != null
                || !content.messages().isEmpty();
        if (content.handler() == null) {
            if (!hasAction) {
                problems.add(
                        source, "the endpoint does nothing", "Call onText, onMessage or another method of its kind.");
            }
        } else if (hasAction || content.handshake() != null || !content.errors().isEmpty()) {
            problems.add(
                    source,
                    "the endpoint has actions beside a WsHandler, which does it all",
                    "Keep the one or the other.");
        }
    }

    private void reportSecond(String source, List<Typed> actions, String method) {
        Set<Class<?>> taken = new HashSet<>();
        for (Typed each : actions) {
            if (!taken.add(each.type())) {
                problems.add(
                        source,
                        method + " is called twice for " + each.type().getSimpleName(),
                        "Make one action of both.");
            }
        }
    }

    private void reportLack(String source, Payloads payloads, Class<?> type) {
        Payloads.Lack lack = payloads.lack(type);
        if (lack != null) {
            problems.add(source, "the message is " + lack.why(), lack.action());
        }
    }
}
