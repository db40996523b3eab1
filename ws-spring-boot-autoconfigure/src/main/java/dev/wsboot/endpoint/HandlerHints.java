package dev.wsboot.endpoint;

import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a native image must know of a bean with handler methods, beyond that they are called by reflection, which their
 * annotations tell ({@link Reflective}): the types of their messages, which are read from JSON and written to it by reflection.
 *
 * <p>Used while the application is built, for every bean with a method of any {@link HandlerKind}.
 */
final class HandlerHints implements BeanRegistrationAotProcessor {

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
        Set<Method> methods = MethodIntrospector.selectMethods(type, HandlerKind::isHandler);
        return methods.isEmpty()
                ? null
                : (context, code) ->
                        register(type, methods, context.getRuntimeHints().reflection());
    }

    private static void register(Class<?> type, Set<Method> methods, ReflectionHints hints) {
        MessageTypes messages = new MessageTypes();
        for (Method method : methods) {
            // The one that is called when the bean is a proxy of its interfaces.
            hints.registerMethod(ClassUtils.getInterfaceMethodIfPossible(method, type), ExecutableMode.INVOKE);
            messages.add(ResolvableType.forMethodReturnType(method, type));
            for (int i = 0; i < method.getParameterCount(); i++) {
                messages.add(ResolvableType.forMethodParameter(method, i, type));
            }
        }
        messages.register(hints);
    }
}
