package dev.wsboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;

import dev.wsboot.OnClose;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;

/** What Spring's processing ahead of time tells a native image of an application with endpoints. */
class NativeHintsTest {

    sealed interface Shape {

        record Circle(Point centre) implements Shape {}

        sealed interface Polygon extends Shape {}
    }

    record Triangle(List<Point> corners) implements Shape.Polygon {}

    record Point(int x, int y) {}

    record Drawing(Map<String, Layer> layers) {}

    record Layer(Shape shape) {}

    record Order(List<Line> lines) {}

    record Line(String article) {}

    record Receipt(long number) {}

    record Welcome(String text) {}

    record Page<T>(List<T> items) {}

    static final class Settings {

        private Colour colour = new Colour();

        public Colour getColour() {
            return colour;
        }

        public void setColour(Colour colour) {
            this.colour = colour;
        }
    }

    static final class Colour {

        private String name = "";

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    @WsEndpoint("/drawing/{name}")
    static class DrawingEndpoint {

        @OnOpen
        CompletionStage<Page<Welcome>> open(WsSession session, @PathParam String name) {
            throw new AssertionError("no session is opened here");
        }

        @OnMessage
        List<Settings> draw(Drawing drawing, WsSession session) {
            throw new AssertionError("no message is sent here");
        }

        @OnError
        void broken(IOException error) {}

        @OnClose
        void close(WsSession session) {}

        void unrelated() {}
    }

    abstract static class Answering<Q, A> {

        @OnMessage
        A answer(Q question) {
            throw new AssertionError("no message is sent here");
        }
    }

    @WsEndpoint("/orders")
    static class OrderEndpoint extends Answering<List<Order>, Receipt> {}

    interface Tree {

        @OnMessage
        void tree(JsonNode tree);

        void leaf(byte[] leaf);
    }

    @WsEndpoint("/tree")
    static class TreeEndpoint implements Tree {

        @OnOpen
        <T extends Comparable<T>> T boundedByItself() {
            throw new AssertionError("no session is opened here");
        }

        @Override
        public void tree(JsonNode tree) {}

        @Override
        @OnMessage
        public void leaf(byte[] leaf) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        OrderEndpoint orders() {
            return new OrderEndpoint();
        }
    }

    private final RuntimeHints hints = processed(DrawingEndpoint.class, TreeEndpoint.class, Application.class);

    @Test
    void handlerMethodsCanBeInvoked() {
        assertThat(invocation(DrawingEndpoint.class, "open")).accepts(hints);
        assertThat(invocation(DrawingEndpoint.class, "draw")).accepts(hints);
        assertThat(invocation(DrawingEndpoint.class, "broken")).accepts(hints);
        assertThat(invocation(DrawingEndpoint.class, "close")).accepts(hints);
        assertThat(invocation(DrawingEndpoint.class, "unrelated")).rejects(hints);
    }

    @Test
    void handlerMethodsOfSuperclassesAndInterfacesCanBeInvoked() {
        assertThat(invocation(Answering.class, "answer")).accepts(hints);
        assertThat(invocation(TreeEndpoint.class, "tree")).accepts(hints);
        assertThat(invocation(Tree.class, "tree")).accepts(hints);
    }

    @Test
    void methodsThatAProxyOfInterfacesIsCalledByCanBeInvoked() {
        assertThat(invocation(Tree.class, "leaf")).accepts(hints);
    }

    @Test
    void messagesAndAnswersAreBoundWithAllThatIsInThem() {
        for (Class<?> message : List.of(Drawing.class, Layer.class, Welcome.class, Page.class)) {
            assertThat(binding(message)).as(message.getSimpleName()).accepts(hints);
        }
        assertThat(binding(Settings.class)).accepts(hints);
        assertThat(binding(Colour.class)).accepts(hints);
        assertThat(invocation(Settings.class, "setColour")).accepts(hints);
        assertThat(invocation(Layer.class, "shape")).accepts(hints);
    }

    @Test
    void whatSealedTypesPermitIsBoundAtAnyDepth() {
        for (Class<?> shape : List.of(Shape.class, Shape.Polygon.class)) {
            assertThat(reflection().onType(shape)).as(shape.getSimpleName()).accepts(hints);
        }
        for (Class<?> shape : List.of(Shape.Circle.class, Triangle.class, Point.class)) {
            assertThat(binding(shape)).as(shape.getSimpleName()).accepts(hints);
        }
    }

    @Test
    void typeVariablesOfSuperclassesAreResolved() {
        for (Class<?> message : List.of(Order.class, Line.class, Receipt.class)) {
            assertThat(binding(message)).as(message.getSimpleName()).accepts(hints);
        }
    }

    @Test
    void whatIsNoMessageIsNotBound() {
        for (Class<?> other : List.of(WsSession.class, IOException.class, JsonNode.class)) {
            assertThat(hints.reflection().typeHints().map(TypeHint::getType)).doesNotContain(TypeReference.of(other));
        }
    }

    @Test
    void propertiesCanBeBoundDownToThoseOfOneEndpoint() {
        assertThat(invocation(WsProperties.class, "setPort")).accepts(hints);
        assertThat(invocation(WsProperties.Handler.class, "setMaxThreads")).accepts(hints);
        assertThat(invocation(WsEndpointProperties.class, "getInbound")).accepts(hints);
        assertThat(invocation(WsEndpointProperties.Inbound.class, "setMaxMessageSize"))
                .accepts(hints);
    }

    @Test
    void annotationsOfMethodsAndBeansAreReflective() throws IOException, ClassNotFoundException {
        Resource[] classes = new PathMatchingResourcePatternResolver().getResources("classpath*:dev/wsboot/*.class");
        List<String> forgotten = Arrays.stream(classes)
                .map(Resource::getFilename)
                .map(file -> file.substring(0, file.length() - ".class".length()))
                .filter(name -> name.startsWith("On") || name.equals("WsEndpoint") || name.equals("WsAdvice"))
                .map(name -> ClassUtils.resolveClassName("dev.wsboot." + name, null))
                .filter(type -> !AnnotatedElementUtils.hasAnnotation(type, Reflective.class))
                .map(Class::getSimpleName)
                .toList();

        assertThat(classes).isNotEmpty();
        assertThat(forgotten).isEmpty();
    }

    private static Predicate<RuntimeHints> invocation(Class<?> type, String name) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(name) && !each.isBridge())
                .findFirst()
                .orElseThrow();
        return reflection().onMethodInvocation(method);
    }

    /** Whether objects of the class can be made, and their fields read. */
    private static Predicate<RuntimeHints> binding(Class<?> type) {
        return reflection()
                .onType(type)
                .withMemberCategories(
                        MemberCategory.ACCESS_DECLARED_FIELDS, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
    }

    private static RuntimeHints processed(Class<?>... application) {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(NativeHintsTest.class)), new InMemoryGeneratedFiles());
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(
                    WsAutoConfiguration.class, TaskExecutionAutoConfiguration.class, JacksonAutoConfiguration.class);
            context.register(application);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        return generation.getRuntimeHints();
    }
}
