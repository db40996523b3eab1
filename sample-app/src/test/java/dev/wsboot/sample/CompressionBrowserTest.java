package dev.wsboot.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The browser agrees with the server on permessage-deflate, and what a page sends to {@code /echo} comes back as it was. */
class CompressionBrowserTest {

    /** Around the borders of frame lengths and of the sizes from which on messages are compressed. */
    private static final List<Integer> SIZES =
            List.of(0, 1, 125, 126, 1023, 1024, 5000, 65_535, 65_536, 200_000, 3000, 3000, 1_000_003);

    /** Echoes texts with characters of one to four bytes, and noise. Tells what differs. */
    private static final String ECHO = """
            async ([url, sizes]) => {
                const socket = new WebSocket(url);
                socket.binaryType = "arraybuffer";
                const closed = new Promise(resolve => {
                    socket.onclose = event => resolve("closed with " + event.code);
                    setTimeout(resolve, 60000, "not over after 60 s");
                });
                await Promise.race([new Promise(resolve => socket.onopen = resolve), closed]);
                const waiting = [];
                socket.onmessage = event => waiting.shift()(event.data);
                const echo = message => {
                    socket.send(message);
                    return Promise.race([new Promise(resolve => waiting.push(resolve)), closed]);
                };
                const differences = [];
                for (const size of sizes) {
                    const text = "price 42 Grüße € 😀 ".repeat(size / 20).padEnd(size, "x");
                    if (await echo(text) !== text) {
                        differences.push("text of " + size);
                    }
                    const noise = new Uint8Array(size);
                    for (let at = 0; at < size; at += 65536) {
                        crypto.getRandomValues(noise.subarray(at, at + 65536));
                    }
                    const back = new Uint8Array(await echo(noise));
                    if (back.length !== size || !noise.every((octet, i) => octet === back[i])) {
                        differences.push("binary of " + size);
                    }
                }
                const many = await Promise.all(Array.from({ length: 500 }, (_, i) => echo("message " + i)));
                if (many.some((message, i) => message !== "message " + i)) {
                    differences.push("many at once");
                }
                socket.close(3001, "bye");
                return { extensions: socket.extensions, differences, end: await closed };
            }""";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messagesOfAPageComeBackWithCompression(boolean takeover) {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(SampleApplication.class)
                .run(
                        "--server.port=0",
                        "--ws.port=0",
                        "--ws.compression.min-size=" + (takeover ? "0B" : "1KB"),
                        "--ws.compression.server-context-takeover=" + takeover,
                        "--ws.compression.client-context-takeover=" + takeover)) {
            Page page = chromium.newPage();
            page.navigate("http://localhost:" + port(application, "local.server.port") + "/favicon.svg");

            Object outcome = page.evaluate(
                    ECHO, List.of("ws://localhost:" + port(application, "local.ws.port") + "/echo", SIZES));

            assertThat(outcome)
                    .isEqualTo(Map.of(
                            "extensions",
                            takeover
                                    ? "permessage-deflate"
                                    : "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                            "differences",
                            List.of(),
                            "end",
                            "closed with 3001"));
        }
    }

    private static String port(ConfigurableApplicationContext application, String property) {
        return application.getEnvironment().getRequiredProperty(property);
    }
}
