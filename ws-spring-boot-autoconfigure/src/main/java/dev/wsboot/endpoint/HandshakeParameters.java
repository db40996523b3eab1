package dev.wsboot.endpoint;

import dev.wsboot.CookieParam;
import dev.wsboot.HeaderParam;
import dev.wsboot.PathParam;
import dev.wsboot.QueryParam;
import dev.wsboot.WsArgument;
import dev.wsboot.WsArgumentResolver;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.endpoint.TextArgument.Presence;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/** Reads those parameters of an endpoint's methods whose values come from the handshake. */
final class HandshakeParameters {

    private final Class<?> type;
    private final List<String> variables;
    private final ParameterSources sources;
    private final Problems problems;
    private final HandshakeArguments opening = new HandshakeArguments();
    private final HandshakeArguments session = new HandshakeArguments();

    /**
     * A reader for one endpoint.
     *
     * @param variables the variables of its path
     */
    HandshakeParameters(Class<?> type, List<String> variables, ParameterSources sources, Problems problems) {
        this.type = type;
        this.variables = variables;
        this.sources = sources;
        this.problems = problems;
    }

    /** What the {@code @OnOpen} method takes, which nobody needs after it. */
    HandshakeArguments opening() {
        return opening;
    }

    /** What other methods take, as long as the session lives. */
    HandshakeArguments session() {
        return session;
    }

    /** Where the value comes from; null when not from the handshake, and null when it has a mistake, which is reported. */
    @Nullable
    HandshakeArgument read(Method method, MethodParameter parameter) {
        PathParam path = parameter.getParameterAnnotation(PathParam.class);
        if (path != null) {
            return text(method, parameter, TextSource.PATH, path.value());
        }
        QueryParam query = parameter.getParameterAnnotation(QueryParam.class);
        if (query != null) {
            return text(method, parameter, TextSource.QUERY, query.value(), query.defaultValue());
        }
        HeaderParam header = parameter.getParameterAnnotation(HeaderParam.class);
        if (header != null) {
            return text(method, parameter, TextSource.HEADER, header.value(), header.defaultValue());
        }
        CookieParam cookie = parameter.getParameterAnnotation(CookieParam.class);
        if (cookie != null) {
            return text(method, parameter, TextSource.COOKIE, cookie.value(), cookie.defaultValue());
        }
        return parameter.getParameterType() == Handshake.class ? HandshakeArgument.HANDSHAKE : null;
    }

    /** What the application's own resolvers know about a parameter; null when nothing. */
    @Nullable
    WsArgument resolve(MethodParameter parameter) {
        for (WsArgumentResolver resolver : sources.resolvers()) {
            WsArgument argument = resolver.resolve(parameter);
            if (argument != null) {
                return argument;
            }
        }
        return null;
    }

    private @Nullable HandshakeArgument text(
            Method method, MethodParameter parameter, TextSource source, String written, String... defaults) {
        String shown = Parameters.shown(parameter);
        String own = parameter.getParameterName();
        if (written.isEmpty() && own == null) {
            problems.add(
                    type,
                    method,
                    shown + " does not say which " + source + " it takes, and its name was not compiled in",
                    "Write " + source.annotation()
                            + "(\"name\"), or compile with the option -parameters, as Spring Boot's build plugins do.");
            return null;
        }
        String name = written.isEmpty() && own != null ? source.nameOf(own) : written;
        TypeDescriptor target = new TypeDescriptor(parameter.nestedIfOptional());
        if (source == TextSource.PATH && !variables.contains(name)) {
            problems.add(
                    type,
                    method,
                    shown + " asks for the path variable \"" + name + "\", which the path does not have"
                            + (variables.isEmpty() ? ": it has no variables" : ", only " + variables),
                    "Write {" + name
                            + "} into the path of @WsEndpoint, or the name of one of its variables into @PathParam.");
            return null;
        }
        if (!TextArgument.canConvert(sources.conversions(), target)) {
            problems.add(
                    type,
                    method,
                    shown + " is of a type that a text cannot be converted to",
                    "Use String or another simple type, or add a Converter<String, "
                            + target.getType().getSimpleName() + "> to the ConversionService.");
            return null;
        }
        return text(method, parameter, new Text(source, name, target), defaults);
    }

    private record Text(TextSource source, String name, TypeDescriptor target) {}

    private @Nullable HandshakeArgument text(Method method, MethodParameter parameter, Text text, String[] defaults) {
        ConversionService conversions = sources.conversions();
        Object defaultValue = null;
        if (defaults.length > 0) {
            List<String> texts =
                    Arrays.stream(defaults).map(sources.placeholders()).toList();
            try {
                defaultValue = TextArgument.convert(conversions, texts, text.target);
            } catch (RuntimeException e) {
                problems.add(
                        type,
                        method,
                        Parameters.shown(parameter) + " has the default value \"" + String.join(",", texts)
                                + "\", which is no "
                                + text.target.getType().getSimpleName(),
                        "Write a defaultValue that can be converted to the type of the parameter.");
                return null;
            }
        }
        return new TextArgument(text.source, text.name, text.target, presence(parameter), defaultValue, conversions);
    }

    private static Presence presence(MethodParameter parameter) {
        if (Parameters.isOptional(parameter)) {
            return Presence.OPTIONAL;
        }
        return Parameters.isNullable(parameter) ? Presence.NULLABLE : Presence.REQUIRED;
    }
}
