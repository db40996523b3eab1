package dev.wsboot.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.test.WsTestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import tools.jackson.databind.JsonNode;

/** The chat through real sockets: what each command does, and that bad ones are answered and the session goes on. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ChatEndpointTest {

    @Autowired
    WsTestClient.Builder ws;

    @Test
    void everybodyInTheRoomHearsWhatIsSaidInOneOrder() {
        WsTestClient ada = join("order", "Ada", 1);
        WsTestClient grace = join("order", "Grace", 2);
        expect(ada, "joined");

        for (int i = 0; i < 50; i++) {
            ada.send("{\"type\":\"say\",\"id\":\"a%d\",\"text\":\"%d\"}".formatted(i, i));
            grace.send("{\"type\":\"say\",\"id\":\"g%d\",\"text\":\"%d\"}".formatted(i, i));
        }

        List<String> heardByAda = ids(ada, 100);
        assertThat(ids(grace, 100)).isEqualTo(heardByAda);
        assertThat(heardByAda.stream().filter(id -> id.startsWith("a"))).containsExactlyElementsOf(numbered("a", 50));
        assertThat(heardByAda.stream().filter(id -> id.startsWith("g"))).containsExactlyElementsOf(numbered("g", 50));
    }

    @Test
    void whatIsSaidCarriesItsAuthorAndTheServersTime() {
        WsTestClient ada = join("time", "Ada", 1);

        say(ada, "m1", "Hello");

        JsonNode said = expect(ada, "said");
        assertThat(said.get("nick").asString()).isEqualTo("Ada");
        assertThat(said.get("text").asString()).isEqualTo("Hello");
        assertThat(Duration.between(Instant.parse(said.get("at").asString()), Instant.now()))
                .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(1));
    }

    @Test
    void whoComesAndGoesIsTold() {
        WsTestClient ada = join("people", "Ada", 1);
        WsTestClient grace = join("people", "Grace", 2);
        JsonNode joined = expect(ada, "joined");
        assertThat(joined.get("nick").asString()).isEqualTo("Grace");
        assertThat(joined.get("people").asInt()).isEqualTo(2);

        grace.send("{\"type\":\"join\",\"nick\":\"Admiral\"}");
        JsonNode renamed = expect(ada, "renamed");
        assertThat(renamed.get("from").asString()).isEqualTo("Grace");
        assertThat(renamed.get("to").asString()).isEqualTo("Admiral");

        grace.drop();
        JsonNode left = expect(ada, "left");
        assertThat(left.get("nick").asString()).isEqualTo("Admiral");
        assertThat(left.get("people").asInt()).isEqualTo(1);
    }

    @Test
    void whoComesLaterIsToldWhatWasSaidLast() {
        WsTestClient ada = join("history", "Ada", 1);
        for (int i = 0; i < 60; i++) {
            say(ada, "m" + i, "Message " + i);
        }
        ids(ada, 60);

        WsTestClient late = connect("history");
        late.send("{\"type\":\"join\",\"nick\":\"Late\"}");

        JsonNode recent = expect(late, "welcome").get("recent");
        assertThat(recent.size()).isEqualTo(50);
        assertThat(recent.get(0).get("id").asString()).isEqualTo("m10");
        assertThat(recent.get(49).get("id").asString()).isEqualTo("m59");
    }

    @Test
    void anEmptyRoomForgets() {
        WsTestClient ada = join("forget", "Ada", 1);
        say(ada, "m1", "Something");
        expect(ada, "said");
        ada.close(1000, "").awaitClose(1000);

        // The close has been answered before the handler runs, so the room may outlive it by a moment.
        Awaitility.await().until(() -> {
            WsTestClient next = connect("forget");
            next.send("{\"type\":\"join\",\"nick\":\"Next\"}");
            boolean forgotten = expect(next, "welcome").get("recent").isEmpty();
            next.close();
            return forgotten;
        });
    }

    @Test
    void aPingIsAnsweredWithItsNumberBeforeJoiningToo() {
        WsTestClient client = connect("ping");

        client.send("{\"type\":\"ping\",\"id\":9007199254740991}");

        assertThat(expect(client, "pong").get("id").asLong()).isEqualTo(9007199254740991L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "null",
                "[]",
                "{}",
                "{\"type\":\"dance\"}",
                "{\"type\":\"say\",\"text\":{}}",
                "{\"type\":\"ping\",\"id\":\"x\"}",
                "{\"type\":\"join\",\"nick\":\"Ada\"",
                "{\"type\":\"dev.wsboot.sample.chat.ChatCommand$Ping\",\"id\":1}"
            })
    void whatIsNoCommandIsAnsweredAndTheSessionGoesOn(String message) {
        WsTestClient client = connect("bad");

        client.send(message);

        assertThat(problem(client)).contains("\"type\" is join, say or ping");
        isAlive(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"type":"join"}                                    | A name has 1 to 24 characters; this one has 0.
                    {"type":"join","nick":"   "}                       | A name has 1 to 24 characters; this one has 0.
                    {"type":"join","nick":"1234567890123456789012345"} | A name has 1 to 24 characters; this one has 25.
                    {"type":"join","nick":"a\\nb"}                     | A name is one line of text.
                    {"type":"join","nick":"half \\ud83d"}              | A name is one line of text.
                    {"type":"say","text":"hi"}                         | A message needs an id of 1 to 64 letters, digits and hyphens.
                    {"type":"say","id":"<b>","text":"hi"}              | A message needs an id of 1 to 64 letters, digits and hyphens.
                    {"type":"say","id":"m1"}                           | There is no text in the message.
                    {"type":"say","id":"m1","text":" \\n "}            | There is no text in the message.
                    {"type":"say","id":"m1","text":"half \\ud83d"}     | The message is no valid text.
                    {"type":"say","id":"m1","text":"hi"}               | Join the room before you say something.
                    """)
    void aCommandThatBreaksALimitIsToldWhichAndTheSessionGoesOn(String command, String answer) {
        WsTestClient client = connect("limits");

        client.send(command);

        assertThat(problem(client)).isEqualTo(answer);
        isAlive(client);
    }

    @Test
    void aMessageMayBeAsLongAsTheLimitAndNoLonger() {
        WsTestClient ada = join("length", "Ada", 1);

        say(ada, "fits", "x".repeat(500));
        assertThat(expect(ada, "said").get("text").asString()).hasSize(500);
        say(ada, "too-long", "x".repeat(501));

        JsonNode problem = expect(ada, "problem");
        assertThat(problem.get("message").asString())
                .isEqualTo("A message has at most 500 characters; this one has 501.");
        assertThat(problem.get("ref").asString()).isEqualTo("too-long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "a%20b", "a_b", "123456789012345678901234567890123"})
    void aRoomWithABadNameCannotBeJoined(String room) {
        WsTestClient client = connect(room);

        client.send("{\"type\":\"join\",\"nick\":\"Ada\"}");

        assertThat(problem(client)).startsWith("A room's name is");
        isAlive(client);
    }

    private WsTestClient connect(String room) {
        return ws.connect("/chat/" + room);
    }

    private WsTestClient join(String room, String nick, int people) {
        WsTestClient client = connect(room);
        client.send("{\"type\":\"join\",\"nick\":\"" + nick + "\"}");
        assertThat(expect(client, "welcome").get("people").asInt()).isEqualTo(people);
        return client;
    }

    private static void say(WsTestClient client, String id, String text) {
        client.send("{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
    }

    private JsonNode expect(WsTestClient client, String type) {
        JsonNode event = client.next(JsonNode.class);
        assertThat(event.get("type").asString()).as("%s", event).isEqualTo(type);
        return event;
    }

    private String problem(WsTestClient client) {
        return expect(client, "problem").get("message").asString();
    }

    private void isAlive(WsTestClient client) {
        client.send("{\"type\":\"ping\",\"id\":1}");
        assertThat(expect(client, "pong").get("id").asInt()).isEqualTo(1);
    }

    private List<String> ids(WsTestClient client, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(expect(client, "said").get("id").asString());
        }
        return ids;
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
