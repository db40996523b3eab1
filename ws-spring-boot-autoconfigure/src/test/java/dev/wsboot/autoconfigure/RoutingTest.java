package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsType;
import dev.wsboot.WsUnknownTypeException;
import dev.wsboot.autoconfigure.Client.Closed;
import dev.wsboot.core.WsSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Which of several methods gets a text message: the one for the type that the message names. */
@ExtendWith(OutputCaptureExtension.class)
class RoutingTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    record Say(String text, Point at) {}

    record Point(int x, String type) {}

    @WsType("go-away")
    record Leave() {}

    static class Rename {

        public String name = "?";

        @JsonAnySetter
        public final Map<String, Object> more = new LinkedHashMap<>();
    }

    record Said(String text) {}

    @WsType("left")
    record Nothing() {}

    record Broken(String problem) {}

    @WsEndpoint("/chat")
    static class ChatEndpoint {

        @OnOpen
        Said open() {
            return new Said("welcome");
        }

        @OnMessage
        Said say(Say say) {
            return new Said(say.text() + (say.at() == null ? "" : " at " + say.at()));
        }

        @OnMessage
        Nothing leave(Leave leave) {
            return new Nothing();
        }

        @OnMessage
        List<Said> rename(Rename rename, WsSession session) {
            session.send(new Said("sent"));
            return List.of(new Said(rename.name + rename.more));
        }

        @OnError
        Broken unknown(WsUnknownTypeException error) {
            return new Broken(error.type() + ": " + error.getMessage());
        }

        @OnError
        Broken unreadable(WsDecodeException error) {
            return new Broken(error.getMessage());
        }
    }

    private void assertAnswers(String message, String... answers) {
        runner.withBean(ChatEndpoint.class).run(context -> {
            Client client = connect(context, "/chat");
            assertThat(client.nextText()).isEqualTo("{\"type\":\"said\",\"text\":\"welcome\"}");
            client.send(message);
            for (String answer : answers) {
                assertThat(client.nextText()).isEqualTo(answer);
            }
            // Whatever came, the next message is answered.
            assertThat(client.send("{\"type\":\"go-away\"}").nextText()).isEqualTo("{\"type\":\"left\"}");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"say\",\"text\":\"a\"}",
                "{\"text\":\"a\",\"type\":\"say\"}",
                "  { \"text\" : \"a\" , \"type\" : \"say\" , \"x\" : { } } ",
                "{\"\\u0074ype\":\"say\",\"text\":\"a\"}",
                "{\"type\":\"s\\u0061y\",\"text\":\"a\"}",
                "{\"x\":{\"type\":\"go-away\"},\"y\":[{\"type\":\"rename\"}],\"type\":\"say\",\"text\":\"a\"}",
                "{\"type\":\"say\",\"x\":{\"type\":\"go-away\"},\"text\":\"a\"}",
            })
    void propertyChoosesTheMethodWhereverItIsInTheObject(String message) {
        assertAnswers(message, "{\"type\":\"said\",\"text\":\"a\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"say\",\"text\":\"a\",\"at\":{\"x\":1,\"type\":\"say\"}}",
                "{\"at\":{\"type\":\"say\",\"x\":1},\"type\":\"say\",\"text\":\"a\"}",
            })
    void propertyOfANestedObjectIsThatObjectsOwn(String message) {
        assertAnswers(message, "{\"type\":\"said\",\"text\":\"a at Point[x=1, type=say]\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"rename\",\"name\":\"a\",\"b\":1}",
                "{\"name\":\"a\",\"type\":\"rename\",\"b\":1}",
                "{\"b\":1,\"name\":\"a\",\"type\":\"rename\"}",
            })
    void valueDoesNotSeeTheProperty(String message) {
        // A list is no object, so it has no place for the property.
        assertAnswers(message, "{\"type\":\"said\",\"text\":\"sent\"}", "[{\"text\":\"a{b=1}\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"shout\"} # shout: The message has a \"type\" that is none of [go-away, rename, say]",
                "{\"type\":\"\"} # : The message has a \"type\" that is none of [go-away, rename, say]",
                "{\"type\":null} # null: The message has a \"type\" that is no string",
                "{\"type\":1} # null: The message has a \"type\" that is no string",
                "{\"type\":{\"type\":\"say\"}} # null: The message has a \"type\" that is no string",
                "{\"x\":1} # null: The message has no \"type\"",
                "{\"x\":{\"type\":\"say\"}} # null: The message has no \"type\"",
                "{\"Type\":\"say\"} # null: The message has no \"type\"",
                "{} # null: The message has no \"type\"",
                "[{\"type\":\"say\"}] # null: The message is no JSON object, so that it has no \"type\"",
                "\"say\" # null: The message is no JSON object, so that it has no \"type\"",
                "null # null: The message is no JSON object, so that it has no \"type\"",
                "`` # null: The message is no JSON object, so that it has no \"type\"",
                "say # The message is no JSON",
                "{\"type\":\"say\" # The message is no JSON of dev.wsboot.autoconfigure.RoutingTest$Say",
                "{\"text\":\"a\" # The message is no JSON",
                "{\"type\":\"say\",\"at\":1} # The message is no JSON of dev.wsboot.autoconfigure.RoutingTest$Say",
                "{\"type\":\"say\",\"text\":\"a\"} {} # The message is no JSON of dev.wsboot.autoconfigure.RoutingTest$Say",
                "{\"text\":\"a\",\"type\":\"say\"} x # The message is no JSON of dev.wsboot.autoconfigure.RoutingTest$Say",
                "{\"type\":\"go-away\"} x # The message is no JSON of dev.wsboot.autoconfigure.RoutingTest$Leave",
                "{\"type\":\"go-away\"} {} # The message has something behind its JSON object",
                "{\"type\":\"say\",\"type\":\"go-away\"} # The message has its \"type\" twice",
                "{\"type\":\"say\",\"text\":\"a\",\"type\":\"say\"} # The message has its \"type\" twice",
                "{\"text\":\"a\",\"type\":\"say\",\"type\":\"say\"} # The message has its \"type\" twice",
            })
    void whatIsForNoMethodIsAnErrorThatSaysWhyAndTheSessionGoesOn(String message, String problem) {
        assertAnswers(
                message == null ? "" : message,
                "{\"type\":\"broken\",\"problem\":\"" + problem.replace("\"", "\\\"") + "\"}");
    }

    record Tree(int value, Tree left, Tree right) {}

    static class Chain {
        public int value;
        public Chain next;
    }

    @WsEndpoint("/trees")
    static class TreeEndpoint {

        @OnMessage
        Tree tree(Tree tree) {
            return tree.left();
        }

        @OnMessage
        int chain(Chain chain) {
            return chain.next.value;
        }
    }

    @Test
    void nestedObjectOfTheSameClassMayHaveThePropertyToo() {
        runner.withBean(TreeEndpoint.class).run(context -> {
            Client client = connect(context, "/trees");
            String answer = "{\"type\":\"tree\",\"value\":2,\"left\":null,\"right\":null}";
            client.send("{\"type\":\"tree\",\"value\":1,\"left\":{\"value\":2,\"type\":\"tree\"}}");
            assertThat(client.nextText()).isEqualTo(answer);
            client.send("{\"left\":{\"type\":\"tree\",\"value\":2},\"value\":1,\"type\":\"tree\"}");
            assertThat(client.nextText()).isEqualTo(answer);
            client.send("{\"type\":\"chain\",\"next\":{\"type\":\"chain\",\"value\":3}}");
            assertThat(client.nextText()).isEqualTo("3");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"tree\",\"left\":{\"value\":2,\"type\":\"tree\"},\"value\":1,\"type\":\"tree\"}",
                "{\"type\":\"chain\",\"next\":{\"value\":3,\"type\":\"chain\"},\"type\":\"chain\"}",
            })
    void secondPropertyBesideANestedOneIsAnError(String message) {
        runner.withBean(TreeEndpoint.class)
                .run(context -> assertThat(connect(context, "/trees")
                                .send(message)
                                .awaitClosed()
                                .code())
                        .isEqualTo(1007));
    }

    sealed interface Command permits Start, Control {}

    record Start(int speed) implements Command {}

    sealed interface Control extends Command {}

    record Stop(String why) implements Control {}

    static final class SpeedUp implements Control {
        public int by;
    }

    @WsEndpoint("/machine")
    static class MachineEndpoint {

        @OnMessage
        String command(Command command) {
            if (command instanceof Start start) {
                return "start " + start.speed();
            }
            return command instanceof Stop stop ? "stop " + stop.why() : "by " + ((SpeedUp) command).by;
        }
    }

    @Test
    void sealedTypeStandsForAllThatItPermits() {
        runner.withBean(MachineEndpoint.class).run(context -> {
            Client client = connect(context, "/machine");
            assertThat(client.send("{\"type\":\"start\",\"speed\":3}").nextText())
                    .isEqualTo("start 3");
            assertThat(client.send("{\"why\":\"late\",\"type\":\"stop\"}").nextText())
                    .isEqualTo("stop late");
            assertThat(client.send("{\"type\":\"speed-up\",\"by\":2}").nextText())
                    .isEqualTo("by 2");
            assertThat(client.send("{\"type\":\"control\"}").awaitClosed())
                    .isEqualTo(new Closed(1007, "the message could not be read"));
        });
    }

    sealed interface Box<T> {}

    record Full<T>(T content) implements Box<T> {}

    record Empty<T>() implements Box<T> {}

    @WsEndpoint("/boxes")
    static class BoxEndpoint {

        @OnMessage
        Object box(Box<Point> box) {
            return box instanceof Full<Point> full ? full.content().x() : "empty";
        }
    }

    @Test
    void typeArgumentsOfASealedTypeAreKept() {
        runner.withBean(BoxEndpoint.class).run(context -> {
            Client client = connect(context, "/boxes");
            assertThat(client.send("{\"type\":\"full\",\"content\":{\"x\":7}}").nextText())
                    .isEqualTo("7");
            assertThat(client.send("{\"type\":\"empty\"}").nextText()).isEqualTo("empty");
        });
    }

    @WsEndpoint("/rest")
    static class RestEndpoint {

        @OnMessage
        String leave(Leave leave) {
            return "left";
        }

        @OnMessage
        JsonNode rest(JsonNode rest) {
            return rest;
        }
    }

    @Test
    void methodForWhateverJsonGetsWhatIsForNoOther() {
        runner.withBean(RestEndpoint.class).run(context -> {
            Client client = connect(context, "/rest");
            assertThat(client.send("{\"type\":\"go-away\"}").nextText()).isEqualTo("left");
            for (String message : List.of("{\"type\":\"x\"}", "{\"a\":{\"type\":\"go-away\"}}", "[1]", "7", "{}")) {
                assertThat(client.send(message).nextText()).isEqualTo(message);
            }
            assertThat(client.send("{\"a\"").awaitClosed().code()).isEqualTo(1007);
        });
    }

    @WsEndpoint("/raw")
    static class RawEndpoint {

        @OnMessage
        String leave(Leave leave) {
            return "left";
        }

        @OnMessage
        String rest(String rest) {
            return "raw " + rest;
        }
    }

    @Test
    void methodForWhateverTextGetsWhatIsNoJsonToo() {
        runner.withBean(RawEndpoint.class).run(context -> {
            Client client = connect(context, "/raw");
            for (String message : List.of("{\"type\":\"x\"}", "{\"a\"", "", "hello", "{\"type\"", "{\"type\":")) {
                assertThat(client.send(message).nextText()).isEqualTo("raw " + message);
            }
            assertThat(client.send("{\"a\":1,\"type\":\"go-away\"}").nextText()).isEqualTo("left");
            // This is for the other method, which cannot read it.
            assertThat(client.send("{\"type\":\"go-away\"").awaitClosed().code())
                    .isEqualTo(1007);
        });
    }

    @WsEndpoint("/maps")
    static class MapEndpoint {

        @OnMessage
        Map.Entry<String, Integer> leave(Leave leave) {
            return Map.entry("left", 1);
        }

        @OnMessage
        Map<String, Object> rest(Map<String, Object> rest) {
            return rest;
        }
    }

    @Test
    void mapsAndObjectsOfTheJdkAreSentAsTheyAre() {
        runner.withBean(MapEndpoint.class).run(context -> {
            Client client = connect(context, "/maps");
            assertThat(client.send("{\"b\":1,\"type\":\"x\"}").nextText()).isEqualTo("{\"b\":1,\"type\":\"x\"}");
            assertThat(client.send("{\"type\":\"go-away\"}").nextText()).isEqualTo("{\"left\":1}");
        });
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(Buy.class), @JsonSubTypes.Type(value = Sell.class, name = "selling")})
    interface Trade {}

    @JsonTypeName("buying")
    record Buy(int amount) implements Trade {}

    record Sell(int amount) implements Trade {}

    record Quote(String symbol) {}

    @WsEndpoint("/trades")
    static class TradeEndpoint {

        @OnMessage
        Trade trade(Trade trade) {
            return trade;
        }

        @OnMessage
        Quote quote(Quote quote) {
            return quote;
        }
    }

    @Test
    void namesOfJacksonsOwnTypeInformationChooseAsWell() {
        runner.withBean(TradeEndpoint.class)
                .withPropertyValues("ws.endpoints.trade.json.type-property=kind")
                .run(context -> {
                    Client client = connect(context, "/trades");
                    for (String message : List.of(
                            "{\"kind\":\"buying\",\"amount\":1}",
                            "{\"kind\":\"selling\",\"amount\":2}",
                            "{\"kind\":\"quote\",\"symbol\":\"x\"}")) {
                        assertThat(client.send(message).nextText()).isEqualTo(message);
                    }
                    assertThat(client.send("{\"amount\":3,\"kind\":\"selling\"}")
                                    .nextText())
                            .isEqualTo("{\"kind\":\"selling\",\"amount\":3}");
                });
    }

    @WsEndpoint("/trade")
    static class OneTradeEndpoint {

        @OnMessage
        Trade trade(Trade trade) {
            return trade;
        }
    }

    @Test
    void typeWithJacksonsOwnTypeInformationIsLeftAlone() {
        runner.withBean(OneTradeEndpoint.class)
                .run(context -> assertThat(connect(context, "/trade")
                                .send("{\"kind\":\"selling\",\"amount\":2}")
                                .nextText())
                        .isEqualTo("{\"kind\":\"selling\",\"amount\":2}"));
    }

    record Event(String type, int number) {}

    @WsEndpoint("/events")
    static class EventEndpoint {

        @OnMessage
        Event event(Event event) {
            return new Event("got-" + event.type(), event.number());
        }

        @OnMessage
        Event leave(Leave leave) {
            return new Event("left", 0);
        }
    }

    @Test
    void typeThatHasThePropertyItselfGetsAndGivesIt() {
        runner.withBean(EventEndpoint.class).run(context -> {
            Client client = connect(context, "/events");
            assertThat(client.send("{\"type\":\"event\",\"number\":1}").nextText())
                    .isEqualTo("{\"type\":\"got-event\",\"number\":1}");
            assertThat(client.send("{\"number\":2,\"type\":\"event\"}").nextText())
                    .isEqualTo("{\"type\":\"got-event\",\"number\":2}");
            assertThat(client.send("{\"type\":\"go-away\"}").nextText()).isEqualTo("{\"type\":\"left\",\"number\":0}");
            client.send("{\"type\":\"event\",\"number\":1,\"type\":\"x\"}");
            assertThat(client.awaitClosed().code()).isEqualTo(1007);
        });
    }

    @Test
    void propertyIsNamedForAllEndpointsAndForOne() {
        runner.withBean(ChatEndpoint.class)
                .withBean(MachineEndpoint.class)
                .withPropertyValues("ws.json.type-property=\"@t\"", "ws.endpoints.machine.json.type-property=do")
                .run(context -> {
                    assertThat(connect(context, "/chat").nextText())
                            .isEqualTo("{\"\\\"@t\\\"\":\"said\",\"text\":\"welcome\"}");
                    assertThat(connect(context, "/machine")
                                    .send("{\"do\":\"start\",\"speed\":1}")
                                    .nextText())
                            .isEqualTo("start 1");
                });
    }

    @Test
    void propertiesOfTheMapperHold() {
        runner.withBean(ChatEndpoint.class)
                .withPropertyValues(
                        "spring.jackson.serialization.indent-output=true",
                        "spring.jackson.deserialization.fail-on-unknown-properties=true")
                .run(context -> {
                    Client client = connect(context, "/chat");
                    assertThat(client.nextText().replaceAll("\\s", ""))
                            .isEqualTo("{\"type\":\"said\",\"text\":\"welcome\"}");
                    client.send("{\"type\":\"go-away\"}");
                    assertThat(client.nextText().replaceAll("\\s", "")).isEqualTo("{\"type\":\"left\"}");
                    for (String message :
                            List.of("{\"text\":\"a\",\"type\":\"say\"}", "{\"type\":\"say\",\"text\":\"a\"}")) {
                        assertThat(client.send(message).nextText()).contains("\"a\"");
                    }
                    assertThat(client.send("{\"type\":\"say\",\"x\":1}").nextText())
                            .contains("no JSON of");
                });
    }

    @Test
    void unknownTypeThatNobodyTakesIsLoggedEscapedAndClosesWith1007(CapturedOutput output) {
        runner.withBean(MachineEndpoint.class).run(context -> {
            Client client = connect(context, "/machine").send("{\"type\":\"a\\nb\\u001b[31m\"}");
            assertThat(client.awaitClosed()).isEqualTo(new Closed(1007, "the message could not be read"));
        });
        assertThat(output)
                .containsOnlyOnce("that is none of [speed-up, start, stop]: a\\x0ab\\x1b[31m")
                .doesNotContain("\u001b");
    }
}
