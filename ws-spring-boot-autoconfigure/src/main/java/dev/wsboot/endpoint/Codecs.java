package dev.wsboot.endpoint;

import dev.wsboot.core.WsCodec;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** The {@link WsCodec} beans of the application, found by the classes that annotations name. */
final class Codecs {

    private final ListableBeanFactory beans;
    private final Problems problems;

    Codecs(ListableBeanFactory beans, Problems problems) {
        this.beans = beans;
        this.problems = problems;
    }

    /**
     * The codec that an annotation names; null when it names none, or, which is reported, none that there is.
     *
     * @param type the class of the endpoint
     * @param method the method with the annotation, null when it is on the class
     */
    @Nullable
    CodecFormat find(Class<?> type, @Nullable Method method, Class<? extends WsCodec> codec) {
        if (codec == WsCodec.class) {
            return null;
        }
        WsCodec found = beans.getBeanProvider(codec).getIfUnique();
        if (found != null) {
            return new CodecFormat(found);
        }
        String[] names = beans.getBeanNamesForType(codec);
        if (names.length == 0) {
            problems.add(
                    type,
                    method,
                    "the codec " + codec.getSimpleName() + " is no bean",
                    "Annotate " + codec.getName() + " with @Component, or return one from a @Bean method.");
        } else {
            problems.add(
                    type,
                    method,
                    "there are several beans of the codec " + codec.getSimpleName() + ": " + Arrays.toString(names),
                    "Name the class of one of them, or make one @Primary.");
        }
        return null;
    }
}
