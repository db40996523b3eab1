package dev.wsboot.endpoint;

import dev.wsboot.OnMessage;
import dev.wsboot.core.WsCodec;
import dev.wsboot.endpoint.MethodReader.Ready;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

/** Makes of the {@code @OnMessage} methods of one endpoint what is done with its messages. */
final class MessageMethods {

    /**
     * What is done with messages.
     *
     * @param tags what outgoing objects are told apart by; null when there is no need
     */
    record Steps(Step text, Step binary, @Nullable TypeTags tags) {}

    private final Class<?> type;
    private final Payloads payloads;
    private final @Nullable JsonCodec json;
    private final @Nullable PayloadValidator validator;
    private final Problems problems;

    /**
     * A maker for one endpoint.
     *
     * @param type the class of the endpoint
     */
    MessageMethods(
            Class<?> type,
            Payloads payloads,
            @Nullable JsonCodec json,
            @Nullable PayloadValidator validator,
            Problems problems) {
        this.type = type;
        this.payloads = payloads;
        this.json = json;
        this.validator = validator;
        this.problems = problems;
    }

    /**
     * What is done with messages; mistakes are reported.
     *
     * @param property the JSON property that tells types apart, if that is needed
     */
    Steps steps(List<Ready> methods, String property) {
        List<MessageMethod> text = new ArrayList<>();
        List<MessageMethod> binary = new ArrayList<>();
        for (Ready ready : methods) {
            MessageMethod method = message(ready);
            if (method != null) {
                (method.isBinary() ? binary : text).add(method);
            }
        }
        Step binaryStep = binary.isEmpty()
                ? new UnsupportedStep("binary", "ByteBuffer")
                : binary.get(0).whole();
        reportSecond(binary, "binary messages", "binary messages have nothing that tells them apart.");
        if (text.isEmpty()) {
            return new Steps(new UnsupportedStep("text", "String"), binaryStep, null);
        }
        MessageMethod first = text.get(0);
        if (text.size() == 1 && (json == null || !isSealed(first, json))) {
            return new Steps(first.whole(), binaryStep, null);
        }
        if (json == null) {
            reportSecond(
                    text, "text messages", "without a JsonMapper text messages have nothing that tells them apart.");
            return new Steps(first.whole(), binaryStep, null);
        }
        TypeRoutes routes = new TypeRoutes(type, json, property, problems);
        text.forEach(routes::add);
        return new Steps(routes.step(), binaryStep, new TypeTags(json, property));
    }

    private void reportSecond(List<MessageMethod> methods, String what, String why) {
        for (int i = 1; i < methods.size(); i++) {
            problems.add(
                    type,
                    methods.get(i).method(),
                    "is a second method for " + what + ", beside "
                            + methods.get(0).method().getName(),
                    "Make one method of both: " + why);
        }
    }

    private static boolean isSealed(MessageMethod method, JsonCodec json) {
        return method.isJson() && method.raw().isSealed() && json.ownNames(method.payload()) == null;
    }

    private @Nullable MessageMethod message(Ready ready) {
        Type payload = Objects.requireNonNull(ready.subject(), "a message method has a subject");
        Payloads own = payloads.of(type, ready.method());
        Payloads.Lack lack = own.lack(payload);
        if (lack != null) {
            problems.add(type, ready.method(), "the message is " + lack.why(), lack.action());
            return null;
        }
        reportIdleCodec(ready, payload);
        return new MessageMethod(
                ready.method(),
                payload,
                Objects.requireNonNull(ready.subjectClass()),
                own,
                check(ready),
                ready.invocation());
    }

    private void reportIdleCodec(Ready ready, Type payload) {
        OnMessage annotation = AnnotatedElementUtils.findMergedAnnotation(ready.method(), OnMessage.class);
        if (annotation != null
                && annotation.codec() != WsCodec.class
                && Payloads.isPlain(payload)
                && Payloads.isPlain(ready.method().getReturnType())) {
            problems.add(
                    type,
                    ready.method(),
                    "the codec " + annotation.codec().getSimpleName()
                            + " has nothing to do: neither the message nor the answer is an object",
                    "Remove it, or take or return a type for it.");
        }
    }

    private @Nullable UnaryOperator<Object> check(Ready ready) {
        Object[] groups = groups(Objects.requireNonNull(ready.parameter()));
        if (groups == null) {
            return null;
        }
        if (validator == null) {
            problems.add(
                    type,
                    ready.method(),
                    "the message is to be validated, but there is no Validator",
                    "Add the dependency spring-boot-starter-validation, so that there is a Validator bean"
                            + " (exactly one, or one that is @Primary), or remove the annotation.");
            return null;
        }
        return validator.check(Arrays.copyOf(groups, groups.length, Class[].class));
    }

    /** The groups of constraints that the message is validated for; null when it is not. */
    private static Object @Nullable [] groups(MethodParameter parameter) {
        for (Annotation annotation : parameter.getParameterAnnotations()) {
            Object[] groups = ValidationAnnotationUtils.determineValidationHints(annotation);
            if (groups != null) {
                return groups;
            }
        }
        return null;
    }
}
