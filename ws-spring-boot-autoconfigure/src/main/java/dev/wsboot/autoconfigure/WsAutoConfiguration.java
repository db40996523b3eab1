package dev.wsboot.autoconfigure;

import dev.wsboot.Execution;
import dev.wsboot.WsArgumentResolver;
import dev.wsboot.WsServerCustomizer;
import dev.wsboot.WsSessions;
import dev.wsboot.WsTemplate;
import dev.wsboot.core.WsServer;
import dev.wsboot.endpoint.EndpointScanner;
import dev.wsboot.endpoint.HandlerThreads;
import dev.wsboot.endpoint.Handling;
import dev.wsboot.endpoint.JacksonCodec;
import dev.wsboot.endpoint.JakartaPayloadValidator;
import dev.wsboot.endpoint.JsonCodec;
import dev.wsboot.endpoint.PayloadValidator;
import dev.wsboot.endpoint.PushTemplate;
import jakarta.validation.Validator;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration Auto-configuration} for a WebSocket server on a port
 * of its own. The server is started when there is a {@link dev.wsboot.WsEndpoint} bean.
 */
@AutoConfiguration(
        // Boot's applicationTaskExecutor must not back off because of the executor here.
        after = TaskExecutionAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "ws.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WsProperties.class)
public final class WsAutoConfiguration {

    /** The name of the executor bean that runs handler methods. */
    static final String HANDLER_EXECUTOR = "wsHandlerExecutor";

    @Bean
    static LazyInitializationExcludeFilter wsEndpointLazyInitializationExcludeFilter() {
        return (beanName, definition, beanType) -> beanType != null && EndpointScanner.annotation(beanType) != null;
    }

    @Bean
    Handling wsHandling(@Qualifier(HANDLER_EXECUTOR) Executor executor, WsProperties properties) {
        return new Handling(
                executor,
                execution(properties),
                properties.getHandler().getUnhandledError(),
                Limit.count(
                        "ws.handler.max-concurrent-messages",
                        properties.getHandler().getMaxConcurrentMessages()),
                properties.getHandler().isMdc());
    }

    private static Execution execution(WsProperties properties) {
        Execution execution = properties.getHandler().getExecution();
        Limit.require(
                execution != Execution.CONCURRENT,
                "ws.handler.execution",
                execution,
                "Messages of a session are handled at once only where the code says so: write"
                        + " @WsEndpoint(execution = CONCURRENT) or @OnMessage(execution = CONCURRENT).");
        return execution;
    }

    @Bean
    @ConditionalOnMissingBean
    WsServerStarter wsServerStarter() {
        return WsServer.Builder::start;
    }

    @Bean
    WsServerFactory wsServerFactory(
            WsProperties properties,
            Handling handling,
            WsServerStarter starter,
            ConfigurableEnvironment environment,
            ObjectProvider<WsServerCustomizer> customizers) {
        return new WsServerFactory(properties, handling, starter, environment, customizers::orderedStream);
    }

    @Bean
    EndpointScanner wsEndpointScanner(
            ConfigurableListableBeanFactory beans,
            ObjectProvider<JsonCodec> json,
            ObjectProvider<PayloadValidator> validator,
            ObjectProvider<WsArgumentResolver> resolvers,
            WsProperties properties) {
        return new EndpointScanner(
                beans,
                json.getIfAvailable(),
                validator.getIfAvailable(),
                EndpointSettings.typeProperties(properties),
                resolvers.orderedStream().toList());
    }

    @Bean
    WsSessions wsSessions(Handling handling) {
        return handling.sessions();
    }

    @Bean
    WsTemplate wsTemplate(Handling handling) {
        return new PushTemplate(handling.sessions());
    }

    @Bean(destroyMethod = "stop")
    EmbeddedWsServer wsEmbeddedServer(
            EndpointScanner scanner,
            WsServerFactory factory,
            Handling handling,
            ApplicationEventPublisher publisher,
            WsProperties properties,
            ConfigurableEnvironment environment) {
        return new EmbeddedWsServer(scanner, factory, handling, publisher, properties, environment);
    }

    @Bean
    WsServerStartStopLifecycle wsServerStartStopLifecycle(EmbeddedWsServer server) {
        return new WsServerStartStopLifecycle(server);
    }

    @Bean
    WsServerGracefulShutdownLifecycle wsServerGracefulShutdownLifecycle(EmbeddedWsServer server) {
        return new WsServerGracefulShutdownLifecycle(server);
    }

    // Neither executor is a candidate for injection by type: an application's own executor stays the only one.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(name = HANDLER_EXECUTOR)
    static class HandlerExecutorConfiguration {

        @Bean(name = HANDLER_EXECUTOR, defaultCandidate = false)
        @ConditionalOnThreading(Threading.PLATFORM)
        HandlerThreads wsHandlerThreads(WsProperties properties) {
            int max = properties.getHandler().getMaxThreads();
            return HandlerThreads.platform(Limit.count("ws.handler.max-threads", max));
        }

        @Bean(name = HANDLER_EXECUTOR, defaultCandidate = false)
        @ConditionalOnThreading(Threading.VIRTUAL)
        HandlerThreads wsHandlerVirtualThreads() {
            return HandlerThreads.virtual(new VirtualThreadTaskExecutor("ws-handler-").getVirtualThreadFactory());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JsonMapper.class)
    static class JacksonConfiguration {

        @Bean
        @ConditionalOnMissingBean(JsonCodec.class)
        @ConditionalOnSingleCandidate(JsonMapper.class)
        JacksonCodec wsJacksonCodec(JsonMapper mapper) {
            return new JacksonCodec(mapper);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Validator.class)
    static class ValidationConfiguration {

        @Bean
        @ConditionalOnMissingBean(PayloadValidator.class)
        @ConditionalOnSingleCandidate(Validator.class)
        JakartaPayloadValidator wsPayloadValidator(Validator validator) {
            return new JakartaPayloadValidator(validator);
        }
    }
}
