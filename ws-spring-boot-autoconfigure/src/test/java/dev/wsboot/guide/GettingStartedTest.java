package dev.wsboot.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The guide's first page says what is true. */
class GettingStartedTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path GUIDE = Path.of("..", "docs", "guide", "getting-started.md");
    private static final Path SOURCE = Path.of("src", "test", "java", "dev", "wsboot", "guide", "ChatEndpoint.java");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ChatEndpoint.class)
    static class Application {}

    @Test
    void endpointOfTheGuideIsTheOneThatIsTested() throws Exception {
        String source = Files.readString(SOURCE);
        assertThat(block("java")).isEqualTo(source.substring(source.indexOf("import ")));
    }

    @Test
    void everyLineOfTheEndpointInTheReadmeIsOneOfIt() throws Exception {
        assertThat(block("java", README).lines()).hasSizeGreaterThan(8).isSubsetOf(Files.readAllLines(SOURCE));
    }

    @Test
    void propertiesOfTheGuideStartAnApplicationInWhichTheEndpointAnswers() throws Exception {
        Path properties = Files.createTempFile("application", ".yaml");
        try {
            Files.writeString(properties, block("yaml"));
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run("--spring.config.location=" + properties.toUri(), "--ws.port=0")) {
                BlockingQueue<String> answers = new LinkedBlockingQueue<>();
                int port = context.getEnvironment().getRequiredProperty("local.ws.port", Integer.class);
                WebSocket socket = connect(port, answers);
                assertThat(next(answers)).isEqualTo("{\"room\":\"lobby\",\"text\":\"Welcome\"}");
                socket.sendText("{\"text\":\"hi\"}", true).join();
                assertThat(next(answers)).isEqualTo("{\"room\":\"lobby\",\"text\":\"hi\"}");
                socket.sendText("hi", true).join();
                assertThat(next(answers)).startsWith("{\"problem\":");
            }
        } finally {
            Files.delete(properties);
        }
    }

    private static String block(String language) throws Exception {
        return block(language, GUIDE);
    }

    private static String block(String language, Path page) throws Exception {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
        assertThat(block.find()).as("a block of " + language + " in " + page).isTrue();
        return block.group(1);
    }

    private static WebSocket connect(int port, BlockingQueue<String> answers) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + "/chat/lobby"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        answers.add(text.toString());
                        socket.request(1);
                        return null;
                    }
                })
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static String next(BlockingQueue<String> answers) throws InterruptedException {
        return answers.poll(20, TimeUnit.SECONDS);
    }
}
