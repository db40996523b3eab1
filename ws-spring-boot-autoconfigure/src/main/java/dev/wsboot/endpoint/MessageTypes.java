package dev.wsboot.endpoint;

import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** The types of messages, with all that are in them: type arguments, properties, and whatever a sealed type permits. */
final class MessageTypes {

    /** Packages whose types are no messages, or are read and written without reflection. */
    private static final List<String> OTHERS = List.of("dev.wsboot.core.", "tools.jackson.");

    private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
    private final Set<Class<?>> types = new LinkedHashSet<>();

    /** Adds the type of a parameter or of a result of a handler method, if it is one of messages. */
    void add(ResolvableType type) {
        add(type, new HashSet<>());
    }

    private void add(ResolvableType type, Set<Type> seen) {
        // A variable may be bounded by itself.
        if (!seen.add(type.getType())) {
            return;
        }
        // Each class by itself: as a type, a variable of a superclass would not say what it stands for.
        Class<?> raw = type.resolve(Object.class);
        if (isMessage(raw)) {
            types.add(raw);
        }
        for (ResolvableType argument : type.getGenerics()) {
            add(argument, seen);
        }
    }

    private static boolean isMessage(Class<?> type) {
        return !Throwable.class.isAssignableFrom(type) && OTHERS.stream().noneMatch(type.getName()::startsWith);
    }

    /** Lets the types be read from JSON and written to it. */
    void register(ReflectionHints hints) {
        addPermitted();
        binding.registerReflectionHints(hints, types.toArray(Type[]::new));
    }

    /** Adds what sealed types permit, at any depth: the registrar knows of properties and type arguments, but not of that. */
    private void addPermitted() {
        Deque<Class<?>> unseen = new ArrayDeque<>(types);
        while (!unseen.isEmpty()) {
            ReflectionHints reached = new ReflectionHints();
            binding.registerReflectionHints(reached, unseen.remove());
            reached.typeHints()
                    .map(hint -> ClassUtils.resolveClassName(hint.getType().getName(), null))
                    .filter(Class::isSealed)
                    .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                    .filter(types::add)
                    .forEach(unseen::add);
        }
    }
}
