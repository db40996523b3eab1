package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEncodeException;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsCodec;
import dev.wsboot.core.WsSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Formats of the application's own, for text and for binary messages. */
@ExtendWith(OutputCaptureExtension.class)
class CodecsTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    record Price(String symbol, long cents) {}

    sealed interface Order {}

    record Buy(int amount) implements Order {}

    record Sell(int amount) implements Order {}

    /** A compact format of bytes, as Protobuf or CBOR are. */
    static class Bytes implements WsCodec.Binary {

        @Override
        public boolean supports(Type type) {
            return type == Price.class || type == Order.class || type == int.class;
        }

        @Override
        public ByteBuffer encode(Object message) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            if (message instanceof Price price) {
                out.writeUTF(price.symbol());
                out.writeLong(price.cents());
            } else if (message instanceof Integer number) {
                out.writeInt(number);
            } else {
                throw new IOException("not in this format");
            }
            return ByteBuffer.wrap(bytes.toByteArray());
        }

        @Override
        public Object decode(ByteBuffer message, Type type) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(copy(message)));
            if (type == int.class) {
                return in.readInt();
            } else if (type == Order.class) {
                return switch (in.readByte()) {
                    case 1 -> new Buy(in.readInt());
                    case 2 -> new Sell(in.readInt());
                    default -> "nothing of the kind";
                };
            }
            return new Price(in.readUTF(), in.readLong());
        }
    }

    /** A format of text. */
    static class Lines implements WsCodec.Text {

        @Override
        public String encode(Object message) {
            Price price = (Price) message;
            return price.symbol() + "=" + price.cents();
        }

        @Override
        public Object decode(String message, Type type) {
            String[] parts = message.split("=", -1);
            return new Price(parts[0], Long.parseLong(parts[1]));
        }
    }

    private static byte[] bytes(Price price) throws IOException {
        return copy(new Bytes().encode(price));
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @WsEndpoint(path = "/prices", codec = Bytes.class)
    static class PriceEndpoint {

        @OnOpen
        Price open(WsSession session) {
            session.send("text as it is");
            session.send(new byte[] {1});
            session.send(new Price("sent", 1));
            return new Price("open", 2);
        }

        @OnMessage
        Price twice(Price price) {
            return new Price(price.symbol(), price.cents() * 2);
        }

        @OnMessage
        Object text(String text) {
            return switch (text) {
                case "price" -> new Price("x", 3);
                case "list" -> List.of();
                default -> text;
            };
        }

        @OnError
        String unreadable(WsDecodeException error) {
            return error.getMessage() + ", " + error.getCause().getClass().getSimpleName();
        }

        @OnError
        String unwritable(WsEncodeException error) {
            return error.getMessage() + ", " + error.getCause().getMessage();
        }
    }

    @Test
    void codecOfTheEndpointReadsAndWritesAllItsObjects() {
        runner.withBean(Bytes.class).withBean(PriceEndpoint.class).run(context -> {
            Client client = connect(context, "/prices");
            assertThat(client.nextText()).isEqualTo("text as it is");
            assertThat(client.nextBytes()).containsExactly(1);
            assertThat(client.nextBytes()).isEqualTo(bytes(new Price("sent", 1)));
            assertThat(client.nextBytes()).isEqualTo(bytes(new Price("open", 2)));
            assertThat(client.send(bytes(new Price("é", 21))).nextBytes()).isEqualTo(bytes(new Price("é", 42)));
            assertThat(client.send("price").nextBytes()).isEqualTo(bytes(new Price("x", 3)));
            assertThat(client.send("echo").nextText()).isEqualTo("echo");
        });
    }

    @Test
    void whatTheCodecCannotReadOrWriteIsAnErrorAndTheSessionGoesOn() {
        runner.withBean(Bytes.class).withBean(PriceEndpoint.class).run(context -> {
            Client client = connect(context, "/prices");
            client.nextText();
            client.nextBytes();
            client.nextBytes();
            client.nextBytes();
            assertThat(client.send(new byte[] {0, 5, 1}).nextText())
                    .isEqualTo("Bytes cannot read the message as a " + Price.class.getName() + ", EOFException");
            assertThat(client.send("list").nextText())
                    .startsWith("Bytes cannot write a ")
                    .endsWith(", not in this format");
            assertThat(client.send("echo").nextText()).isEqualTo("echo");
        });
    }

    @WsEndpoint("/mixed")
    static class MixedEndpoint {

        @OnMessage
        Price json(Price price) {
            return price;
        }

        @OnMessage(codec = Bytes.class)
        Price bytes(Price price) {
            return price;
        }
    }

    @Test
    void codecOfAMethodIsForItsMessageAndAnswer() {
        runner.withBean(Bytes.class).withBean(MixedEndpoint.class).run(context -> {
            Client client = connect(context, "/mixed");
            byte[] bytes = bytes(new Price("x", 4));
            assertThat(client.send(bytes).nextBytes()).isEqualTo(bytes);
            String json = "{\"symbol\":\"x\",\"cents\":4}";
            assertThat(client.send(json).nextText()).isEqualTo(json);
        });
    }

    @WsEndpoint("/lines")
    static class LineEndpoint {

        @OnMessage(codec = Lines.class)
        Price text(Price price, WsSession session) {
            session.send(price);
            return price;
        }

        @OnMessage(codec = Bytes.class)
        String order(Order order) {
            return order.toString();
        }
    }

    @Test
    void textAndBytesHaveEachTheirCodecAndTheSessionThatOfTheEndpoint() {
        runner.withBean(Bytes.class)
                .withBean(Lines.class)
                .withBean(LineEndpoint.class)
                .run(context -> {
                    Client client = connect(context, "/lines").send("x=5");
                    assertThat(client.nextText()).isEqualTo("{\"symbol\":\"x\",\"cents\":5}");
                    assertThat(client.nextText()).isEqualTo("x=5");
                    assertThat(client.send(new byte[] {2, 0, 0, 0, 9}).nextText())
                            .isEqualTo("Sell[amount=9]");
                });
    }

    @Test
    void codecThatMakesSomethingElseIsTheApplicationsFault(CapturedOutput output) {
        runner.withBean(Bytes.class)
                .withBean(Lines.class)
                .withBean(LineEndpoint.class)
                .run(context -> assertThat(connect(context, "/lines")
                                .send(new byte[] {3})
                                .awaitClosed()
                                .code())
                        .isEqualTo(1011));
        assertThat(output)
                .containsOnlyOnce(
                        "Bytes made class java.lang.String of a message that is to be a " + Order.class.getName());
    }

    @WsEndpoint(path = "/numbers", codec = Bytes.class)
    static class NumberEndpoint {

        @OnMessage
        int next(int number) {
            return number + 1;
        }
    }

    @Test
    void codecNeedsNoJsonLibrary() {
        new ApplicationContextRunner()
                .withPropertyValues("ws.port=0", "ws.address=127.0.0.1")
                .withConfiguration(
                        AutoConfigurations.of(WsAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
                .withBean(Bytes.class)
                .withBean(NumberEndpoint.class)
                .run(context -> assertThat(connect(context, "/numbers")
                                .send(new byte[] {0, 0, 1, 0})
                                .nextBytes())
                        .containsExactly(0, 0, 1, 1));
    }
}
