package dev.wsboot.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.wsboot.test.Servers.Running;
import dev.wsboot.test.WsTestClient.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.JsonNode;

/** What a test client says and expects, and what it says when that does not come: on a socket and in memory alike. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class WsTestClientTest {

    private static final Duration LITTLE = Duration.ofMillis(50);

    @Parameter
    Servers servers;

    private final Script script = new Script();
    private Running running;
    private WsTestClient.Builder clients;
    private WsTestClient client;

    @BeforeEach
    void start() throws Exception {
        running = servers.start(script);
        clients = running.clients();
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
        running.close();
    }

    private WsTestClient connect() {
        client = clients.connect("/test");
        return client;
    }

    record Numbered(int number) {}

    @Test
    void messagesOfEachKindComeAsTheyWereSent() {
        connect()
                .send("Grüße")
                .send(new byte[] {1, 2})
                .send(ByteBuffer.wrap(new byte[] {3}))
                .send(new Numbered(7));

        assertThat(client.next(String.class)).isEqualTo("Grüße");
        assertThat(client.next(byte[].class)).containsExactly(1, 2);
        assertThat(client.next(ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {3}));
        assertThat(client.next(Numbered.class)).isEqualTo(new Numbered(7));
        client.assertNothingMore();
    }

    @Test
    void jsonIsReadAsWhateverIsAskedFor() {
        connect().send("thrice");

        assertThat(client.next(JsonNode.class).get("number").asInt()).isEqualTo(1);
        assertThat(client.next(Object.class)).isEqualTo(Map.of("number", 2));
        assertThat(client.next(new ParameterizedTypeReference<Map<String, Long>>() {}))
                .containsEntry("number", 3L);
        assertThat(client.send("[1,2]").next(int[].class)).containsExactly(1, 2);
        assertThat(client.send("5").next(int.class)).isEqualTo(5);
    }

    @Test
    void largeMessagesAreCompressedWhereThatWasOffered() {
        String large = "All work and no play. ".repeat(100_000);
        client = clients.compression().connect("/test");

        assertThat(client.isCompressed()).isTrue();
        assertThat(client.send(large).next(String.class)).isEqualTo(large);
        assertThat(client.send(large).next(String.class)).isEqualTo(large);
        assertThat(client.toString()).containsPattern("-> text    All work .* \\(compressed to \\d{1,6} bytes\\)");
        assertThat(clients.connect("/test").isCompressed()).isFalse();
    }

    @Test
    void handshakeHasWhatTheBuilderSays() {
        client = clients.header("X-Greeting", "Hello")
                .origin("http://localhost:80")
                .subprotocols("v1", "v0")
                .connect("/test?x=y");

        assertThat(client.next(String.class)).isEqualTo("Hello from http://localhost:80");
        assertThat(client.subprotocol()).isEqualTo("v1");
        assertThat(client.headers().first("Upgrade")).isEqualToIgnoringCase("websocket");
        assertThat(client.uri().getQuery()).isEqualTo("x=y");
        assertThat(connect().subprotocol()).as("the first builder is as it was").isNull();
    }

    @Test
    void refusalHasStatusFieldsAndContent() {
        Refusal refusal = clients.tryConnect("/test?refuse=401");

        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.header("content-length")).isNotEmpty();
        assertThat(clients.tryConnect("/elsewhere").status()).isEqualTo(404);
        assertThat(clients.origin("https://evil.example").tryConnect("/test").body())
                .contains("origin");
    }

    @Test
    void refusalThatIsNotExpectedIsTold() {
        assertFails(() -> clients.connect("/elsewhere"))
                .withMessageContaining("expected the server to accept, but it refused with 404")
                .withMessageContaining("-> GET /elsewhere");
        assertFails(() -> clients.tryConnect("/test"))
                .withMessageContaining("expected the server to refuse, but it accepted");
    }

    @Test
    void serverThatIsNotThereIsTold() {
        running.close();
        assertFails(() -> clients.connect("/test")).withMessageContaining("cannot connect to ws://localhost");
    }

    @Test
    void messageThatDoesNotComeFailsWithTheTranscript() {
        client = clients.patience(LITTLE).connect("/test").send("one\ntwo").send(new byte[] {(byte) 0xCA, (byte) 0xFE});
        client.next(String.class);
        client.next(byte[].class);

        assertFails(() -> client.next(String.class))
                .withMessageContaining("expected a message, but none came within 50 ms")
                .withMessageContaining("ws://localhost")
                .withMessageContaining("-> GET /test\n")
                .withMessageContaining("<- 101")
                .withMessageContaining("-> text    one\\ntwo\n")
                .withMessageContaining("<- binary  2 bytes: ca fe\n");
    }

    @Test
    void messageOfAnotherKindFails() {
        connect().send("text").send(new byte[] {1}).send("{]");

        assertFails(() -> client.next(byte[].class))
                .withMessageContaining("expected the next message to be binary, but it is text, text");
        assertFails(() -> client.next(Numbered.class))
                .withMessageContaining("expected the next message to be text, but it is binary, 1 byte: 01");
        assertFails(() -> client.next(Numbered.class)).withMessageContaining("Numbered in JSON, but it is {]: ");
    }

    @Test
    void closeOfTheServerFailsWhoWaitsForAMessageAtOnce() {
        connect().send("close");

        assertFails(() -> client.next(String.class))
                .withMessageContaining("expected a message, but the server closed with 4001 \"as you wish\"");
        assertFails(client::nextPong).withMessageContaining("expected a pong, but the server closed with 4001");
    }

    @Test
    void messagesBeforeACloseCanStillBeTaken() {
        connect().send("last").send("close");

        assertThat(client.awaitClose(4001).reason()).isEqualTo("as you wish");
        assertThat(client.next(String.class)).isEqualTo("last");
    }

    @Test
    void closeWithAnotherCodeFails() {
        connect().send("close");

        assertFails(() -> client.awaitClose(1000))
                .withMessageContaining("expected the server to close with 1000, but the server closed with 4001");
    }

    @Test
    void closeThatDoesNotComeFails() {
        client = clients.patience(LITTLE).connect("/test");

        assertFails(() -> client.awaitClose(1000))
                .withMessageContaining("expected a Close, but none came within 50 ms");
    }

    @Test
    void closeIsAnsweredWithItsCode() throws Exception {
        connect().close(4002, "done");

        assertThat(client.awaitClose(4002).reason()).isEmpty();
        client.assertNothingMore();
        assertThat(script.ends.poll(10, TimeUnit.SECONDS)).isEqualTo("4002 (done) by CLIENT");
        assertFails(() -> client.send("too late")).withMessageContaining("behind a Close frame");
        assertFails(() -> connect().close(1000, "").send("late")).withMessageContaining("behind a Close frame");
        assertThatIllegalArgumentException().isThrownBy(() -> connect().close(1006, ""));
    }

    @Test
    void abortedConnectionIsACloseWith1006() {
        connect().send("abort");

        assertThat(client.awaitClose(1006).reason()).isEmpty();
        assertFails(() -> client.next(String.class)).withMessageContaining("the connection broke: ");
    }

    @Test
    void clientThatVanishesIsGone() throws Exception {
        connect().drop();

        assertThat(script.ends.poll(10, TimeUnit.SECONDS)).isEqualTo("1006 by NETWORK");
        assertFails(() -> client.next(String.class)).withMessageContaining("this client dropped the connection");
    }

    @Test
    void pingAndPongGoBothWays() {
        connect().ping("a".getBytes(UTF_8)).ping("b".getBytes(UTF_8)).assertNothingMore();

        assertThat(client.nextPong()).asString(UTF_8).isEqualTo("a");
        assertThat(client.nextPong()).asString(UTF_8).isEqualTo("b");
        assertThat(client.send("ping").next(String.class)).isEqualTo("pong oh");
    }

    @Test
    void framesCanBeFragmentsAndBreakTheRules() {
        connect().sendFrame(0x01, "Two ".getBytes(UTF_8)).sendFrame(0x80, "frames".getBytes(UTF_8));
        assertThat(client.next(String.class)).isEqualTo("Two frames");

        client.sendFrame(0x80, new byte[0]);

        assertThat(client.awaitClose(1002).reason()).contains("continuation");
    }

    @Test
    void rawBytesGoOutAsTheyAre() {
        connect().sendFrame(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0}).sendFrame(new byte[] {0, 0, 'h', 'i'});
        assertThat(client.next(String.class)).isEqualTo("hi");

        client.sendFrame(new byte[] {(byte) 0x81, 0x02, 'h', 'i'});

        assertThat(client.awaitClose(1002).reason()).contains("not masked");
    }

    @Test
    void nothingMoreIsCertainWithoutAPause() {
        connect();
        for (int i = 0; i < 200; i++) {
            client.send("answered");
            assertFails(client::assertNothingMore)
                    .withMessageContaining("expected no further message, but there is text, answered");
            client.next(String.class);
            client.assertNothingMore();
        }
    }

    @Test
    void closeThatWasNotAskedForIsSomethingMore() {
        connect().send("close");

        assertFails(client::assertNothingMore)
                .withMessageContaining("expected no further message, but the server closed with 4001");
        client.awaitClose(4001);
        client.assertNothingMore();
    }

    @Test
    void nothingMoreWaitsForTheAnswerToAClose() {
        assertFails(() -> connect().send("one").close(1000, "").assertNothingMore())
                .withMessageContaining("expected no further message, but there is text, one");
        connect().close(1000, "").assertNothingMore();
    }

    @Test
    void serverFindsAClientBehindThatDoesNotRead() throws Exception {
        connect().stopReading();
        var session = script.sessions.poll(10, TimeUnit.SECONDS);
        ByteBuffer message = ByteBuffer.allocate(100_000);
        int count = 0;
        while (session.queuedBytes() == 0) {
            session.send(message.duplicate());
            count++;
        }
        assertThatIllegalStateException().isThrownBy(client::assertNothingMore);

        client.resumeReading();

        for (int i = 0; i < count; i++) {
            assertThat(client.next(byte[].class)).hasSize(100_000);
        }
        Awaitility.await().until(() -> session.queuedBytes() == 0);
    }

    @Test
    void serverThatDoesNotReadIsTold() throws Exception {
        client = clients.patience(Duration.ofMillis(200)).connect("/test");
        script.sessions.poll(10, TimeUnit.SECONDS).pauseReading();

        assertFails(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        client.send(new byte[100_000]);
                    }
                })
                .withMessageContaining("the server does not read: it has taken ");
        assertFails(() -> client.send("x")).withMessageContaining("none can follow it");
        client.drop();
    }

    @Test
    void messageThatIsTooLargeForTheServerIsNoFailureOfItsSender() {
        connect().send(new byte[(4 << 20) + 1]).send("after").send("that");

        client.awaitClose(1009);
    }

    @Test
    void longTranscriptKeepsItsEnd() {
        connect();
        for (int i = 0; i < 150; i++) {
            client.send("x".repeat(1000) + i);
            client.next(String.class);
        }

        List<String> lines = client.toString().lines().toList();
        assertThat(lines).hasSize(202);
        assertThat(lines.get(1)).isEqualTo("          ... 102 lines before");
        assertThat(lines.get(201)).contains("<- text    xxx").endsWith("x... (1003 characters)");
    }

    private static ThrowableAssertAlternative<AssertionError> assertFails(ThrowingCallable expectation) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(expectation);
    }
}
