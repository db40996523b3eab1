package dev.wsboot.test;

import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * Gives the application a random port where a test wants one of its web server, and none where it has no web server on a port.
 * What the test itself says of {@code ws.port} comes first: then the server has that port.
 *
 * @param randomPort whether the server has a port
 */
record WsPortContextCustomizer(boolean randomPort) implements ContextCustomizer {

    private static final String PORT = "ws.port";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration config) {
        boolean saidByTheTest = TestPropertySourceUtils.convertInlinedPropertiesToMap(
                        config.getPropertySourceProperties())
                .containsKey(PORT);
        ConfigurableEnvironment environment = context.getEnvironment();
        if (!saidByTheTest && !"0".equals(environment.getProperty(PORT))) {
            Map<String, Object> wanted =
                    randomPort ? Map.of(PORT, 0) : Map.of(InMemoryWsAutoConfiguration.PROPERTY, true);
            environment.getPropertySources().addFirst(new MapPropertySource("ws.test", wanted));
        }
    }
}
