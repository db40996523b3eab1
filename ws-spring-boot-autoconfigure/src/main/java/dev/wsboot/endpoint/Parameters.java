package dev.wsboot.endpoint;

import java.util.Optional;
import org.springframework.core.MethodParameter;

/** What the signature says about a parameter of a handler method. */
final class Parameters {

    private Parameters() {}

    /** The parameter as a report names it. */
    static String shown(MethodParameter parameter) {
        String typeName = parameter.getParameterType().getSimpleName();
        String name = parameter.getParameterName();
        return name == null
                ? "parameter " + (parameter.getParameterIndex() + 1) + " of type " + typeName
                : "parameter \"" + name + "\" of type " + typeName;
    }

    /** Whether the value comes in an {@link Optional}. */
    static boolean isOptional(MethodParameter parameter) {
        return parameter.getParameterType() == Optional.class;
    }

    /** Whether the value may be null, by an annotation {@code @Nullable} of JSpecify, Spring or others. */
    static boolean isNullable(MethodParameter parameter) {
        return parameter.isOptional()
                && !isOptional(parameter)
                && !parameter.getParameterType().isPrimitive();
    }
}
