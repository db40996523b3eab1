package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static dev.wsboot.autoconfigure.Contexts.port;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.endpoint.HandlerThreads;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.UserConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** When there is a server, and of which of the application's beans it is made. */
class WsAutoConfigurationTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @WsEndpoint("/thread")
    static class ThreadEndpoint {

        @OnMessage
        String thread(String message) {
            return Thread.currentThread().getName();
        }
    }

    @Test
    void withoutAnEndpointThereIsNoServerAndNoThread() {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getEnvironment().getProperty("local.ws.port")).isNull();
            assertThat(context.getBean(EmbeddedWsServer.class).isRunning()).isFalse();
            assertThat(context.getBean(HandlerThreads.class).size()).isZero();
        });
    }

    @Test
    void disabledServerHasNoBeans() {
        runner.withBean(ThreadEndpoint.class)
                .withPropertyValues("ws.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(EmbeddedWsServer.class)
                        .doesNotHaveBean("wsHandlerExecutor")
                        .doesNotHaveBean(WsProperties.class));
    }

    @Test
    void serverIsThereWithTheContextAndGoesWithIt() {
        int[] port = new int[1];
        runner.withBean(ThreadEndpoint.class).run(context -> {
            port[0] = port(context);
            assertThat(connect(context, "/thread").send("").nextText()).startsWith("ws-handler-");
        });
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port[0]).close());
    }

    @Test
    void contextThatIsStoppedAndStartedServesAgain() {
        runner.withBean(ThreadEndpoint.class).run(context -> {
            context.getSourceApplicationContext().stop();
            assertThat(context.getBean(EmbeddedWsServer.class).isRunning()).isFalse();
            context.getSourceApplicationContext().start();
            assertThat(connect(context, "/thread").send("").nextText()).startsWith("ws-handler-");
        });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void handlersRunOnVirtualThreadsWhereTheApplicationHasThem() {
        runner.withBean(VirtualEndpoint.class)
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> {
                    assertThat(connect(context, "/virtual").send("").nextText()).matches("ws-handler-\\d+ true");
                });
    }

    @WsEndpoint("/virtual")
    static class VirtualEndpoint {

        @OnMessage
        String thread(String message) throws ReflectiveOperationException {
            Object virtual = Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
            return Thread.currentThread().getName() + " " + virtual;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnExecutor {

        @Bean(destroyMethod = "shutdown")
        Executor wsHandlerExecutor() {
            return Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
        }
    }

    @Test
    void executorBeanOfTheApplicationRunsTheHandlers() {
        runner.withBean(ThreadEndpoint.class)
                .withConfiguration(UserConfigurations.of(OwnExecutor.class))
                .run(context -> {
                    assertThat(context).doesNotHaveBean(HandlerThreads.class);
                    assertThat(connect(context, "/thread").send("").nextText()).isEqualTo("mine");
                });
    }

    @Test
    void handlersExecutorDoesNotTakeThePlaceOfTheApplicationsOwn() {
        runner.withBean(ThreadEndpoint.class)
                .withBean(NeedsExecutor.class)
                .run(context -> assertThat(context.getBean(NeedsExecutor.class).executor())
                        .isSameAs(context.getBean("applicationTaskExecutor")));
    }

    record NeedsExecutor(Executor executor) {}

    record Named(String firstName) {}

    @WsEndpoint("/named")
    static class NamedEndpoint {

        @OnMessage
        Named named(Named named) {
            return named;
        }
    }

    @Test
    void jsonIsReadAndWrittenByTheMapperOfTheApplication() {
        runner.withBean(NamedEndpoint.class)
                .withBean(
                        JsonMapper.class,
                        () -> JsonMapper.builder()
                                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                                .build())
                .run(context -> assertThat(connect(context, "/named")
                                .send("{\"first_name\":\"Ada\"}")
                                .nextText())
                        .isEqualTo("{\"first_name\":\"Ada\"}"));
    }

    @Test
    void endpointsOfTextAndBytesNeedNoJackson() {
        new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader("tools.jackson", "jakarta.validation"))
                .withPropertyValues("ws.port=0", "ws.address=127.0.0.1")
                .withConfiguration(AutoConfigurations.of(WsAutoConfiguration.class))
                .withBean(ThreadEndpoint.class)
                .run(context -> assertThat(connect(context, "/thread").send("").nextText())
                        .startsWith("ws-handler-"));
    }

    @Test
    void lazyInitializationDoesNotHideEndpoints() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withBean(ThreadEndpoint.class)
                .run(context -> assertThat(connect(context, "/thread").send("").nextText())
                        .startsWith("ws-handler-"));
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyMethod {

        @Bean
        @Lazy
        ThreadEndpoint threads() {
            return new ThreadEndpoint();
        }
    }

    @Test
    void lazyBeanOfAMethodIsAnEndpoint() {
        runner.withConfiguration(UserConfigurations.of(LazyMethod.class))
                .run(context -> assertThat(connect(context, "/thread").send("").nextText())
                        .startsWith("ws-handler-"));
    }

    interface Greeting {

        @OnMessage
        String greet(String name);
    }

    @WsEndpoint("/greeting")
    static class GreetingEndpoint implements Greeting {

        private final String greeting = "Hello ";

        @Override
        public String greet(String name) {
            return greeting + name;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Advice {

        @Bean
        static NameMatchMethodPointcutAdvisor loud() {
            NameMatchMethodPointcutAdvisor advisor =
                    new NameMatchMethodPointcutAdvisor((MethodInterceptor) invocation -> invocation.proceed() + "!");
            advisor.addMethodName("greet");
            return advisor;
        }

        @Bean
        Greeting greeting() {
            return new GreetingEndpoint();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ClassProxies {

        @Bean
        static DefaultAdvisorAutoProxyCreator proxies() {
            DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
            creator.setProxyTargetClass(true);
            return creator;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class InterfaceProxies {

        @Bean
        static DefaultAdvisorAutoProxyCreator proxies() {
            return new DefaultAdvisorAutoProxyCreator();
        }
    }

    @Test
    void adviceOfAClassProxyIsCalled() {
        runner.withConfiguration(UserConfigurations.of(Advice.class, ClassProxies.class))
                .run(context -> assertThat(
                                connect(context, "/greeting").send("Ada").nextText())
                        .isEqualTo("Hello Ada!"));
    }

    @Test
    void adviceOfAnInterfaceProxyIsCalled() {
        runner.withConfiguration(UserConfigurations.of(Advice.class, InterfaceProxies.class))
                .run(context -> assertThat(
                                connect(context, "/greeting").send("Ada").nextText())
                        .isEqualTo("Hello Ada!"));
    }

    @WsEndpoint(path = "${test.path}", name = "named")
    static class PlaceholderEndpoint {

        @OnMessage
        String echo(String message) {
            return message;
        }
    }

    @Test
    void pathMayHavePlaceholdersAndAPrefix() {
        runner.withBean(PlaceholderEndpoint.class)
                .withPropertyValues("test.path=/x", "ws.path-prefix=/ws")
                .run(context -> assertThat(connect(context, "/ws/x").send("hi").nextText())
                        .isEqualTo("hi"));
    }

    @Test
    void settingsOfOneEndpointPrecedeThoseOfAll() {
        runner.withBean(PlaceholderEndpoint.class)
                .withBean(ThreadEndpoint.class)
                .withPropertyValues(
                        "test.path=/x",
                        "ws.inbound.max-message-size=10B",
                        "ws.endpoints.named.inbound.max-message-size=20B")
                .run(context -> {
                    assertThat(connect(context, "/x").send("0123456789ab").nextText())
                            .hasSize(12);
                    assertThat(connect(context, "/thread")
                                    .send("0123456789ab")
                                    .awaitClosed()
                                    .code())
                            .isEqualTo(1009);
                });
    }
}
