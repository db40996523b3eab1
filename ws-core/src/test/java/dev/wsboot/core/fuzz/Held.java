package dev.wsboot.core.fuzz;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The bytes in all arrays, buffers and strings that an object of the product holds on to, whatever its fields are called: what
 * grows when a peer sends.
 */
final class Held {

    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return Stream.of(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .filter(field -> !field.getType().isPrimitive())
                    .peek(field -> field.setAccessible(true))
                    .toArray(Field[]::new);
        }
    };

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>(8));

    private Held() {}

    static long by(Object owner) {
        return new Held().bytes(owner);
    }

    private long bytes(Object object) {
        if (object == null || object instanceof Enum || !seen.add(object)) {
            return 0;
        }
        if (object instanceof ByteBuffer buffer) {
            return buffer.capacity();
        }
        if (object instanceof String string) {
            return string.length();
        }
        if (object instanceof Object[] array) {
            return 4L * array.length + Stream.of(array).mapToLong(this::bytes).sum();
        }
        if (object instanceof Collection<?> collection) {
            return collection.stream().mapToLong(element -> 4 + bytes(element)).sum();
        }
        if (object.getClass().isArray()) {
            return (long) Array.getLength(object) * size(object.getClass().getComponentType());
        }
        return object.getClass().getName().startsWith("dev.wsboot.") ? fields(object) : 0;
    }

    private long fields(Object object) {
        long sum = 0;
        for (Field field : FIELDS.get(object.getClass())) {
            try {
                sum += bytes(field.get(object));
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return sum;
    }

    private static int size(Class<?> primitive) {
        if (primitive == long.class || primitive == double.class) {
            return 8;
        }
        if (primitive == int.class || primitive == float.class) {
            return 4;
        }
        return primitive == char.class || primitive == short.class ? 2 : 1;
    }
}
