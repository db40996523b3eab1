package dev.wsboot.endpoint;

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import org.springframework.core.GenericTypeResolver;

/** Types as a class that extends a generic one has them. */
final class GenericTypes {

    private GenericTypes() {}

    /**
     * The type with its variables replaced by what the class says of them, as far as it does.
     *
     * @param type as it is declared, perhaps in a superclass
     */
    static Type resolved(Type type, Class<?> in) {
        if (type instanceof TypeVariable<?>) {
            Type said = GenericTypeResolver.getTypeVariableMap(in).get(type);
            if (said != null && !(said instanceof TypeVariable<?>)) {
                return GenericTypeResolver.resolveType(
                        said, in); // of the variable itself it would keep the raw class alone
            }
        }
        return GenericTypeResolver.resolveType(type, in);
    }
}
