package dev.wsboot.endpoint;

import dev.wsboot.WsAdvice;
import dev.wsboot.WsArgumentResolver;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsEndpointRegistration;
import dev.wsboot.WsInterceptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.convert.ConversionService;

/** Finds the endpoint beans of an application, checks all of them, and makes them ready. */
public final class EndpointScanner {

    private final ConfigurableListableBeanFactory beans;
    private final @Nullable JsonCodec json;
    private final @Nullable PayloadValidator validator;
    private final TypeProperties typeProperties;
    private final List<WsArgumentResolver> resolvers;

    /**
     * A scanner of these beans.
     *
     * @param json how objects become JSON; null when the application has no JSON library
     * @param validator how messages are validated; null when the application has no Bean Validation
     * @param resolvers the application's own sources of arguments, in their order
     */
    public EndpointScanner(
            ConfigurableListableBeanFactory beans,
            @Nullable JsonCodec json,
            @Nullable PayloadValidator validator,
            TypeProperties typeProperties,
            List<WsArgumentResolver> resolvers) {
        this.beans = beans;
        this.json = json;
        this.validator = validator;
        this.typeProperties = typeProperties;
        this.resolvers = resolvers;
    }

    /** The annotation on a class, its superclasses or interfaces; null when it is no endpoint. */
    public static @Nullable WsEndpoint annotation(Class<?> type) {
        return AnnotatedElementUtils.findMergedAnnotation(type, WsEndpoint.class);
    }

    /**
     * The endpoints of the application, possibly none.
     *
     * @param configured the names that have settings under {@code ws.endpoints}
     * @throws InvalidWsEndpointsException when anything is wrong with any of them; names all that is
     */
    public List<Endpoint> scan(Set<String> configured) {
        Problems problems = new Problems();
        MessageFormats formats = new MessageFormats(json, new Codecs(beans, problems), validator, typeProperties);
        ParameterSources sources = new ParameterSources(conversions(), this::resolve, resolvers);
        EndpointReader reader = new EndpointReader(formats, advices(problems), sources, problems);
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (String beanName : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = type(beanName);
            WsEndpoint annotation = type == null ? null : annotation(type);
            if (type != null && annotation != null) {
                names.add(reader.name(type, annotation));
                Endpoint endpoint = read(reader, beanName, type, annotation, problems);
                if (endpoint != null) {
                    endpoints.add(endpoint);
                }
            }
        }
        RegistrationReader registrations = new RegistrationReader(formats, reader, this::resolve, problems);
        beans.getBeansOfType(WsEndpointRegistration.class).forEach((beanName, registration) -> {
            names.add(registrations.name(beanName, registration.content()));
            Endpoint endpoint = registrations.read(beanName, registration.content());
            if (endpoint != null) {
                endpoints.add(endpoint);
            }
        });
        reportDuplicates(endpoints, problems);
        if (!names.isEmpty()) {
            reportUnknown(configured, names, problems);
        }
        problems.throwIfAny();
        List<WsInterceptor> interceptors =
                beans.getBeanProvider(WsInterceptor.class).orderedStream().toList();
        return endpoints.stream()
                .map(endpoint -> endpoint.intercepted(interceptors))
                .toList();
    }

    /** The advices in their order. */
    private List<Advice> advices(Problems problems) {
        List<Advice> advices = new ArrayList<>();
        for (String beanName : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = type(beanName);
            WsAdvice annotation = type == null ? null : Advice.annotation(type);
            if (type != null && annotation != null) {
                advices.add(Advice.of(type, beans.getBean(beanName), annotation, problems));
            }
        }
        advices.sort(Comparator.comparing(Advice::bean, AnnotationAwareOrderComparator.INSTANCE));
        return advices;
    }

    private @Nullable Endpoint read(
            EndpointReader reader, String beanName, Class<?> type, WsEndpoint annotation, Problems problems) {
        if (!beans.isSingleton(beanName)) {
            problems.add(
                    type,
                    null,
                    "the bean \"" + beanName + "\" is no singleton, but one object serves all sessions",
                    "Remove @Scope, and keep what belongs to one session with WsSession.attach.");
            return null;
        }
        return reader.read(type, beans.getBean(beanName), annotation);
    }

    /** The class that a bean's author wrote; null when it is not known, or the bean is only the target of a scoped proxy. */
    private @Nullable Class<?> type(String beanName) {
        if (ScopedProxyUtils.isScopedTarget(beanName)) {
            return null;
        }
        Object bean = beans.getSingleton(beanName);
        if (bean != null && !(bean instanceof FactoryBean)) {
            return AopProxyUtils.ultimateTargetClass(bean);
        }
        return AutoProxyUtils.determineTargetClass(beans, beanName);
    }

    private ConversionService conversions() {
        ConversionService own = beans.getConversionService();
        return own != null ? own : ApplicationConversionService.getSharedInstance();
    }

    private String resolve(String text) {
        String resolved = beans.resolveEmbeddedValue(text);
        return resolved == null ? "" : resolved;
    }

    private static void reportDuplicates(List<Endpoint> endpoints, Problems problems) {
        Map<String, Endpoint> byPath = new HashMap<>();
        Map<String, Endpoint> byName = new HashMap<>();
        for (Endpoint endpoint : endpoints) {
            // Templates that differ in nothing but the names of their variables match the same paths.
            String shape = endpoint.path().replaceAll("\\{(\\*?)[^/}]*}", "{$1}");
            Endpoint first = byPath.putIfAbsent(shape, endpoint);
            if (first != null) {
                problems.add(
                        endpoint.source(),
                        "the path " + endpoint.path() + " is taken: " + first.source() + " serves " + first.path(),
                        "Give one of them another path.");
            }
            first = byName.putIfAbsent(endpoint.name(), endpoint);
            if (first != null) {
                problems.add(
                        endpoint.source(),
                        "the name \"" + endpoint.name() + "\" is taken by " + first.source(),
                        "Name one of them, as in @WsEndpoint(path = \"" + endpoint.path() + "\", name = \"...\").");
            }
        }
    }

    private static void reportUnknown(Set<String> configured, Set<String> known, Problems problems) {
        for (String name : new TreeSet<>(configured)) {
            if (known.stream().noneMatch(one -> EndpointNames.isSame(one, name))) {
                problems.add(
                        "ws.endpoints." + name,
                        "there is no endpoint of this name",
                        "Use one of the names that there are: " + String.join(", ", known) + ".");
            }
        }
    }
}
