package dev.wsboot.endpoint;

import dev.wsboot.SessionAttribute;
import dev.wsboot.WsArgument;
import dev.wsboot.core.WsSession;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/** Reads the parameters of one handler method, and finds for each where its value comes from. */
final class ParameterReader {

    private final Class<?> type;
    private final Method method;
    private final HandlerKind kind;
    private final HandshakeParameters handshake;
    private final Problems problems;

    private @Nullable MethodParameter subject;

    /**
     * A reader for one method.
     *
     * @param handshake reads what comes from the handshake
     */
    ParameterReader(Class<?> type, Method method, HandlerKind kind, HandshakeParameters handshake, Problems problems) {
        this.type = type;
        this.method = method;
        this.kind = kind;
        this.handshake = handshake;
        this.problems = problems;
    }

    /** The parameters' values; those with a mistake are reported and left null. */
    Argument[] read(MethodParameter[] parameters) {
        Argument[] arguments = new Argument[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            Argument argument = argument(parameters[i]);
            if (argument != null) {
                arguments[i] = argument;
            }
        }
        return arguments;
    }

    /** The parameter that takes what the event is about, if one was read. */
    @Nullable
    MethodParameter subject() {
        return subject;
    }

    private @Nullable Argument argument(MethodParameter parameter) {
        int before = problems.count();
        HandshakeArgument ofHandshake = handshake.read(method, parameter);
        if (ofHandshake != null) {
            return kept(ofHandshake);
        }
        if (problems.count() > before) {
            return null;
        }
        Argument ofSession = sessionArgument(parameter);
        if (ofSession != null || problems.count() > before) {
            return ofSession;
        }
        Class<?> parameterType = parameter.getParameterType();
        Class<?> subjectType = kind.subject();
        if (subjectType != null && subjectType.isAssignableFrom(parameterType)) {
            return subjectArgument(parameter, Argument.SUBJECT);
        }
        if (kind == HandlerKind.PONG && (parameterType == byte[].class || parameterType == ByteBuffer.class)) {
            return subjectArgument(parameter, parameterType == byte[].class ? Argument.SUBJECT : Argument.BUFFER);
        }
        WsArgument own = handshake.resolve(parameter);
        if (own instanceof WsArgument.OfHandshake source) {
            return kept(source::resolve);
        }
        if (own instanceof WsArgument.OfSession source) {
            return Argument.resolved(source);
        }
        String instead = UnsupportedTypes.insteadOfParameter(parameterType);
        if (instead == null && kind == HandlerKind.MESSAGE) {
            return subjectArgument(parameter, Argument.SUBJECT);
        }
        problems.add(
                type,
                method,
                Parameters.shown(parameter) + " is not supported in a method with " + kind,
                (instead == null ? "" : instead + " ") + mayTake());
        return null;
    }

    private Argument kept(HandshakeArgument argument) {
        return kind == HandlerKind.OPEN
                ? Argument.ofOpening(handshake.opening().indexOf(argument))
                : Argument.ofSession(handshake.session().indexOf(argument));
    }

    private @Nullable Argument sessionArgument(MethodParameter parameter) {
        SessionAttribute attribute = parameter.getParameterAnnotation(SessionAttribute.class);
        if (attribute != null) {
            return attribute(parameter, attribute.value());
        }
        if (parameter.getParameterType() == WsSession.class) {
            return Argument.SESSION;
        }
        boolean isPrincipal =
                Principal.class.isAssignableFrom(parameter.nestedIfOptional().getNestedParameterType());
        return isPrincipal ? SessionArgument.principal(parameter) : null;
    }

    private @Nullable Argument attribute(MethodParameter parameter, String written) {
        String name = written.isEmpty() ? parameter.getParameterName() : written;
        if (name == null) {
            problems.add(
                    type,
                    method,
                    Parameters.shown(parameter)
                            + " does not say which session attribute it takes, and its name was not compiled in",
                    "Write @SessionAttribute(\"name\"), or compile with the option -parameters, as Spring Boot's build"
                            + " plugins do.");
            return null;
        }
        return SessionArgument.attribute(name, parameter);
    }

    private @Nullable Argument subjectArgument(MethodParameter parameter, Argument argument) {
        if (subject != null) {
            problems.add(
                    type,
                    method,
                    Parameters.shown(subject) + " and " + Parameters.shown(parameter) + " both ask for "
                            + (kind == HandlerKind.MESSAGE ? "the message" : "the same"),
                    "Keep one of them. " + mayTake());
            return null;
        }
        subject = parameter;
        return argument;
    }

    private String mayTake() {
        return "A method with " + kind + " may take " + kind.parameters() + ".";
    }
}
