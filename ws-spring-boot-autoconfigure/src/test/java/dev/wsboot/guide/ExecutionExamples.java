package dev.wsboot.guide;

import dev.wsboot.Execution;
import dev.wsboot.OnHandshake;
import dev.wsboot.OnMessage;
import dev.wsboot.QueryParam;
import dev.wsboot.WsEndpoint;
import dev.wsboot.guide.TenantConfiguration.Tenant;
import io.micrometer.context.ContextRegistry;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The short pieces of code in the guide. */
final class ExecutionExamples {

    private ExecutionExamples() {}

    @WsEndpoint("/tenant")
    static class TenantEndpoint {

        @OnMessage
        String greet(String greeting, Tenant tenant) {
            return greeting + " " + tenant.name();
        }
    }

    @WsEndpoint(value = "/ticks", execution = Execution.EVENT_LOOP)
    static class TickEndpoint {

        @OnMessage
        String tick(String tick) {
            return tick;
        }
    }

    @WsEndpoint(value = "/search", execution = Execution.CONCURRENT)
    static class SearchEndpoint {

        @OnMessage
        String search(String words) {
            return "found " + words;
        }
    }

    @WsEndpoint("/mixed")
    static class MixedEndpoint {

        @OnMessage(execution = Execution.CONCURRENT)
        String search(String words) {
            return "found " + words;
        }

        @OnMessage
        String store(byte[] picture) {
            return "stored " + picture.length;
        }
    }

    static class Language {

        static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

        static {
            ContextRegistry.getInstance().registerThreadLocalAccessor("language", CURRENT);
        }
    }

    @WsEndpoint("/languages")
    static class LanguageEndpoint {

        @OnHandshake
        void admit(@QueryParam(defaultValue = "en") String language) {
            Language.CURRENT.set(language);
        }

        @OnMessage
        String say(String message) {
            return Language.CURRENT.get() + ": " + message;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ExecutorConfiguration {

        @Bean(defaultCandidate = false, destroyMethod = "shutdown")
        Executor wsHandlerExecutor() {
            return Executors.newFixedThreadPool(50);
        }
    }
}
