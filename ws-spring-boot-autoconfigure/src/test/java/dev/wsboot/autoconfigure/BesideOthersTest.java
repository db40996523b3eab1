package dev.wsboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.OnMessage;
import dev.wsboot.WsEndpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Whole applications: beside Tomcat and Spring's own WebSockets on it, and with no web server at all. */
@ExtendWith(OutputCaptureExtension.class)
class BesideOthersTest {

    @WsEndpoint("/echo")
    static class EchoEndpoint {

        @OnMessage
        String echo(String message) {
            return "ws " + message;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EchoEndpoint.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @EnableWebSocket
    static class ServletWebSockets implements WebSocketConfigurer {

        @Override
        public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
            registry.addHandler(
                    new TextWebSocketHandler() {
                        @Override
                        protected void handleTextMessage(WebSocketSession session, TextMessage message)
                                throws Exception {
                            session.sendMessage(new TextMessage("servlet " + message.getPayload()));
                        }
                    },
                    "/echo");
        }
    }

    @RestController
    static class PageController {

        @GetMapping("/page")
        String page() {
            return "page";
        }
    }

    private static ConfigurableApplicationContext start(WebApplicationType type, Class<?>... sources) {
        return new SpringApplicationBuilder(sources)
                .web(type)
                .properties("server.port=0", "ws.port=0")
                .run();
    }

    private static int port(ConfigurableApplicationContext context, String name) {
        return context.getEnvironment().getRequiredProperty("local." + name + ".port", Integer.class);
    }

    @Test
    void besideTomcatAndItsWebSockets(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context =
                start(WebApplicationType.SERVLET, Application.class, ServletWebSockets.class, PageController.class)) {
            int web = port(context, "server");
            int ws = port(context, "ws");
            assertThat(ws).isNotEqualTo(web);
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + web + "/page"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.body()).isEqualTo("page");
            assertThat(Client.connect(web, "/echo").send("hi").nextText()).isEqualTo("servlet hi");
            assertThat(Client.connect(ws, "/echo").send("hi").nextText()).isEqualTo("ws hi");
            assertThat(output)
                    .containsOnlyOnce("WebSocket server started on port " + ws + " with endpoints [/echo (echo)]");
        }
    }

    @Test
    void pagesOfTheWebApplicationMayConnectAndOthersMayNot(CapturedOutput output) {
        try (ConfigurableApplicationContext context =
                start(WebApplicationType.SERVLET, Application.class, PageController.class)) {
            int web = port(context, "server");
            int ws = port(context, "ws");
            connectFrom("http://localhost:" + web, ws).abort();
            assertThatThrownBy(() -> connectFrom("http://evil.example", ws))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThat(output).contains("refused with 403").contains("ws.allowed-origins");
        }
    }

    private static WebSocket connectFrom(String origin, int port) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create("ws://localhost:" + port + "/echo"), new WebSocket.Listener() {})
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void withoutAWebServerTheServersThreadsKeepTheApplicationAlive() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE, Application.class)) {
            Environment environment = context.getEnvironment();
            assertThat(environment.getProperty("local.server.port")).isNull();
            assertThat(Client.connect(port(context, "ws"), "/echo").send("hi").nextText())
                    .isEqualTo("ws hi");
            assertThat(Thread.getAllStackTraces().keySet())
                    .anyMatch(thread -> thread.getName().startsWith("ws-loop-") && !thread.isDaemon());
        }
    }
}
