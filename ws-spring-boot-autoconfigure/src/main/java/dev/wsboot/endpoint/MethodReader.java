package dev.wsboot.endpoint;

import dev.wsboot.Execution;
import dev.wsboot.OnMessage;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;

/** Reads the handler methods of one endpoint bean and makes them ready to be called. */
final class MethodReader {

    /**
     * A handler method that is ready.
     *
     * @param subject the type of the parameter that takes what the event is about, null when there is none
     * @param subjectClass the class of that type
     * @param parameter that parameter
     */
    record Ready(
            Method method,
            Invocation invocation,
            @Nullable Type subject,
            @Nullable Class<?> subjectClass,
            @Nullable MethodParameter parameter) {}

    private final Class<?> type;
    private final Object bean;
    private final Execution execution;
    private final HandshakeParameters handshake;
    private final Payloads payloads;
    private final Problems problems;
    private boolean isAsynchronous;

    /**
     * A reader for one bean.
     *
     * @param type the class that the annotations are on
     * @param bean the object to call, a proxy perhaps
     * @param execution where the endpoint has its methods called
     * @param handshake reads the parameters whose values come from the handshake
     */
    MethodReader(
            Class<?> type,
            Object bean,
            Execution execution,
            HandshakeParameters handshake,
            Payloads payloads,
            Problems problems) {
        this.type = type;
        this.bean = bean;
        this.execution = execution;
        this.handshake = handshake;
        this.payloads = payloads;
        this.problems = problems;
    }

    /** Whether any method read so far has results that come after its return, or runs beside others. */
    boolean isAsynchronous() {
        return isAsynchronous;
    }

    /** An {@code @OnHandshake} method made ready; null, and reported, when it has a mistake. */
    @Nullable
    HandshakeMethod readHandshake(Method method) {
        int before = problems.count();
        HandshakeReader reader = new HandshakeReader(type, method, handshake, problems);
        HandshakeArguments arguments = reader.arguments(parameters(method));
        HandshakeMethod.Deciding deciding = reader.deciding();
        Method invocable = invocable(HandlerKind.HANDSHAKE, method);
        if (deciding == null || invocable == null || problems.count() > before) {
            return null;
        }
        return new HandshakeMethod(Invocation.handle(bean, invocable, method.getParameterCount()), arguments, deciding);
    }

    /** The method made ready; null, and reported, when it has a mistake. */
    @Nullable
    Ready read(HandlerKind kind, Method method) {
        int before = problems.count();
        ParameterReader reader = new ParameterReader(type, method, kind, handshake, problems);
        Argument[] arguments = reader.read(parameters(method));
        MethodParameter subject = reader.subject();
        if (subject == null && problems.count() == before) {
            reportMissingSubject(kind, method);
        }
        Reply reply = reply(kind, method);
        Method invocable = invocable(kind, method);
        if (reply == null || invocable == null || problems.count() > before) {
            return null;
        }
        boolean isConcurrent = isConcurrent(kind, method);
        isAsynchronous |= isConcurrent;
        Invocation invocation = Invocation.of(bean, invocable, arguments, reply, isConcurrent);
        return subject == null
                ? new Ready(method, invocation, null, null, null)
                : new Ready(
                        method,
                        invocation,
                        GenericTypes.resolved(subject.getGenericParameterType(), type),
                        subject.getParameterType(),
                        subject);
    }

    private MethodParameter[] parameters(Method method) {
        DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
        return Arrays.stream(new AnnotatedMethod(method).getMethodParameters())
                .map(parameter -> parameter.withContainingClass(type))
                .peek(parameter -> parameter.initParameterNameDiscovery(names))
                .toArray(MethodParameter[]::new);
    }

    private void reportMissingSubject(HandlerKind kind, Method method) {
        if (kind == HandlerKind.MESSAGE) {
            problems.add(
                    type,
                    method,
                    "no parameter takes the message, so it is open whether it is for text or for binary messages",
                    "Add a parameter: String, byte[], ByteBuffer, or a type to read JSON as.");
        } else if (kind == HandlerKind.ERROR) {
            problems.add(
                    type,
                    method,
                    "no parameter takes the error, so it is open which errors it is for",
                    "Add a parameter of the type of the errors, Throwable for all.");
        }
    }

    private @Nullable Reply reply(HandlerKind kind, Method method) {
        Class<?> raw = ResolvableType.forMethodReturnType(method, type).resolve(Object.class);
        if (kind == HandlerKind.CLOSE && raw != void.class && raw != Void.class) {
            problems.add(
                    type,
                    method,
                    "a method with @OnClose returns " + raw.getSimpleName()
                            + ", but there is nobody left to send it to",
                    "Let it return void.");
            return null;
        }
        ReturnReader reader = new ReturnReader(type, method, payloads.of(type, method), problems);
        Reply reply = reader.read();
        isAsynchronous |= reader.isAsynchronous();
        return reply;
    }

    private boolean isConcurrent(HandlerKind kind, Method method) {
        OnMessage message = kind == HandlerKind.MESSAGE
                ? AnnotatedElementUtils.findMergedAnnotation(method, OnMessage.class)
                : null;
        if (message == null) {
            return false;
        }
        if (message.execution() == Execution.EVENT_LOOP) {
            problems.add(
                    type,
                    method,
                    "the method asks for EVENT_LOOP, but the session's other methods are called in their order elsewhere",
                    "Write @WsEndpoint(execution = EVENT_LOOP) for all of them. For one method there is only CONCURRENT.");
        }
        return message.execution() == Execution.CONCURRENT || execution == Execution.CONCURRENT;
    }

    private @Nullable Method invocable(HandlerKind kind, Method method) {
        int modifiers = method.getModifiers();
        if (Modifier.isStatic(modifiers)) {
            problems.add(type, method, "a method with " + kind + " is static", "Make it an instance method.");
            return null;
        }
        if (!AopUtils.isAopProxy(bean)) {
            return method;
        }
        if (AopUtils.isJdkDynamicProxy(bean)) {
            return invocableByInterface(kind, method);
        }
        if (Modifier.isPrivate(modifiers) || Modifier.isFinal(modifiers)) {
            problems.add(
                    type,
                    method,
                    "a method with " + kind + " is " + (Modifier.isPrivate(modifiers) ? "private" : "final")
                            + ", but the bean is a proxy, which cannot pass calls of such methods on",
                    "Make it package-private, protected or public, and not final.");
            return null;
        }
        return method;
    }

    private @Nullable Method invocableByInterface(HandlerKind kind, Method method) {
        try {
            return AopUtils.selectInvocableMethod(method, bean.getClass());
        } catch (IllegalStateException e) {
            problems.add(
                    type,
                    method,
                    "a method with " + kind + " is in no interface, but the bean is a proxy of its interfaces only",
                    "Declare it in an interface that the class implements, or let the class itself be proxied"
                            + " (spring.aop.proxy-target-class=true, which is the default).");
            return null;
        }
    }
}
