package dev.wsboot.test;

import dev.wsboot.WsEndpoint;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Leaves out of the component scan what is not for {@link WsTest}. The {@code .includes} file names what else is. */
final class WsTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<WsTest> {

    private final Set<Class<?>> endpoints;

    WsTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
        this.endpoints =
                Set.of(getAnnotation().getValue("endpoints", Class[].class).orElse(new Class<?>[0]));
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return endpoints.isEmpty() ? Set.of(WsEndpoint.class) : Set.of();
    }

    @Override
    protected Set<Class<?>> getComponentIncludes() {
        return endpoints;
    }
}
