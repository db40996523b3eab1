package dev.wsboot.endpoint;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in the endpoints of an application.
 *
 * @param where the class and the method, or the property, or the bean
 * @param what what is wrong
 * @param action what to write instead
 */
public record EndpointProblem(String where, String what, String action) {

    static EndpointProblem of(Class<?> type, @Nullable Method method, String what, String action) {
        return new EndpointProblem(
                method == null ? type.getName() : type.getName() + "." + signature(method), what, action);
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }
}
