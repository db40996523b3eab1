package dev.wsboot.test;

import dev.wsboot.autoconfigure.WsAutoConfiguration;
import dev.wsboot.autoconfigure.WsServerStarter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration Auto-configuration} for a WebSocket server that opens no
 * port, in tests that ask for it with {@code ws.test.in-memory=true}.
 */
@AutoConfiguration(before = WsAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = InMemoryWsAutoConfiguration.PROPERTY)
public final class InMemoryWsAutoConfiguration {

    static final String PROPERTY = "ws.test.in-memory";

    @Bean
    @ConditionalOnMissingBean(WsServerStarter.class)
    InMemoryWs inMemoryWs() {
        return new InMemoryWs();
    }
}
