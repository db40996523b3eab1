package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static dev.wsboot.autoconfigure.Contexts.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.PathParam;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;

/** What handler methods take and return, between real clients and the annotated bean. */
class MessagesTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @WsEndpoint("/echo")
    static class EchoEndpoint {

        @OnMessage
        String text(String message) {
            return message;
        }

        @OnMessage
        byte[] binary(byte[] message) {
            return message;
        }
    }

    @Test
    void textAndBinaryMessagesAreAnswered() {
        runner.withBean(EchoEndpoint.class).run(context -> {
            Client client = connect(context, "/echo");
            byte[] bytes = new byte[100_000];
            new Random(1).nextBytes(bytes);
            client.send("Grüße, 世界 👋").send(bytes).send("");
            assertThat(client.nextText()).isEqualTo("Grüße, 世界 👋");
            assertThat(client.nextBytes()).isEqualTo(bytes);
            assertThat(client.nextText()).isEmpty();
        });
    }

    @WsEndpoint("/buffer")
    static class BufferEndpoint {

        @OnMessage
        ByteBuffer reverse(ByteBuffer message) {
            ByteBuffer reversed = ByteBuffer.allocate(message.remaining());
            for (int i = message.limit() - 1; i >= 0; i--) {
                reversed.put(message.get(i));
            }
            return reversed.flip();
        }
    }

    @Test
    void bufferIsTakenAndReturned() {
        runner.withBean(BufferEndpoint.class)
                .run(context -> assertThat(connect(context, "/buffer")
                                .send(new byte[] {1, 2, 3})
                                .nextBytes())
                        .containsExactly(3, 2, 1));
    }

    record Order(String item, int count) {}

    record Receipt(String item, long total) {}

    @WsEndpoint("/orders")
    static class OrderEndpoint {

        @OnMessage
        Receipt order(Order order) {
            return new Receipt(order.item(), order.count() * 2L);
        }
    }

    @Test
    void recordIsReadFromJsonAndWrittenAsJson() {
        runner.withBean(OrderEndpoint.class)
                .run(context -> assertThat(connect(context, "/orders")
                                .send("{\"item\":\"tea\",\"count\":21}")
                                .nextText())
                        .isEqualTo("{\"item\":\"tea\",\"total\":42}"));
    }

    abstract static class Batch<T> {

        @OnMessage
        List<T> reversed(List<T> batch) {
            Collections.reverse(batch);
            return batch;
        }
    }

    @WsEndpoint("/batch")
    static class OrderBatchEndpoint extends Batch<Order> {}

    @Test
    void typeVariableOfABaseClassIsReadAsWhatTheEndpointMakesOfIt() {
        runner.withBean(OrderBatchEndpoint.class)
                .run(context -> assertThat(connect(context, "/batch")
                                .send("[{\"item\":\"a\",\"count\":1},{\"item\":\"b\",\"count\":2}]")
                                .nextText())
                        .isEqualTo("[{\"item\":\"b\",\"count\":2},{\"item\":\"a\",\"count\":1}]"));
    }

    interface Pricing {

        @OnMessage
        Map<String, Object> price(JsonNode request, @PathParam("id") int number);
    }

    @WsEndpoint("/prices/{id}")
    static class PriceEndpoint implements Pricing {

        @Override
        public Map<String, Object> price(JsonNode request, int number) {
            return Map.of("price", request.get("base").asInt() + number);
        }
    }

    @Test
    void annotationsOfAnInterfaceCountForMethodAndParameters() {
        runner.withBean(PriceEndpoint.class)
                .run(context -> assertThat(connect(context, "/prices/2")
                                .send("{\"base\":40}")
                                .nextText())
                        .isEqualTo("{\"price\":42}"));
    }

    sealed interface Shape {}

    record Circle(int radius) implements Shape {}

    @WsEndpoint("/any")
    static class AnyEndpoint {

        @OnMessage
        Object any(String wish) {
            return switch (wish) {
                case "text" -> "plain";
                case "binary" -> new byte[] {7};
                case "json" -> new Circle(3);
                default -> null;
            };
        }
    }

    @Test
    void objectIsSentAsWhatItIsAndNullNotAtAll() {
        runner.withBean(AnyEndpoint.class).run(context -> {
            Client client = connect(context, "/any");
            client.send("nothing").send("text").send("binary").send("json");
            assertThat(client.nextText()).isEqualTo("plain");
            assertThat(client.nextBytes()).containsExactly(7);
            assertThat(client.nextText()).isEqualTo("{\"radius\":3}");
        });
    }

    @WsEndpoint("/shape")
    static class ShapeEndpoint {

        @OnMessage
        Shape shape(int radius) {
            return new Circle(radius);
        }
    }

    @Test
    void declaredSupertypeHidesNothingOfTheAnswer() {
        runner.withBean(ShapeEndpoint.class)
                .run(context -> assertThat(connect(context, "/shape").send("3").nextText())
                        .isEqualTo("{\"radius\":3}"));
    }

    enum Side {
        BUY,
        SELL
    }

    @WsEndpoint(
            path = "/book/{id}/{side}/{depth}/{name}",
            subprotocols = {"v2", "v1"})
    static class BookEndpoint {

        @OnOpen
        String open(
                WsSession session,
                Handshake handshake,
                @PathParam UUID id,
                @PathParam Side side,
                @PathParam long depth,
                @PathParam("name") String title) {
            return String.join(
                    " ",
                    id.toString(),
                    side.name(),
                    depth + 1 + "",
                    title,
                    handshake.queryParam("q"),
                    session.subprotocol());
        }

        @OnMessage
        String again(String message, @PathParam Side side) {
            return message + side;
        }
    }

    @Test
    void pathVariablesAreConvertedForEveryMethod() {
        runner.withBean(BookEndpoint.class).run(context -> {
            String id = "6f4d1f4c-3c0e-4a83-93f1-000000000001";
            Client client = connect(context, "/book/" + id + "/SELL/41/a%20b?q=x", "v1", "v2");
            assertThat(client.nextText()).isEqualTo(id + " SELL 42 a b x v2");
            assertThat(client.send("side ").nextText()).isEqualTo("side SELL");
        });
    }

    @Test
    void pathVariableThatCannotBeConvertedRefusesTheHandshake() {
        runner.withBean(BookEndpoint.class).run(context -> {
            String path = "/book/6f4d1f4c-3c0e-4a83-93f1-000000000001/SELL/many/n";
            assertThat(Client.refused(port(context), path))
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith("\r\n\r\nThe path variable depth is not valid.\n");
        });
    }
}
