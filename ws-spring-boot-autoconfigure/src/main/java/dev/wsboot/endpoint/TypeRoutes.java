package dev.wsboot.endpoint;

import dev.wsboot.WsType;
import dev.wsboot.endpoint.JsonCodec.NamedType;
import dev.wsboot.endpoint.JsonCodec.OwnNames;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the handler methods of one endpoint among which the type of a text message chooses. */
final class TypeRoutes {

    /** The types of one method that bear names, here or in Jackson's annotations. */
    private record Taken(Method method, String types) {}

    private final Class<?> endpoint;
    private final JsonCodec json;
    private final String property;
    private final Problems problems;

    private final List<NamedType<Step>> types = new ArrayList<>();
    private final Map<Class<?>, Method> byClass = new HashMap<>();
    private final Map<String, Taken> byName = new HashMap<>();
    private @Nullable MessageMethod others;

    /**
     * The methods of one endpoint.
     *
     * @param property the JSON property that names the type
     */
    TypeRoutes(Class<?> endpoint, JsonCodec json, String property, Problems problems) {
        this.endpoint = endpoint;
        this.json = json;
        this.property = property;
        this.problems = problems;
    }

    /** What is done with text messages. */
    Step step() {
        return new TypedStep(json.typedReader(property, types, others != null), others == null ? null : others.whole());
    }

    /** Adds a method for text messages. */
    void add(MessageMethod method) {
        CodecFormat codec = method.codec();
        if (codec != null) {
            problem(
                    method,
                    "reads text messages with " + codec.name()
                            + ", but the endpoint has other methods for text messages, and only JSON tells them apart",
                    "Make it the only method for text messages, or let it read JSON.");
        } else if (!method.isJson() || json.isFreeForm(method.payload())) {
            addOthers(method);
        } else {
            OwnNames ownNames = json.ownNames(method.payload());
            if (ownNames != null) {
                addOwnNames(method, ownNames);
            } else if (method.raw().isSealed()) {
                addSealed(method);
            } else {
                addNamed(method, method.payload(), method.raw());
            }
        }
    }

    private void addOthers(MessageMethod method) {
        if (others != null) {
            problem(
                    method,
                    "is a second method for messages of whatever type, beside "
                            + others.method().getName(),
                    "Keep one of them, and let the other one take a type of its own, a record for example.");
            return;
        }
        others = method;
    }

    private void addSealed(MessageMethod method) {
        TypeNames.Permitted permitted = TypeNames.permitted(method.raw());
        Class<?> open = permitted.open();
        if (open != null) {
            problem(
                    method,
                    method.raw().getSimpleName() + " permits " + open.getSimpleName()
                            + ", which is not sealed, so that its types are not known",
                    "Seal it as well, or make it a record or a final class.");
            return;
        }
        if (method.raw().isAnnotationPresent(WsType.class) && !permitted.types().contains(method.raw())) {
            problem(
                    method,
                    "@WsType on " + method.raw().getSimpleName() + " has no effect: no message is of this type itself",
                    "Annotate the types that it permits.");
        }
        for (Class<?> each : permitted.types()) {
            addNamed(method, json.subtype(method.payload(), each), each);
        }
    }

    private void addNamed(MessageMethod method, Type type, Class<?> raw) {
        String name = TypeNames.nameOf(raw);
        if (!TypeNames.isObject(raw)) {
            problem(
                    method,
                    "a " + raw.getSimpleName() + " is no JSON object with a \"" + property
                            + "\", which would tell it from the messages of the other methods",
                    "Put it into a record, or make this the only method for text messages.");
        } else if (name.isBlank()) {
            problem(method, "@WsType of " + raw.getSimpleName() + " is empty", "Write a name, as in @WsType(\"say\").");
        } else if (takesClass(method, raw) && takesName(method, name, raw.getSimpleName())) {
            types.add(new NamedType<>(name, type, method.decoded()));
        }
    }

    private void addOwnNames(MessageMethod method, OwnNames own) {
        String shown = method.raw().getSimpleName();
        if (method.raw().isAnnotationPresent(WsType.class)) {
            problem(
                    method,
                    shown + " has @WsType beside type information of Jackson, which is what counts",
                    "Remove one of them.");
        }
        if (!property.equals(own.property())) {
            problem(
                    method,
                    "Jackson tells " + shown + " "
                            + (own.property() == null
                                    ? "not by the name in a property"
                                    : "by the property \"" + own.property() + "\"")
                            + ", but the methods of this endpoint are told apart by the property \"" + property + "\"",
                    "Use @JsonTypeInfo(use = NAME, property = \"" + property
                            + "\"), or remove it, or name the property in ws.json.type-property.");
            return;
        }
        if (takesClass(method, method.raw())) {
            for (String name : own.names()) {
                if (takesName(method, name, shown)) {
                    types.add(new NamedType<>(name, method.payload(), method.decoded()));
                }
            }
        }
    }

    private boolean takesClass(MessageMethod method, Class<?> raw) {
        Method first = byClass.putIfAbsent(raw, method.method());
        if (first != null) {
            problem(
                    method,
                    "is a second method for " + raw.getSimpleName() + ", beside " + first.getName(),
                    "Make one method of both.");
        }
        return first == null;
    }

    private boolean takesName(MessageMethod method, String name, String shown) {
        Taken first = byName.putIfAbsent(name, new Taken(method.method(), shown));
        if (first != null) {
            problem(
                    method,
                    "the name \"" + name + "\" of " + shown + " is also that of " + first.types() + " in "
                            + first.method().getName(),
                    "Give one of them another name, as in @WsType(\"" + name + "-2\").");
        }
        return first == null;
    }

    private void problem(MessageMethod method, String what, String action) {
        problems.add(endpoint, method.method(), what, action);
    }
}
