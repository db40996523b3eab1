package dev.wsboot.endpoint;

import dev.wsboot.WsType;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The types of messages and their names. */
final class TypeNames {

    /** The types that a sealed type permits, and the one among them, if any, that is open to others. */
    record Permitted(Set<Class<?>> types, @Nullable Class<?> open) {}

    private TypeNames() {}

    /** The name that is written, else the default one; empty for a class without a name. */
    static String nameOf(Class<?> type) {
        Class<?> written = ClassUtils.getUserClass(type);
        WsType annotation = written.getDeclaredAnnotation(WsType.class);
        return annotation != null ? annotation.value() : EndpointNames.kebab(written.getSimpleName());
    }

    /** Whether messages of the type can be JSON objects with properties of their own, as far as the type itself says. */
    static boolean isObject(Class<?> type) {
        return !type.isPrimitive()
                && !type.isArray()
                && !type.isEnum()
                && !Iterable.class.isAssignableFrom(type)
                && !CharSequence.class.isAssignableFrom(type)
                && !Number.class.isAssignableFrom(type)
                && !type.getName().startsWith("java.");
    }

    /** The types of objects that a sealed type stands for, directly or by another sealed type, in the order as declared. */
    static Permitted permitted(Class<?> sealed) {
        Set<Class<?>> types = new LinkedHashSet<>();
        return new Permitted(types, collect(sealed, types));
    }

    private static @Nullable Class<?> collect(Class<?> type, Set<Class<?>> types) {
        boolean isAbstract = Modifier.isAbstract(type.getModifiers());
        if (!isAbstract) {
            types.add(type);
        }
        if (!type.isSealed()) {
            return isAbstract ? type : null;
        }
        Class<?> open = null;
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            Class<?> found = collect(permitted, types);
            open = open != null ? open : found;
        }
        return open;
    }
}
