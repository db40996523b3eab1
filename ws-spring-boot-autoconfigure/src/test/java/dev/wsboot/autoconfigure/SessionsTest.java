package dev.wsboot.autoconfigure;

import static dev.wsboot.autoconfigure.Contexts.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsboot.OnClose;
import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsEndpoint;
import dev.wsboot.WsSessions;
import dev.wsboot.core.WsSession;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The sessions that are open, found with real clients. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SessionsTest {

    private final ApplicationContextRunner runner =
            Contexts.runner().withBean(Chat.class).withBean(Users.class);

    @WsEndpoint(path = "/chat", name = "chat")
    static class Chat {

        final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        private final WsSessions sessions;

        Chat(WsSessions sessions) {
            this.sessions = sessions;
        }

        @OnOpen
        String open(WsSession session) {
            return sessions.session(session.id()).orElseThrow().equals(session) ? session.id() : "another one";
        }

        @OnMessage
        void attach(String message, WsSession session) {
            session.attach(message);
        }

        @OnClose
        void close(WsSession session) {
            ends.add(sessions.session(session.id()).isPresent() ? "here" : "gone");
        }
    }

    @Test
    void sessionIsFoundFromItsOpeningToItsEnd() {
        runner.run(context -> {
            WsSessions sessions = context.getBean(WsSessions.class);
            Client client = connect(context, "/chat");
            String id = client.nextText();
            WsSession session = sessions.session(id).orElseThrow();
            assertThat(sessions.all()).containsExactly(session);
            assertThat(sessions.count()).isEqualTo(1);
            client.send("mine");
            await().untilAsserted(() -> assertThat(session.attachment()).isEqualTo("mine"));
            client.close(1000, "bye");
            assertThat(context.getBean(Chat.class).ends.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("gone");
            assertThat(sessions.session(id)).isEmpty();
            assertThat(sessions.count()).isZero();
        });
    }

    @Test
    void sessionsOfAUserAreThoseThatTheHandshakeWasAcceptedWithHisPrincipal() {
        runner.run(context -> {
            WsSessions sessions = context.getBean(WsSessions.class);
            String one = connect(context, "/chat?user=anna").nextText();
            String two = connect(context, "/chat?user=anna").nextText();
            Client other = connect(context, "/chat?user=bert");
            other.nextText();
            connect(context, "/chat").nextText();
            assertThat(sessions.user("anna").map(WsSession::id)).containsExactlyInAnyOrder(one, two);
            assertThat(sessions.countOfUser("anna")).isEqualTo(2);
            assertThat(sessions.user("carl")).isEmpty();
            assertThat(sessions.users()).containsExactlyInAnyOrder("anna", "bert");
            assertThat(sessions.countOfEndpoint(Chat.class)).isEqualTo(4);
            other.abort();
            await().untilAsserted(() -> assertThat(sessions.users()).containsExactly("anna"));
        });
    }
}
