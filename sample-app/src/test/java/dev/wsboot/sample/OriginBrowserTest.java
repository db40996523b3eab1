package dev.wsboot.sample;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

/** Which pages may connect, seen from the browser: it is the browser that says where a script came from. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "ws.port=0")
class OriginBrowserTest {

    private static final String CONNECT = """
            url => new Promise(resolve => {
                const socket = new WebSocket(url);
                socket.onopen = () => { socket.close(); resolve("opened"); };
                socket.onclose = event => resolve("closed with " + event.code);
            })""";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    private HttpServer foreign;

    @BeforeEach
    void startAnotherSite() throws IOException {
        foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Another site</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        foreign.start();
    }

    @AfterEach
    void stopTheOtherSite() {
        foreign.stop(0);
    }

    @Test
    void aPageOfAnotherPortIsRefused() {
        Page page = chromium.newPage();
        List<String> console = new CopyOnWriteArrayList<>();
        page.onConsoleMessage(message -> console.add(message.text()));
        page.navigate("http://localhost:" + foreign.getAddress().getPort());
        assertThat(page).hasTitle("Another site");

        Object outcome = page.evaluate(CONNECT, "ws://localhost:" + wsPort() + "/chat/lobby");

        Assertions.assertThat(outcome).isEqualTo("closed with 1006");
        page.waitForCondition(() -> console.stream().anyMatch(line -> line.contains("Unexpected response code: 403")));
    }

    @Test
    void aPageOfAnotherHostNameIsRefusedThoughItIsTheSameMachine() {
        Page page = chromium.newPage();
        page.navigate("http://127.0.0.1:" + port + "/favicon.svg");

        Object outcome = page.evaluate(CONNECT, "ws://localhost:" + wsPort() + "/chat/lobby");

        Assertions.assertThat(outcome).isEqualTo("closed with 1006");
    }

    @Test
    void aPageOfTheApplicationIsAdmittedUnderEachNameOfItsHost() {
        for (String host : List.of("localhost", "127.0.0.1")) {
            Page page = chromium.newPage();
            page.navigate("http://" + host + ":" + port + "/favicon.svg");

            Object outcome = page.evaluate(CONNECT, "ws://" + host + ":" + wsPort() + "/chat/lobby");

            Assertions.assertThat(outcome).as("from %s", host).isEqualTo("opened");
        }
    }

    private int wsPort() {
        return environment.getRequiredProperty("local.ws.port", Integer.class);
    }
}
