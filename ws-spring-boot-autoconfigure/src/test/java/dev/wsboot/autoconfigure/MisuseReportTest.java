package dev.wsboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import javax.tools.ToolProvider;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.PathVariable;

/** The report of mistakes in endpoints: each is named by class and method, with what to write instead. */
class MisuseReportTest {

    private static final String HERE = MisuseReportTest.class.getName() + "$";

    private final ApplicationContextRunner runner = Contexts.runner();

    private static FailureAnalysis report(ApplicationContextRunner runner) {
        return Analyses.ofStart(runner);
    }

    private void assertReported(Class<?> endpoint, String method, String what, String action) {
        Analyses.assertReported(runner, endpoint, method, what, action);
    }

    @WsEndpoint("/unknown/{id}")
    static class UnknownVariableEndpoint {

        @OnMessage
        void text(String message, @PathParam String room) {}
    }

    @Test
    void unknownPathVariable() {
        assertReported(
                UnknownVariableEndpoint.class,
                ".text(String, String)",
                "parameter \"room\" of type String asks for the path variable \"room\", which the path does not have, only [id]",
                "Write {room} into the path of @WsEndpoint");
    }

    @WsEndpoint("/convert/{id}")
    static class UnconvertibleEndpoint {

        @OnOpen
        void open(@PathParam Runnable id) {}
    }

    @Test
    void pathVariableOfATypeWithoutAConverter() {
        assertReported(
                UnconvertibleEndpoint.class,
                ".open(Runnable)",
                "parameter \"id\" of type Runnable is of a type that a text cannot be converted to",
                "Converter<String, Runnable>");
    }

    @WsEndpoint("/twice")
    static class TwoOpensEndpoint {

        @OnOpen
        void first() {}

        @OnOpen
        void second() {}
    }

    @Test
    void twoMethodsForOpening() {
        assertReported(
                TwoOpensEndpoint.class,
                ".second()",
                "is a second method with @OnOpen, beside first",
                "Make one method");
    }

    @WsEndpoint("/errors")
    static class TwoErrorsEndpoint {

        @OnMessage
        void text(String message) {}

        @OnError
        void first(IllegalStateException error) {}

        @OnError
        void second(IllegalStateException error) {}
    }

    @Test
    void twoMethodsForOneError() {
        assertReported(
                TwoErrorsEndpoint.class,
                ".second(IllegalStateException)",
                "second method with @OnError for IllegalStateException, beside first",
                "more specific type");
    }

    @WsEndpoint("/{a}/same")
    static class SameEndpoint {

        @OnMessage
        void text(String message) {}
    }

    @WsEndpoint(path = "/{b}/same", name = "other")
    static class SamePathEndpoint extends SameEndpoint {}

    @Test
    void pathThatIsTaken() {
        FailureAnalysis report = report(runner.withBean(SameEndpoint.class).withBean(SamePathEndpoint.class));
        assertThat(report.getDescription())
                .contains("the path /{b}/same is taken: " + HERE + "SameEndpoint serves /{a}/same");
    }

    @WsEndpoint("/malformed/{")
    static class MalformedEndpoint {

        @OnMessage
        void text(String message) {}
    }

    @Test
    void malformedPath() {
        assertReported(MalformedEndpoint.class, "", "/malformed/{", "Write a path as /chat/{room}");
    }

    @WsEndpoint("/return")
    static class StageEndpoint {

        @OnMessage
        CompletableFuture<String> text(String message) {
            return CompletableFuture.completedFuture(message);
        }
    }

    @Test
    void asynchronousReturnType() {
        assertReported(
                StageEndpoint.class,
                ".text(String)",
                "the return type CompletableFuture is not supported",
                "Return the value itself: a handler method may block");
    }

    @WsEndpoint("/return")
    static class PublisherEndpoint {

        @OnMessage
        Flow.Publisher<String> text(String message) {
            return subscriber -> {};
        }
    }

    @Test
    void publisherAsReturnType() {
        assertReported(
                PublisherEndpoint.class,
                ".text(String)",
                "the return type Publisher is not supported",
                "WsSession.send");
    }

    @WsEndpoint("/return")
    static class ClosingEndpoint {

        @OnClose
        String close(CloseStatus status) {
            return "bye";
        }
    }

    @Test
    void returnValueOfTheCloseMethod() {
        assertReported(ClosingEndpoint.class, ".close(CloseStatus)", "nobody left to send it to", "Let it return void");
    }

    @WsEndpoint("/jakarta")
    static class JakartaEndpoint {

        @jakarta.websocket.OnMessage
        public void text(String message) {}
    }

    @Test
    void annotationsOfJakartaWebSocket() {
        FailureAnalysis report = report(runner.withBean(JakartaEndpoint.class));
        assertThat(report.getDescription()).contains("@jakarta.websocket.OnMessage has no effect on a @WsEndpoint");
        assertThat(report.getAction()).contains("Import dev.wsboot.OnMessage instead.");
    }

    @WsEndpoint("/mvc/{room}")
    static class MvcEndpoint {

        @OnMessage
        void text(String message, @PathVariable String room) {}
    }

    @Test
    void annotationOfSpringMvc() {
        FailureAnalysis report = report(runner.withBean(MvcEndpoint.class));
        assertThat(report.getDescription())
                .contains("@org.springframework.web.bind.annotation.PathVariable has no effect")
                .contains(
                        "parameter \"message\" of type String and parameter \"room\" of type String both ask for the message");
        assertThat(report.getAction()).contains("Import dev.wsboot.PathParam instead.");
    }

    @WsEndpoint("/none")
    static class NoMethodEndpoint {

        public void text(String message) {}
    }

    @Test
    void endpointWithoutAMethod() {
        assertReported(
                NoMethodEndpoint.class, "", "the endpoint has no handler method", "Add a method with @OnMessage");
    }

    @WsEndpoint("/nomessage")
    static class NoMessageEndpoint {

        @OnMessage
        void text(WsSession session) {}
    }

    @Test
    void messageMethodWithoutTheMessage() {
        assertReported(
                NoMessageEndpoint.class,
                ".text(WsSession)",
                "no parameter takes the message",
                "String, byte[], ByteBuffer");
    }

    @WsEndpoint("/noerror")
    static class NoErrorEndpoint {

        @OnMessage
        void text(String message) {}

        @OnError
        void error(WsSession session) {}
    }

    @Test
    void errorMethodWithoutTheError() {
        assertReported(NoErrorEndpoint.class, ".error(WsSession)", "no parameter takes the error", "Throwable for all");
    }

    @WsEndpoint("/unsupported")
    static class UnsupportedEndpoint {

        @OnMessage
        void text(InputStream message) {}

        @OnMessage
        void late(String message, Handshake handshake) {}

        @OnOpen
        void open(Optional<String> what) {}
    }

    @Test
    void allMistakesOfAllEndpointsAreInOneReport() {
        FailureAnalysis report = report(runner.withBean(UnsupportedEndpoint.class)
                .withBean(StageEndpoint.class)
                .withBean(NoMethodEndpoint.class));
        assertThat(report.getDescription())
                .startsWith("There are 5 mistakes in the WebSocket endpoints:")
                .contains("UnsupportedEndpoint.text(InputStream)")
                .contains("parameter \"handshake\" of type Handshake is not supported in a method with @OnMessage")
                .contains("UnsupportedEndpoint.open(Optional)")
                .contains("StageEndpoint.text(String)")
                .contains("NoMethodEndpoint");
        assertThat(report.getAction())
                .contains("A message is handed over whole")
                .contains("keep there what is needed later, with WsSession.attach");
    }

    @WsEndpoint("/scope")
    static class ScopedEndpoint {

        @OnMessage
        void text(String message) {}
    }

    @Test
    void prototypeBean() {
        FailureAnalysis report = report(runner.withInitializer(context -> {
            RootBeanDefinition definition = new RootBeanDefinition(ScopedEndpoint.class);
            definition.setScope(BeanDefinition.SCOPE_PROTOTYPE);
            ((GenericApplicationContext) context).registerBeanDefinition("many", definition);
        }));
        assertThat(report.getDescription())
                .contains("the bean \"many\" is no singleton, but one object serves all sessions");
        assertThat(report.getAction()).contains("Remove @Scope");
    }

    interface Marker {}

    @WsEndpoint("/proxied")
    static class ProxiedEndpoint implements Marker {

        @OnMessage
        @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the mistake that is meant
        private void hidden(String message) {}
    }

    private static Object proxied(boolean ofClass) {
        ProxyFactory factory = new ProxyFactory(new ProxiedEndpoint());
        factory.setProxyTargetClass(ofClass);
        factory.addAdvice((MethodInterceptor) invocation -> invocation.proceed());
        return factory.getProxy();
    }

    @Test
    void privateMethodOfAProxiedBean() {
        FailureAnalysis report = report(runner.withBean("proxied", Object.class, () -> proxied(true)));
        assertThat(report.getDescription())
                .contains(HERE + "ProxiedEndpoint.hidden(String)")
                .contains("a method with @OnMessage is private, but the bean is a proxy");
        assertThat(report.getAction()).contains("Make it package-private, protected or public");
    }

    @Test
    void methodInNoInterfaceOfAProxiedBean() {
        FailureAnalysis report = report(runner.withBean("proxied", Object.class, () -> proxied(false)));
        assertThat(report.getDescription())
                .contains("is in no interface, but the bean is a proxy of its interfaces only");
        assertThat(report.getAction()).contains("spring.aop.proxy-target-class=true");
    }

    @WsEndpoint("/static")
    static class StaticEndpoint {

        @OnMessage
        static void text(String message) {}
    }

    @Test
    void staticMethod() {
        assertReported(
                StaticEndpoint.class,
                ".text(String)",
                "a method with @OnMessage is static",
                "Make it an instance method");
    }

    @Test
    void settingsOfAnEndpointThatDoesNotExist() {
        FailureAnalysis report = report(runner.withBean(ScopedEndpoint.class)
                .withPropertyValues("ws.endpoints.skoped.inbound.max-message-size=1MB"));
        assertThat(report.getDescription())
                .contains("ws.endpoints.skoped")
                .contains("there is no endpoint of this name");
        assertThat(report.getAction()).contains("Use one of the names that there are: scoped.");
    }

    @WsEndpoint(path = "/elsewhere", name = "same")
    static class ElsewhereEndpoint extends SameEndpoint {}

    @Test
    void nameThatIsTaken() {
        FailureAnalysis report = report(runner.withBean(SameEndpoint.class).withBean(ElsewhereEndpoint.class));
        assertThat(report.getDescription()).contains("the name \"same\" is taken by " + HERE + "SameEndpoint");
        assertThat(report.getAction()).contains("@WsEndpoint(path = \"/elsewhere\", name = \"...\")");
    }

    @Test
    void parameterWhoseNameWasNotCompiledIn(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("NamelessEndpoint.java"), """
                @dev.wsboot.WsEndpoint("/nameless/{id}")
                public class NamelessEndpoint {

                    @dev.wsboot.OnMessage
                    public void text(String message, @dev.wsboot.PathParam String id) {}
                }
                """);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-g:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(result).isZero();
        URL[] classes = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            assertReported(
                    loader.loadClass("NamelessEndpoint"),
                    ".text(String, String)",
                    "parameter 2 of type String does not say which path variable it takes, and its name was not compiled in",
                    "compile with the option -parameters");
        }
    }
}
