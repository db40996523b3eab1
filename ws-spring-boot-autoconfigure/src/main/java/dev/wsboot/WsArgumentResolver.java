package dev.wsboot;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/**
 * A bean that gives handler methods of all endpoints values of its own, for parameters that it knows by their type or an
 * annotation. Several are asked in their {@code @Order}, and before a parameter counts as the message.
 */
@FunctionalInterface
public interface WsArgumentResolver {

    /**
     * Says where the value of a parameter comes from. Called once for each parameter, at start-up.
     *
     * @param parameter a parameter without an annotation of this package, of none of the types that every method may take
     * @return null when this resolver does not know the parameter
     */
    @Nullable
    WsArgument resolve(MethodParameter parameter);
}
