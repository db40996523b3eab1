package dev.wsboot.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.guide.ExecutionExamples.ExecutorConfiguration;
import dev.wsboot.guide.ExecutionExamples.LanguageEndpoint;
import dev.wsboot.guide.ExecutionExamples.MixedEndpoint;
import dev.wsboot.guide.ExecutionExamples.SearchEndpoint;
import dev.wsboot.guide.ExecutionExamples.TenantEndpoint;
import dev.wsboot.guide.ExecutionExamples.TickEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Every piece of Java in the guide is code of this package, and does what the guide says. */
class GuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final Path SOURCES = Path.of("src", "test", "java", "dev", "wsboot", "guide");

    /** Has a test of its own where its code is. */
    private static final Path TESTING = GUIDE.resolve("testing.md");

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files
                    .filter(file -> file.toString().endsWith(".md") && !file.equals(TESTING))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPieceOfJavaIsCodeThatIsCompiled(Path page) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.add(unindented(Files.readString(file)));
            }
        }
        Matcher block = JAVA.matcher(Files.readString(page));
        while (block.find()) {
            String code = unindented(block.group(1));
            assertThat(sources).as("a source with\n" + block.group(1)).anyMatch(source -> source.contains(code));
        }
    }

    /** The lines without their indentation, which is another in a page than in a class. */
    private static String unindented(String code) {
        return code.lines().map(line -> line.strip() + "\n").reduce("", String::concat);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({
        RoomEndpoint.class,
        PriceEndpoint.class,
        TenantConfiguration.class,
        TenantEndpoint.class,
        TickEndpoint.class,
        SearchEndpoint.class,
        MixedEndpoint.class,
        LanguageEndpoint.class,
        ExecutorConfiguration.class
    })
    static class Application {}

    /** A client whose answers are awaited one by one. */
    private static final class Answers implements WebSocket.Listener {

        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            socket.request(1);
            return null;
        }

        String next() throws InterruptedException {
            return texts.poll(20, TimeUnit.SECONDS);
        }
    }

    private static WebSocket connect(ConfigurableApplicationContext context, String path, Answers answers) {
        int port = context.getEnvironment().getRequiredProperty("local.ws.port", Integer.class);
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (path.startsWith("/rooms/lobby")) {
            builder.header("Cookie", "name=ann");
        }
        return builder.buildAsync(URI.create("ws://localhost:" + port + path), answers)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static String answer(ConfigurableApplicationContext context, String path, String message) throws Exception {
        Answers answers = new Answers();
        connect(context, path, answers).sendText(message, true).join();
        return answers.next();
    }

    @Test
    void everyEndpointOfTheGuideAnswersAsItSays() throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--ws.port=0", "--ws.address=127.0.0.1")) {
            Answers room = new Answers();
            WebSocket ann = connect(context, "/rooms/lobby?last=5", room);
            assertThat(room.next()).isEqualTo("ann, here are the last 5 messages of lobby");
            ann.sendText("hi", true).join();
            assertThat(room.next()).isEqualTo("ann on lobby/1: hi");
            assertThat(refusal(() -> connect(context, "/rooms/other", new Answers())))
                    .isEqualTo(401);

            Answers prices = new Answers();
            WebSocket buyer = connect(context, "/prices/ACME", prices);
            for (int cents = 101; cents <= 103; cents++) {
                assertThat(prices.next()).isEqualTo("{\"symbol\":\"ACME\",\"cents\":" + cents + "}");
            }
            buyer.sendText("two", true).join();
            assertThat(prices.next()).isEqualTo("{\"symbol\":\"ACME\",\"cents\":30}");
            buyer.sendBinary(ByteBuffer.allocate(0), true).join();
            buyer.sendBinary(ByteBuffer.allocate(1), true).join();
            assertThat(prices.next()).isEqualTo("nice");

            assertThat(answer(context, "/tenant", "hello")).isEqualTo("hello localhost");
            assertThat(answer(context, "/ticks", "tick")).isEqualTo("tick");
            assertThat(answer(context, "/search", "a b")).isEqualTo("found a b");
            assertThat(answer(context, "/mixed", "a b")).isEqualTo("found a b");
            assertThat(answer(context, "/languages?language=fr", "allo")).isEqualTo("fr: allo");
            assertThat(context.getBean("wsHandlerExecutor", Executor.class)).isInstanceOf(ThreadPoolExecutor.class);
        }
    }

    /** The HTTP status of a handshake that is refused. */
    private static int refusal(Runnable connecting) {
        try {
            connecting.run();
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
        throw new AssertionError("the handshake was not refused");
    }
}
