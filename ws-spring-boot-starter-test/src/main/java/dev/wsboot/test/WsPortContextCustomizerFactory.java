package dev.wsboot.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Treats the WebSocket server of a {@link SpringBootTest} as that treats the web server. */
final class WsPortContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        SpringBootTest annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, SpringBootTest.class);
        return annotation == null || annotation.webEnvironment() == WebEnvironment.DEFINED_PORT
                ? null
                : new WsPortContextCustomizer(annotation.webEnvironment() == WebEnvironment.RANDOM_PORT);
    }
}
