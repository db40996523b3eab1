package dev.wsboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsType;
import dev.wsboot.core.WsCodec;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;

/** The report of what is wrong with the methods for messages taken together. */
class RoutingMisuseTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    private void assertReported(Class<?> endpoint, String method, String what, String action) {
        Analyses.assertReported(runner, endpoint, method, what, action);
    }

    record Say(String text) {}

    record Leave() {}

    @WsEndpoint("/two")
    static class OneTypeEndpoint {

        @OnMessage
        void first(Say say) {}

        @OnMessage
        void second(Say say) {}
    }

    @Test
    void twoMethodsForOneType() {
        assertReported(
                OneTypeEndpoint.class,
                ".second(Say)",
                "is a second method for Say, beside first",
                "Make one method of both.");
    }

    sealed interface Command {}

    record Go() implements Command {}

    record Halt() implements Command {}

    @WsEndpoint("/sealed")
    static class SealedAndOneEndpoint {

        @OnMessage
        void all(Command command) {}

        @OnMessage
        void halt(Halt halt) {}
    }

    @Test
    void methodForOneOfTheTypesOfASealedOne() {
        assertReported(
                SealedAndOneEndpoint.class,
                ".halt(Halt)",
                "is a second method for Halt, beside all",
                "Make one method of both.");
    }

    @WsType("say")
    record Speak() {}

    @WsEndpoint("/names")
    static class OneNameEndpoint {

        @OnMessage
        void say(Say say) {}

        @OnMessage
        void speak(Speak speak) {}
    }

    @Test
    void twoTypesOfOneName() {
        assertReported(
                OneNameEndpoint.class,
                ".speak(Speak)",
                "the name \"say\" of Speak is also that of Say in say",
                "Give one of them another name, as in @WsType(\"say-2\").");
    }

    @WsType("")
    record Nameless() {}

    @WsEndpoint("/nameless")
    static class NamelessEndpoint {

        @OnMessage
        void say(Say say) {}

        @OnMessage
        void nameless(Nameless nameless) {}
    }

    @Test
    void emptyName() {
        assertReported(
                NamelessEndpoint.class,
                ".nameless(Nameless)",
                "@WsType of Nameless is empty",
                "Write a name, as in @WsType(\"say\").");
    }

    @WsEndpoint("/others")
    static class TwoOthersEndpoint {

        @OnMessage
        void say(Say say) {}

        @OnMessage
        void json(JsonNode others) {}

        @OnMessage
        void map(Map<String, Object> others) {}
    }

    @Test
    void twoMethodsForWhateverType() {
        assertReported(
                TwoOthersEndpoint.class,
                ".map(Map)",
                "is a second method for messages of whatever type, beside json",
                "let the other one take a type of its own");
    }

    @WsEndpoint("/texts")
    static class TextAndListEndpoint {

        @OnMessage
        void first(String message) {}

        @OnMessage
        void second(List<String> message) {}
    }

    @Test
    void typeThatIsNoObjectBesideOthers() {
        assertReported(
                TextAndListEndpoint.class,
                ".second(List)",
                "a List is no JSON object with a \"type\", which would tell it from the messages of the other methods",
                "Put it into a record, or make this the only method for text messages.");
    }

    sealed interface Half {}

    record Known() implements Half {}

    non-sealed interface Unknown extends Half {}

    @WsEndpoint("/half")
    static class HalfSealedEndpoint {

        @OnMessage
        void half(Half half) {}
    }

    @Test
    void sealedTypeThatPermitsOneThatIsOpen() {
        assertReported(
                HalfSealedEndpoint.class,
                ".half(Half)",
                "Half permits Unknown, which is not sealed, so that its types are not known",
                "Seal it as well, or make it a record or a final class.");
    }

    @WsType("whole")
    sealed interface Named {}

    record Part() implements Named {}

    @WsEndpoint("/named")
    static class NamedSealedEndpoint {

        @OnMessage
        void named(Named named) {}
    }

    @Test
    void nameOfASealedType() {
        assertReported(
                NamedSealedEndpoint.class,
                ".named(Named)",
                "@WsType on Named has no effect: no message is of this type itself",
                "Annotate the types that it permits.");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    record Kind() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    record ByClass() {}

    @WsType("of-both")
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    record Both() {}

    @WsEndpoint("/jackson")
    static class JacksonEndpoint {

        @OnMessage
        void say(Say say) {}

        @OnMessage
        void both(Both both) {}

        @OnMessage
        void byClass(ByClass byClass) {}

        @OnMessage
        void kind(Kind kind) {}
    }

    @Test
    void typeInformationOfJacksonThatDoesNotFit() {
        assertThat(Analyses.ofStart(runner.withBean(JacksonEndpoint.class)).getDescription())
                .startsWith("There are 3 mistakes")
                .contains("Both has @WsType beside type information of Jackson, which is what counts")
                .contains(
                        "Jackson tells ByClass not by the name in a property, but the methods of this endpoint are told"
                                + " apart by the property \"type\"")
                .contains(
                        "Jackson tells Kind by the property \"kind\", but the methods of this endpoint are told apart by"
                                + " the property \"type\"");
    }

    static class Lines implements WsCodec.Text {

        @Override
        public boolean supports(Type type) {
            return type != Leave.class;
        }

        @Override
        public String encode(Object message) {
            return "";
        }

        @Override
        public Object decode(String message, Type type) {
            return new Say(message);
        }
    }

    static class Quotes extends Lines {}

    @WsEndpoint("/beside")
    static class CodecBesideJsonEndpoint {

        @OnMessage
        void json(Say say) {}

        @OnMessage(codec = Lines.class)
        void lines(Say say) {}
    }

    @Test
    void codecForTextBesideOtherMethodsForText() {
        Analyses.assertReported(
                runner.withBean(Lines.class),
                CodecBesideJsonEndpoint.class,
                ".lines(Say)",
                "reads text messages with Lines, but the endpoint has other methods for text messages, and only JSON tells"
                        + " them apart",
                "Make it the only method for text messages");
    }

    @WsEndpoint(path = "/missing", codec = Lines.class)
    static class NoBeanEndpoint {

        @OnMessage
        void say(Say say) {}
    }

    @Test
    void codecThatIsNoBean() {
        assertReported(
                NoBeanEndpoint.class,
                "",
                "the codec Lines is no bean",
                "Annotate " + Lines.class.getName() + " with @Component, or return one from a @Bean method.");
    }

    @Test
    void codecOfSeveralBeans() {
        Analyses.assertReported(
                runner.withBean("lines", Lines.class).withBean("quotes", Quotes.class),
                NoBeanEndpoint.class,
                "",
                "there are several beans of the codec Lines: [lines, quotes]",
                "Name the class of one of them, or make one @Primary.");
    }

    @WsEndpoint("/unsupported")
    static class UnsupportedEndpoint {

        @OnMessage(codec = Lines.class)
        void leave(Leave leave) {}
    }

    @Test
    void typeThatTheCodecDoesNotSupport() {
        Analyses.assertReported(
                runner.withBean(Lines.class),
                UnsupportedEndpoint.class,
                ".leave(Leave)",
                "the message is of the type " + Leave.class.getName() + ", which Lines does not support",
                "Use a type that it supports, or another codec.");
    }

    @WsEndpoint("/idle")
    static class IdleCodecEndpoint {

        @OnMessage(codec = Lines.class)
        void text(String text) {}
    }

    @Test
    void codecThatHasNothingToDo() {
        Analyses.assertReported(
                runner.withBean(Lines.class),
                IdleCodecEndpoint.class,
                ".text(String)",
                "the codec Lines has nothing to do: neither the message nor the answer is an object",
                "Remove it, or take or return a type for it.");
    }

    @WsEndpoint("/bytes")
    static class TwoBinariesEndpoint {

        @OnMessage
        void first(byte[] message) {}

        @OnMessage
        void second(byte[] message) {}
    }

    @Test
    void twoMethodsForBinaryMessages() {
        assertReported(
                TwoBinariesEndpoint.class,
                ".second(byte[])",
                "is a second method for binary messages, beside first",
                "binary messages have nothing that tells them apart");
    }

    @WsEndpoint("/json")
    static class JsonEndpoint {

        @OnMessage
        void say(Say say) {}
    }

    @Test
    void jsonWithoutAJsonMapper() {
        Analyses.assertReported(
                new ApplicationContextRunner()
                        .withPropertyValues("ws.port=0", "ws.address=127.0.0.1")
                        .withConfiguration(
                                AutoConfigurations.of(WsAutoConfiguration.class, TaskExecutionAutoConfiguration.class)),
                JsonEndpoint.class,
                ".say(Say)",
                "the message is JSON, but there is no JsonMapper",
                "Add the dependency spring-boot-starter-jackson");
    }

    @Test
    void mistakesOfAllEndpointsAreInOneReport() {
        assertThat(Analyses.ofStart(runner.withBean(OneTypeEndpoint.class)
                                .withBean(OneNameEndpoint.class)
                                .withBean(HalfSealedEndpoint.class)
                                .withBean(NoBeanEndpoint.class))
                        .getDescription())
                .startsWith("There are 4 mistakes");
    }
}
