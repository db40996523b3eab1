package dev.wsboot.endpoint;

import dev.wsboot.WsAdvice;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * A {@link WsAdvice} bean.
 *
 * @param type the class that its author wrote
 * @param bean the object to call, a proxy perhaps
 */
record Advice(Class<?> type, Object bean, WsAdvice annotation) {

    /** The annotation on a class, its superclasses or interfaces; null when it is no advice. */
    static @Nullable WsAdvice annotation(Class<?> type) {
        return AnnotatedElementUtils.findMergedAnnotation(type, WsAdvice.class);
    }

    /** An advice, checked for what it has beside its error methods, which are read for each endpoint. */
    static Advice of(Class<?> type, Object bean, WsAdvice annotation, Problems problems) {
        ForeignAnnotations.report(type, problems);
        boolean hasErrorMethod = false;
        for (HandlerKind kind : HandlerKind.values()) {
            for (Method method : MethodIntrospector.selectMethods(
                    type, (Method each) -> AnnotatedElementUtils.hasAnnotation(each, kind.annotation()))) {
                hasErrorMethod |= kind == HandlerKind.ERROR;
                if (kind != HandlerKind.ERROR) {
                    problems.add(
                            type,
                            method,
                            kind + " has no effect on a @WsAdvice, which is for errors only",
                            "Move the method to a @WsEndpoint.");
                }
            }
        }
        if (!hasErrorMethod) {
            problems.add(
                    type,
                    null,
                    "the advice has no method for errors",
                    "Add a method with @OnError of the package dev.wsboot.");
        }
        return new Advice(type, bean, annotation);
    }

    /** Whether it is for errors of this endpoint. */
    boolean isFor(Class<?> endpoint) {
        boolean isForAll =
                annotation.endpoints().length == 0 && packages().findAny().isEmpty();
        String packageName = endpoint.getPackageName() + ".";
        return isForAll
                || Arrays.stream(annotation.endpoints()).anyMatch(each -> each.isAssignableFrom(endpoint))
                || packages().anyMatch(each -> packageName.startsWith(each + "."));
    }

    private Stream<String> packages() {
        return Stream.concat(
                Arrays.stream(annotation.basePackages()),
                Arrays.stream(annotation.basePackageClasses()).map(ClassUtils::getPackageName));
    }
}
