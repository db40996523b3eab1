package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnClose;
import dev.wsboot.OnHandshake;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.QueryParam;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.HandshakeDecision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.EnableAspectJAutoProxy;
import org.springframework.context.annotation.Lazy;

/** The shapes that an endpoint's bean and its class may have. */
class EndpointShapesTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    /** Stands for {@code @Transactional} and any other aspect. */
    @Aspect
    static class Aloud {

        static final BlockingQueue<String> HEARD = new LinkedBlockingQueue<>();

        @Around("execution(* dev.wsboot.autoconfigure.EndpointShapesTest.*Endpoint.*(..))")
        Object aloud(ProceedingJoinPoint call) throws Throwable {
            HEARD.add(call.getSignature().getName());
            Object result = call.proceed();
            return result instanceof String text ? text + "!" : result;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAspectJAutoProxy(proxyTargetClass = true)
    static class ClassProxies {

        @Bean
        Aloud aloud() {
            return new Aloud();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAspectJAutoProxy
    static class InterfaceProxies {

        @Bean
        Aloud aloud() {
            return new Aloud();
        }
    }

    @WsEndpoint("/aspect/{room}")
    static class AspectEndpoint {

        private final List<String> given;

        AspectEndpoint(Optional<List<String>> given) {
            this.given = given.orElse(List.of("made"));
        }

        @OnHandshake
        public HandshakeDecision admit(@PathParam String room) {
            return room.equals("closed") ? HandshakeDecision.reject(403) : HandshakeDecision.accept();
        }

        @OnOpen
        protected String open(@PathParam String room) {
            return given + " " + room;
        }

        @OnMessage
        String say(String message, @PathParam String room) {
            return room + " " + message;
        }

        @OnClose
        void close() {}
    }

    @Test
    void aspectsApplyToAllHandlerMethodsOfAClass() {
        runner.withUserConfiguration(ClassProxies.class)
                .withBean(AspectEndpoint.class)
                .run(context -> {
                    Aloud.HEARD.clear();
                    assertThat(AopUtils.isCglibProxy(context.getBean(AspectEndpoint.class)))
                            .isTrue();
                    Client client = connect(context, "/aspect/lobby");
                    assertThat(client.nextText()).isEqualTo("[made] lobby!");
                    assertThat(client.send("hi").nextText()).isEqualTo("lobby hi!");
                    client.close(1000, "");
                    for (String method : List.of("admit", "open", "say", "close")) {
                        assertThat(Aloud.HEARD.poll(20, TimeUnit.SECONDS)).isEqualTo(method);
                    }
                });
    }

    interface Talk {

        @OnMessage
        String say(String message, @PathParam("room") String where, @QueryParam @Nullable Integer times);
    }

    @WsEndpoint("/talk/{room}")
    static class TalkEndpoint implements Talk {

        @Override
        public String say(String words, String place, @Nullable Integer times) {
            return place + " " + words.repeat(times == null ? 1 : times);
        }
    }

    @Test
    void annotationsMayBeOnTheInterfaceWithoutAnyProxy() {
        runner.withBean(TalkEndpoint.class).run(context -> {
            assertThat(connect(context, "/talk/lobby").send("hi").nextText()).isEqualTo("lobby hi");
            assertThat(connect(context, "/talk/lobby?times=2").send("hi").nextText())
                    .isEqualTo("lobby hihi");
        });
    }

    @Test
    void beanMayBeAProxyOfItsInterfaces() {
        runner.withUserConfiguration(InterfaceProxies.class)
                .withBean(TalkEndpoint.class)
                .run(context -> {
                    assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Talk.class)))
                            .isTrue();
                    assertThat(connect(context, "/talk/lobby").send("hi").nextText())
                            .isEqualTo("lobby hi!");
                });
    }

    @WsEndpoint("/contract")
    interface Contract {

        @OnMessage
        String say(String message);
    }

    static class ContractEndpoint implements Contract {

        @Override
        public String say(String message) {
            return "said " + message;
        }
    }

    @Test
    void evenTheEndpointsOwnAnnotationMayBeThere() {
        runner.withBean(ContractEndpoint.class)
                .run(context -> assertThat(
                                connect(context, "/contract").send("hi").nextText())
                        .isEqualTo("said hi"));
    }

    record Order(String item, int count) {}

    record Receipt(String item) {}

    abstract static class Base<T, R> {

        @OnMessage
        R on(T message, WsSession session) {
            return answer(message);
        }

        abstract R answer(T message);
    }

    @WsEndpoint("/orders")
    static class OrderEndpoint extends Base<Order, CompletionStage<Receipt>> {

        @Override
        CompletionStage<Receipt> answer(Order order) {
            return CompletableFuture.completedFuture(new Receipt(order.count() + " " + order.item()));
        }
    }

    @WsEndpoint("/lists")
    static class ListEndpoint extends Base<List<Order>, List<Receipt>> {

        @Override
        List<Receipt> answer(List<Order> orders) {
            return orders.stream().map(order -> new Receipt(order.item())).toList();
        }
    }

    @Test
    void methodsOfAGenericBaseClassTakeAndReturnWhatTheClassSays() {
        runner.withBean(OrderEndpoint.class).withBean(ListEndpoint.class).run(context -> {
            assertThat(connect(context, "/orders")
                            .send("{\"item\":\"tea\",\"count\":2}")
                            .nextText())
                    .isEqualTo("{\"item\":\"2 tea\"}");
            assertThat(connect(context, "/lists")
                            .send("[{\"item\":\"tea\",\"count\":2}]")
                            .nextText())
                    .isEqualTo("[{\"item\":\"tea\"}]");
        });
    }

    @Lazy
    @WsEndpoint("/lazy")
    static class LazyEndpoint {

        @OnMessage
        String say(String message) {
            return "lazy " + message;
        }
    }

    @Test
    void lazyBeanIsMadeWhenTheServerStarts() {
        runner.withUserConfiguration(LazyEndpoint.class)
                .withPropertyValues("spring.main.lazy-initialization=true")
                .run(context -> assertThat(connect(context, "/lazy").send("hi").nextText())
                        .isEqualTo("lazy hi"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        ContractEndpoint contractEndpoint() {
            return new ContractEndpoint();
        }

        @Bean
        Talk talk() {
            return new TalkEndpoint();
        }

        @Bean
        @Lazy
        LazyEndpoint lazyEndpoint() {
            return new LazyEndpoint();
        }
    }

    @Test
    void beansMayComeOfMethods() {
        runner.withUserConfiguration(Beans.class).run(context -> {
            assertThat(connect(context, "/contract").send("hi").nextText()).isEqualTo("said hi");
            assertThat(connect(context, "/talk/lobby").send("hi").nextText()).isEqualTo("lobby hi");
            assertThat(connect(context, "/lazy").send("hi").nextText()).isEqualTo("lazy hi");
        });
    }
}
