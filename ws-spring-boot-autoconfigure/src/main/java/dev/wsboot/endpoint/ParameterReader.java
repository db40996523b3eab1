package dev.wsboot.endpoint;

import dev.wsboot.PathParam;
import dev.wsboot.core.WsSession;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.TypeDescriptor;

/** Reads the parameters of one handler method, and finds for each where its value comes from. */
final class ParameterReader {

    private final Class<?> type;
    private final Method method;
    private final HandlerKind kind;
    private final List<String> variables;
    private final PathArguments pathArguments;
    private final Problems problems;

    private @Nullable MethodParameter subject;

    /**
     * A reader for one method.
     *
     * @param variables the variables of the endpoint's path
     */
    ParameterReader(
            Class<?> type,
            Method method,
            HandlerKind kind,
            List<String> variables,
            PathArguments pathArguments,
            Problems problems) {
        this.type = type;
        this.method = method;
        this.kind = kind;
        this.variables = variables;
        this.pathArguments = pathArguments;
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
        PathParam pathParam = parameter.getParameterAnnotation(PathParam.class);
        if (pathParam != null) {
            return pathArgument(parameter, pathParam.value());
        }
        Class<?> parameterType = parameter.getParameterType();
        if (parameterType == WsSession.class) {
            return Argument.SESSION;
        }
        Class<?> subjectType = kind.subject();
        if (subjectType != null && subjectType.isAssignableFrom(parameterType)) {
            return subjectArgument(parameter);
        }
        String instead = UnsupportedTypes.insteadOfParameter(parameterType);
        if (instead == null && kind == HandlerKind.MESSAGE) {
            return subjectArgument(parameter);
        }
        problems.add(
                type,
                method,
                shown(parameter) + " is not supported in a method with " + kind,
                (instead == null ? "" : instead + " ") + "A method with " + kind + " may take " + kind.parameters()
                        + ".");
        return null;
    }

    private @Nullable Argument subjectArgument(MethodParameter parameter) {
        if (subject != null) {
            problems.add(
                    type,
                    method,
                    shown(subject) + " and " + shown(parameter) + " both ask for "
                            + (kind == HandlerKind.MESSAGE ? "the message" : "the same"),
                    "Keep one of them. A method with " + kind + " may take " + kind.parameters() + ".");
            return null;
        }
        subject = parameter;
        return Argument.SUBJECT;
    }

    private @Nullable Argument pathArgument(MethodParameter parameter, String written) {
        String variable = written.isEmpty() ? parameter.getParameterName() : written;
        TypeDescriptor target = new TypeDescriptor(parameter);
        if (variable == null) {
            problems.add(
                    type,
                    method,
                    shown(parameter) + " does not say which path variable it takes, and its name was not compiled in",
                    "Write @PathParam(\"name\"), or compile with the option -parameters, as Spring Boot's build plugins do.");
        } else if (!variables.contains(variable)) {
            problems.add(
                    type,
                    method,
                    shown(parameter) + " asks for the path variable \"" + variable + "\", which the path does not have"
                            + (variables.isEmpty() ? ": it has no variables" : ", only " + variables),
                    "Write {" + variable
                            + "} into the path of @WsEndpoint, or the name of one of its variables into @PathParam.");
        } else if (!pathArguments.canConvertTo(target)) {
            problems.add(
                    type,
                    method,
                    shown(parameter) + " is of a type that a text cannot be converted to",
                    "Use String or another simple type, or add a Converter<String, "
                            + target.getType().getSimpleName() + "> to the ConversionService.");
        } else {
            return Argument.pathArgument(pathArguments.indexOf(variable, target));
        }
        return null;
    }

    private static String shown(MethodParameter parameter) {
        String typeName = parameter.getParameterType().getSimpleName();
        String name = parameter.getParameterName();
        return name == null
                ? "parameter " + (parameter.getParameterIndex() + 1) + " of type " + typeName
                : "parameter \"" + name + "\" of type " + typeName;
    }
}
