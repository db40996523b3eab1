package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Types that say by themselves what they are: by Jackson's type information, or by a property of their own. */
class OwnTypeInformationTest {

    private final ApplicationContextRunner runner = Contexts.runner();

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
        Event leave(RoutingTest.Leave leave) {
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
}
