package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEncodeException;
import dev.wsboot.WsEndpoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Messages that are made to do harm: each is an error of its own, and those before and behind it are handled. */
class BadMessagesTest {

    record Numbers(int small, Long large, Double real, BigInteger whole, BigDecimal exact, Side side, Duration time) {
        Numbers {
            if (small < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    enum Side {
        LEFT,
        RIGHT
    }

    record Nested(Nested inner, List<Nested> more) {}

    static class Loop {
        public Loop self = this;
    }

    record Ask() {}

    record Word(String word) {}

    @WsEndpoint("/several")
    static class SeveralEndpoint {

        @OnMessage
        String numbers(Numbers numbers) {
            return "numbers";
        }

        @OnMessage
        String nested(Nested nested) {
            return "nested";
        }

        @OnMessage
        Loop loop(Ask ask) {
            return new Loop();
        }

        @OnMessage
        Word word(Word word) {
            return word;
        }

        @OnError
        String unreadable(WsDecodeException error) {
            return "unreadable";
        }

        @OnError
        String unwritable(WsEncodeException error) {
            return "unwritable";
        }
    }

    static Stream<String> harmful() {
        String deep = "{\"inner\":".repeat(20_000);
        String lists = "[".repeat(100_000);
        return Stream.of(
                "{\"type\":\"nested\",\"inner\":" + deep,
                "{\"type\":\"nested\",\"inner\":" + deep + "null" + "}".repeat(20_000) + "}",
                "{\"inner\":" + deep + "null" + "}".repeat(20_000) + ",\"type\":\"nested\"}",
                "{\"type\":\"nested\",\"more\":" + lists,
                "{\"type\":\"nested\",\"unknown\":" + lists + "]".repeat(100_000) + "}",
                "{\"type\":\"numbers\",\"whole\":" + "9".repeat(100_000) + "}",
                "{\"type\":\"numbers\",\"exact\":" + "9".repeat(100_000) + ".5}",
                "{\"type\":\"numbers\",\"whole\":1e1000000000}",
                "{\"type\":\"numbers\",\"small\":2147483648}",
                "{\"type\":\"numbers\",\"small\":1e400}",
                "{\"type\":\"numbers\",\"large\":9223372036854775808}",
                "{\"type\":\"numbers\",\"real\":NaN}",
                "{\"type\":\"numbers\",\"small\":01}",
                "{\"type\":\"numbers\",\"small\":\"x\"}",
                "{\"type\":\"numbers\",\"small\":-1}",
                "{\"type\":\"numbers\",\"small\":{}}",
                "{\"type\":\"numbers\",\"side\":\"UP\"}",
                "{\"type\":\"numbers\",\"side\":[]}",
                "{\"type\":\"numbers\",\"time\":\"soon\"}",
                "{\"type\":\"numbers\",\"" + "n".repeat(60_000) + "\":1}",
                "{\"type\":\"" + "n".repeat(200_000) + "\"}",
                "{'type':'numbers'}",
                "{\"type\":\"numbers\",}",
                "{\"type\":\"numbers\"/**/}",
                "{\"type\":\"numbers\" \"small\":1}",
                "{\"type\":\"nested\",\"more\":{}}",
                "{\"type\":\"nested\",\"inner\":\"x\"}",
                "\u0000",
                "\uFEFF{\"type\":\"numbers\"}",
                "{\"type\":\"numb\u0000ers\"}",
                "{\"type\":\"numbers\",\"x\":\"\\uD800\\q\"}");
    }

    private final ApplicationContextRunner runner = Contexts.runner();

    @ParameterizedTest
    @MethodSource("harmful")
    void harmfulMessageIsAnErrorAndLosesNothing(String message) {
        runner.withBean(SeveralEndpoint.class).run(context -> {
            Client client = connect(context, "/several");
            String good = "{\"type\":\"numbers\",\"small\":1}";
            client.send(good).send(message).send(good);
            assertThat(client.nextText()).isEqualTo("numbers");
            assertThat(client.nextText()).isEqualTo("unreadable");
            assertThat(client.nextText()).isEqualTo("numbers");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void answerWithoutAnEndIsAnErrorAndLosesNothing(int times) {
        runner.withBean(SeveralEndpoint.class).run(context -> {
            Client client = connect(context, "/several");
            for (int i = 0; i < times; i++) {
                assertThat(client.send("{\"type\":\"ask\"}").nextText()).isEqualTo("unwritable");
            }
            assertThat(client.send("{\"type\":\"nested\"}").nextText()).isEqualTo("nested");
        });
    }

    @Test
    void answerWithoutAUtf8FormIsAnErrorAndLosesNothing() {
        runner.withBean(SeveralEndpoint.class).run(context -> {
            Client client = connect(context, "/several");
            assertThat(client.send("{\"type\":\"word\",\"word\":\"\\uD800\"}").nextText())
                    .isEqualTo("unwritable");
            assertThat(client.send("{\"type\":\"word\",\"word\":\"\\uD83D\\uDE00\"}")
                            .nextText())
                    .isEqualTo("{\"type\":\"word\",\"word\":\"\uD83D\uDE00\"}");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyMutilatedMessageGetsOneAnswerInItsPlace(long seed) {
        Random random = new Random(seed);
        String[] whole = {
            "{\"type\":\"numbers\",\"small\":1,\"real\":2.5,\"side\":\"LEFT\",\"whole\":12}",
            "{\"small\":1,\"x\":{\"type\":\"nested\"},\"type\":\"numbers\"}",
            "{\"more\":[{\"inner\":{}}],\"type\":\"nested\",\"inner\":{\"type\":\"nested\"}}"
        };
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            messages.add(mutilated(whole[random.nextInt(whole.length)], random));
        }
        runner.withBean(SeveralEndpoint.class).run(context -> {
            Client client = connect(context, "/several");
            int read = 0;
            for (String message : messages) {
                String answer = client.send(message).nextText();
                assertThat(answer).as("seed %d: %s", seed, message).isIn("numbers", "nested", "unreadable");
                read += answer.equals("unreadable") ? 0 : 1;
            }
            assertThat(read).as("read with seed %d", seed).isBetween(1, messages.size() - 1);
            assertThat(client.send("{\"type\":\"nested\"}").nextText()).isEqualTo("nested");
        });
    }

    private static String mutilated(String message, Random random) {
        StringBuilder text = new StringBuilder(message);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "{}[]\",:\\1e-\u00e9 ".charAt(random.nextInt(13)));
                case 2 -> text.setLength(Math.max(1, at));
                default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
            }
        }
        return text.toString();
    }
}
