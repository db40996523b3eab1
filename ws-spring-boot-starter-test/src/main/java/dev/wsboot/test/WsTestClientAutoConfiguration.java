package dev.wsboot.test;

import dev.wsboot.core.testing.InMemoryServer;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration Auto-configuration} for clients of the WebSocket server
 * of the application under test.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBooleanProperty(name = "ws.enabled", matchIfMissing = true)
public final class WsTestClientAutoConfiguration {

    @Bean
    static HandlerActivity wsTestHandlerActivity() {
        return new HandlerActivity();
    }

    @Bean
    OpenClients wsTestOpenClients() {
        return new OpenClients();
    }

    @Bean
    @ConditionalOnMissingBean
    WsTestClient.Builder wsTestClientBuilder(
            Environment environment,
            ObjectProvider<InMemoryWs> inMemory,
            ObjectProvider<JsonMapper> json,
            HandlerActivity activity,
            OpenClients openClients) {
        return new WsTestClient.Builder(
                () -> destination(environment, inMemory.getIfAvailable()),
                new WsTestClient.Settings(
                        WsTestClient.Settings.DEFAULTS.patience(),
                        () -> json.getIfAvailable(JsonMapper::shared),
                        activity),
                openClients::add);
    }

    private static Destination destination(Environment environment, @Nullable InMemoryWs inMemory) {
        InMemoryServer server = inMemory == null ? null : inMemory.server();
        if (server != null) {
            return Destination.of(server);
        }
        String port = environment.getProperty("local.ws.port");
        if (port == null) {
            throw new IllegalStateException(
                    "no WebSocket server runs in this test: it is started when there is a bean with @WsEndpoint");
        }
        return Destination.of(URI.create("ws://localhost:" + port));
    }
}
