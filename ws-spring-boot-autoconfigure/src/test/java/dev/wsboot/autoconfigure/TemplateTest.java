package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static dev.wsboot.autoconfigure.Contexts.port;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.SendReport;
import dev.wsboot.WsEncodeException;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsEndpointRegistration;
import dev.wsboot.WsSessions;
import dev.wsboot.WsTemplate;
import dev.wsboot.autoconfigure.Client.Closed;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.WsCodec;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Messages from anywhere to sessions of real clients. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TemplateTest {

    private final ApplicationContextRunner runner = Contexts.runner()
            .withBean(ChatEndpoint.class)
            .withBean(GameEndpoint.class)
            .withBean(BytesEndpoint.class)
            .withBean(Bytes.class)
            .withBean(Users.class);

    record Said(String who, String text) {}

    /** A value whose writing is counted. */
    static final class Counted {

        final AtomicInteger writings = new AtomicInteger();

        public int getNumber() {
            return writings.incrementAndGet();
        }
    }

    static class Welcoming {

        @OnOpen
        String open(WsSession session) {
            return session.id();
        }
    }

    @WsEndpoint("/chat")
    static class ChatEndpoint extends Welcoming {

        @OnMessage
        void text(String message) {}
    }

    /** Tells the types of messages apart. */
    @WsEndpoint("/game")
    static class GameEndpoint extends Welcoming {

        record Move(int x) {}

        @OnMessage
        void said(Said said) {}

        @OnMessage
        void move(Move move) {}
    }

    static class Bytes implements WsCodec.Binary {

        final AtomicInteger writings = new AtomicInteger();

        @Override
        public ByteBuffer encode(Object message) {
            writings.incrementAndGet();
            if (message instanceof Thread) {
                throw new IllegalArgumentException("a thread");
            }
            return ByteBuffer.wrap(message.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object decode(ByteBuffer message, Type type) {
            throw new AssertionError(type);
        }
    }

    @WsEndpoint(path = "/bytes", codec = Bytes.class)
    static class BytesEndpoint extends Welcoming {}

    @Test
    void objectReachesEachSessionInTheFormOfItsEndpoint() {
        runner.run(context -> {
            Client chat = connect(context, "/chat");
            Client game = connect(context, "/game");
            Client bytes = connect(context, "/bytes");
            for (Client each : List.of(chat, game, bytes)) {
                each.nextText();
            }
            SendReport report = context.getBean(WsTemplate.class).all().send(new Said("anna", "hello"));
            assertThat(chat.nextText()).isEqualTo("{\"who\":\"anna\",\"text\":\"hello\"}");
            assertThat(game.nextText()).isEqualTo("{\"type\":\"said\",\"who\":\"anna\",\"text\":\"hello\"}");
            assertThat(bytes.nextBytes()).asString().isEqualTo("Said[who=anna, text=hello]");
            assertThat(report).isEqualTo(new SendReport(3, 0, 0, 0));
            assertThat(report.accepted()).isEqualTo(report.total()).isEqualTo(3);
        });
    }

    @Test
    void objectIsWrittenOnceForAllWhoGetTheSameOfIt() {
        runner.run(context -> {
            List<Client> chat = clients(context, "/chat", 5);
            List<Client> game = clients(context, "/game", 5);
            clients(context, "/bytes", 5);
            Counted counted = new Counted();
            assertThat(context.getBean(WsTemplate.class).all().send(counted).accepted())
                    .isEqualTo(15);
            assertThat(counted.writings).hasValue(2);
            assertThat(context.getBean(Bytes.class).writings).hasValue(1);
            assertThat(chat.stream().map(Client::nextText).distinct()).hasSize(1);
            assertThat(game.stream().map(Client::nextText).distinct()).hasSize(1);
        });
    }

    private static List<Client> clients(ApplicationContext context, String path, int count) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(connect(context, path));
        }
        clients.forEach(Client::nextText);
        return clients;
    }

    @Test
    void textBytesAndPreparedMessagesAreSentAsTheyAre() {
        runner.run(context -> {
            Client client = connect(context, "/bytes");
            client.nextText();
            WsTemplate template = context.getBean(WsTemplate.class);
            ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});
            template.all().send("text");
            template.all().send((Object) "object");
            template.all().send(buffer);
            template.all().send((Object) buffer);
            template.all().send(new byte[] {4});
            template.all().send(PreparedMessage.of("prepared"));
            assertThat(client.nextText()).isEqualTo("text");
            assertThat(client.nextText()).isEqualTo("object");
            assertThat(client.nextBytes()).containsExactly(1, 2, 3);
            assertThat(client.nextBytes()).containsExactly(1, 2, 3);
            assertThat(client.nextBytes()).containsExactly(4);
            assertThat(client.nextText()).isEqualTo("prepared");
            assertThat(context.getBean(Bytes.class).writings).hasValue(0);
        });
    }

    @Test
    void recipientsAreASessionAUserAnEndpointOrAllButSome() {
        runner.run(context -> {
            WsTemplate template = context.getBean(WsTemplate.class);
            Client anna = connect(context, "/chat?user=anna");
            Client bert = connect(context, "/chat?user=bert");
            Client play = connect(context, "/game?user=anna");
            String annaId = anna.nextText();
            String bertId = bert.nextText();
            String playId = play.nextText();
            WsSession session =
                    context.getBean(WsSessions.class).session(annaId).orElseThrow();

            assertThat(template.session(bertId).send("session").total()).isEqualTo(1);
            assertThat(template.session("nobody").send("nothing").total()).isZero();
            assertThat(template.user("anna").send("user").total()).isEqualTo(2);
            assertThat(template.endpoint("chat").send("name").total()).isEqualTo(2);
            assertThat(template.endpoint(GameEndpoint.class).send("class").total())
                    .isEqualTo(1);
            assertThat(template.endpoint(Welcoming.class)
                            .except(session)
                            .send("except session")
                            .total())
                    .isEqualTo(2);
            assertThat(template.all()
                            .except(annaId, bertId)
                            .except("nobody")
                            .send("except ids")
                            .total())
                    .isEqualTo(1);
            assertThat(template.all()
                            .filter(each -> each.endpoint().equals("/game"))
                            .send("filter")
                            .total())
                    .isEqualTo(1);
            template.all().send("all");

            assertThat(texts(anna, 3)).containsExactly("user", "name", "all");
            assertThat(texts(bert, 4)).containsExactly("session", "name", "except session", "all");
            assertThat(texts(play, 6))
                    .containsExactly("user", "class", "except session", "except ids", "filter", "all");
            assertThat(playId).isNotEqualTo(annaId);
        });
    }

    private static List<String> texts(Client client, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(client.nextText());
        }
        return texts;
    }

    @Test
    void nobodyIsSentAnythingWhenOneFormCannotBeWritten() {
        runner.run(context -> {
            Client chat = connect(context, "/chat");
            chat.nextText();
            Client bytes = connect(context, "/bytes");
            bytes.nextText();
            WsTemplate template = context.getBean(WsTemplate.class);
            assertThatThrownBy(() -> template.all().send(new Thread("unwritten")))
                    .isInstanceOf(WsEncodeException.class);
            assertThatThrownBy(() -> template.all().send("\ud800")).isInstanceOf(IllegalArgumentException.class);
            template.all().send("next");
            assertThat(chat.nextText()).isEqualTo("next");
            assertThat(bytes.nextText()).isEqualTo("next");
        });
    }

    @Test
    void endpointThatThereIsNotIsAMistake() {
        runner.run(context -> assertThatThrownBy(
                        () -> context.getBean(WsTemplate.class).endpoint("caht").send("lost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no endpoint \"caht\", only bytes, chat, game"));
    }

    @Test
    void closeTellsEachPeerWhy() {
        runner.run(context -> {
            Client chat = connect(context, "/chat");
            chat.nextText();
            Client game = connect(context, "/game");
            game.nextText();
            WsTemplate template = context.getBean(WsTemplate.class);
            template.all().send("last");
            assertThat(template.endpoint("chat").close(4000, "over")).isEqualTo(1);
            assertThat(chat.nextText()).isEqualTo("last");
            assertThat(chat.awaitClosed()).isEqualTo(new Closed(4000, "over"));
            assertThat(template.all().except("nobody").close()).isEqualTo(1);
            assertThat(game.awaitClosed().code()).isEqualTo(1000);
            assertThatThrownBy(() -> template.all().close(1006, "never sent"))
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void reportCountsWhatWaitsWhatIsDroppedAndWhatIsClosed() {
        runner.withPropertyValues("ws.outbound.overflow=drop", "ws.outbound.max-queue-size=64KB")
                .run(context -> {
                    SilentPeer slow = new SilentPeer(port(context), "/chat");
                    SilentPeer closing = new SilentPeer(port(context), "/chat?user=closing");
                    Client quick = connect(context, "/chat");
                    String quickId = quick.nextText();
                    WsTemplate template = context.getBean(WsTemplate.class);
                    context.getBean(WsSessions.class).user("closing").forEach(WsSession::close);
                    ByteBuffer much = ByteBuffer.allocate(16 * 1024 * 1024);
                    // What the kernel does not take at once waits, and more than the queue's size of it is enough.
                    SendReport first = template.all().except(quickId).send(much);
                    assertThat(first).isEqualTo(new SendReport(0, 1, 0, 1));
                    SendReport second = template.all().send("more");
                    assertThat(second).isEqualTo(new SendReport(1, 0, 1, 1));
                    assertThat(second.accepted()).isEqualTo(1);
                    assertThat(second.total()).isEqualTo(3);
                    assertThat(quick.nextText()).isEqualTo("more");
                    slow.close();
                    closing.close();
                });
    }

    @Test
    void sessionsOfAHandlerOfTheCoreAreSentJsonToo() {
        WsHandler handler = new WsHandler() {
            @Override
            public void onOpen(WsSession session, Handshake handshake) {
                session.send(session.id());
            }
        };
        runner.withBean(
                        "plain",
                        WsEndpointRegistration.class,
                        () -> WsEndpointRegistration.at("/plain").handler(handler))
                .run(context -> {
                    Client client = connect(context, "/plain?user=anna");
                    client.nextText();
                    assertThat(context.getBean(WsTemplate.class)
                                    .endpoint("plain")
                                    .send(new Said("anna", "hello"))
                                    .total())
                            .isEqualTo(1);
                    assertThat(client.nextText()).isEqualTo("{\"who\":\"anna\",\"text\":\"hello\"}");
                    WsSession session = context.getBean(WsSessions.class)
                            .user("anna")
                            .findAny()
                            .orElseThrow();
                    session.send(new Said("bert", "hi"));
                    assertThat(client.nextText()).isEqualTo("{\"who\":\"bert\",\"text\":\"hi\"}");
                });
    }
}
