package dev.wsboot.endpoint;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Annotations of other programming models on an endpoint: imported by mistake, since many have the same simple names, and
 * without any effect here. Known by the names of their packages, so that none of the libraries is needed.
 */
final class ForeignAnnotations {

    private static final List<String> PACKAGES = List.of(
            "jakarta.websocket.",
            "jakarta.ws.rs.",
            "javax.websocket.",
            "org.springframework.messaging.",
            "org.springframework.web.bind.annotation.",
            "io.quarkus.websockets.",
            "io.micronaut.websocket.");

    /** The annotation to write in place of one with this simple name. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("ServerEndpoint", "dev.wsboot.WsEndpoint"),
            Map.entry("ClientEndpoint", "dev.wsboot.WsEndpoint"),
            Map.entry("WebSocket", "dev.wsboot.WsEndpoint"),
            Map.entry("ServerWebSocket", "dev.wsboot.WsEndpoint"),
            Map.entry("OnOpen", "dev.wsboot.OnOpen"),
            Map.entry("OnMessage", "dev.wsboot.OnMessage"),
            Map.entry("OnTextMessage", "dev.wsboot.OnMessage"),
            Map.entry("OnBinaryMessage", "dev.wsboot.OnMessage"),
            Map.entry("MessageMapping", "dev.wsboot.OnMessage"),
            Map.entry("OnError", "dev.wsboot.OnError"),
            Map.entry("MessageExceptionHandler", "dev.wsboot.OnError"),
            Map.entry("ExceptionHandler", "dev.wsboot.OnError"),
            Map.entry("OnClose", "dev.wsboot.OnClose"),
            Map.entry("SubscribeMapping", "dev.wsboot.OnOpen"),
            Map.entry("PathParam", "dev.wsboot.PathParam"),
            Map.entry("PathVariable", "dev.wsboot.PathParam"),
            Map.entry("DestinationVariable", "dev.wsboot.PathParam"),
            Map.entry("RequestParam", "dev.wsboot.QueryParam"),
            Map.entry("QueryParam", "dev.wsboot.QueryParam"),
            Map.entry("RequestHeader", "dev.wsboot.HeaderParam"),
            Map.entry("HeaderParam", "dev.wsboot.HeaderParam"),
            Map.entry("Header", "dev.wsboot.HeaderParam"),
            Map.entry("CookieValue", "dev.wsboot.CookieParam"),
            Map.entry("CookieParam", "dev.wsboot.CookieParam"),
            Map.entry("SessionAttribute", "dev.wsboot.SessionAttribute"),
            Map.entry("OnPongMessage", "dev.wsboot.OnPong"));

    private ForeignAnnotations() {}

    /** Reports those of a class, its methods and their parameters. */
    static void report(Class<?> type, Problems problems) {
        report(type, null, type, problems);
        for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
            if (!method.isBridge() && !method.isSynthetic()) {
                report(type, method, method, problems);
                for (Parameter parameter : method.getParameters()) {
                    report(type, method, parameter, problems);
                }
            }
        }
    }

    private static void report(Class<?> type, @Nullable Method method, AnnotatedElement element, Problems problems) {
        for (Annotation annotation : element.getAnnotations()) {
            String name = annotation.annotationType().getName();
            if (PACKAGES.stream().anyMatch(name::startsWith)) {
                String instead = INSTEAD.get(annotation.annotationType().getSimpleName());
                problems.add(
                        type,
                        method,
                        "@" + name + " has no effect on a @WsEndpoint",
                        instead == null ? "Remove it." : "Import " + instead + " instead.");
            }
        }
    }
}
