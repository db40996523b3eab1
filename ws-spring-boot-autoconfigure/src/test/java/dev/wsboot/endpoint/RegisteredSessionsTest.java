package dev.wsboot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.Execution;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.util.ReflectionTestUtils;

/** The index of open sessions, under more threads than there are event loops. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RegisteredSessionsTest {

    private static final int THREADS = 4;

    private final Handling handling = new Handling(Runnable::run, Execution.AUTO, UnhandledError.CLOSE, 16, false);
    private final Endpoint chat = endpoint("chat", String.class);
    private final Endpoint news = endpoint("news", Integer.class);
    private final RegisteredSessions sessions = handling.sessions();
    private final AtomicInteger published = new AtomicInteger();

    private static Endpoint endpoint(String name, Class<?> type) {
        EndpointMethods methods = new EndpointMethods(
                null, null, null, null, new Outgoing(null, null, null), null, null, List.of(), null, false);
        return new Endpoint(type, name, "/" + name, List.of(), Execution.AUTO, methods);
    }

    private static WsSession session(String id, String user) {
        Principal principal = () -> user;
        return (WsSession) Proxy.newProxyInstance(
                RegisteredSessionsTest.class.getClassLoader(),
                new Class<?>[] {WsSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "id", "toString" -> id;
                    case "equals" ->
                        arguments[0] instanceof WsSession other && other.id().equals(id);
                    case "hashCode" -> id.hashCode();
                    case "principal" -> user == null ? null : principal;
                    case "attribute" ->
                        user != null && arguments[0].equals("java.security.Principal") ? principal : null;
                    default -> throw new AssertionError(method);
                });
    }

    private void begin() {
        sessions.begin(
                List.of(chat, news),
                new SessionEvents(handling, event -> published.incrementAndGet(), Integer.MAX_VALUE));
    }

    @Test
    void hundredThousandSessionsLeaveNothingBehind() {
        begin();
        long seed = Long.getLong("ws.seed", System.nanoTime());
        System.out.println("-Dws.seed=" + seed);
        int each = 100_000 / THREADS;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            all.add(CompletableFuture.runAsync(() -> openAndClose(thread, each, new Random(seed + thread))));
        }
        all.forEach(done -> done.orTimeout(60, TimeUnit.SECONDS).join());
        assertThat(sessions.count()).isZero();
        assertThat(sessions.countOfEndpoint("chat") + sessions.countOfEndpoint("news"))
                .isZero();
        assertThat(sessions.users()).isEmpty();
        assertThat((Iterable<?>) ((Map<?, ?>) ReflectionTestUtils.getField(sessions, "byUser")).keySet())
                .isEmpty();
        assertThat(published).hasValue(2 * 100_000);
    }

    /** Each user has sessions of all threads, and few at a time, so that the last one to leave meets others who come. */
    private void openAndClose(int thread, int count, Random random) {
        List<WsSession> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String user = random.nextInt(3) == 0 ? null : "user" + random.nextInt(2);
            WsSession session = session(thread + "-" + i, user);
            sessions.opened(session, random.nextBoolean() ? chat : news);
            assertThat(sessions.session(session.id())).containsSame(session);
            if (user != null) {
                assertThat(sessions.user(user).anyMatch(session::equals))
                        .as(user)
                        .isTrue();
            }
            open.add(session);
            if (open.size() > random.nextInt(3)) {
                close(open.remove(random.nextInt(open.size())));
            }
        }
        open.forEach(this::close);
    }

    private void close(WsSession session) {
        sessions.closed(session, CloseStatus.NORMAL);
        assertThat(sessions.session(session.id())).isEmpty();
    }

    @Test
    void sessionThatIsClosedTwiceIsToldOfOnce() {
        begin();
        WsSession session = session("1", "anna");
        sessions.opened(session, chat);
        close(session);
        close(session);
        assertThat(published).hasValue(2);
    }

    @Test
    void twoSessionsOfAUserAreBothHisUntilTheLastOneGoes() {
        begin();
        WsSession first = session("1", "anna");
        WsSession second = session("2", "anna");
        sessions.opened(first, chat);
        sessions.opened(second, news);
        assertThat(sessions.user("anna")).containsExactlyInAnyOrder(first, second);
        assertThat(sessions.countOfUser("anna")).isEqualTo(2);
        close(first);
        assertThat(sessions.users()).containsExactly("anna");
        assertThat(sessions.user("anna")).containsExactly(second);
        close(second);
        assertThat(sessions.users()).isEmpty();
        assertThat(sessions.user("anna")).isEmpty();
    }

    @Test
    void endpointsAreFoundByNameByClassAndByWhatClassesHaveInCommon() {
        begin();
        WsSession one = session("1", null);
        WsSession other = session("2", null);
        sessions.opened(one, chat);
        sessions.opened(other, news);
        assertThat(sessions.endpoint("chat")).containsExactly(one);
        assertThat(sessions.endpoint(Integer.class)).containsExactly(other);
        assertThat(sessions.endpoint(Comparable.class)).containsExactlyInAnyOrder(one, other);
        assertThat(sessions.countOfEndpoint(Comparable.class)).isEqualTo(2);
    }

    @Test
    void endpointThatThereIsNotIsAMistakeThatNamesThoseThatThereAre() {
        begin();
        assertThatThrownBy(() -> sessions.endpoint("chatt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no endpoint \"chatt\", only chat, news");
        assertThatThrownBy(() -> sessions.countOfEndpoint(Thread.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no endpoint of the class java.lang.Thread, only chat, news");
    }

    @Test
    void beforeTheServerIsStartedThereIsNobody() {
        assertThat(sessions.endpoint("chat")).isEmpty();
        assertThat(sessions.endpoint(Thread.class)).isEmpty();
        assertThat(sessions.all()).isEmpty();
        assertThat(Arrays.asList(sessions.count(), sessions.countOfUser("anna")))
                .containsOnly(0);
    }

    @Test
    void slowListenersBoundWhatWaitsAndWhatWasAnnouncedGetsItsEnd() {
        Queue<Runnable> runs = new ArrayDeque<>();
        List<Object> told = new ArrayList<>();
        Handling slow = new Handling(runs::add, Execution.AUTO, UnhandledError.CLOSE, 16, false);
        SessionEvents events = new SessionEvents(slow, told::add, 100);
        List<WsSession> all = new ArrayList<>();
        for (int i = 0; i < 105; i++) {
            all.add(session("s" + i, null));
            events.opened(all.get(i), chat);
        }
        all.forEach(each -> events.closed(each, chat, CloseStatus.NORMAL));
        runs.remove().run();

        assertThat(told).hasSize(200);
        assertThat(runs).isEmpty();
        WsSession next = session("next", null);
        events.opened(next, chat);
        events.closed(next, chat, CloseStatus.NORMAL);
        runs.remove().run();
        assertThat(told).hasSize(202);
    }

    @Test
    void principalWithoutANameIsNobodyAndItsSessionIsThereAllTheSame() {
        WsSession nameless = (WsSession) Proxy.newProxyInstance(
                RegisteredSessionsTest.class.getClassLoader(),
                new Class<?>[] {WsSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "id", "toString" -> "nameless";
                    case "principal" ->
                        (Principal) () -> {
                            throw new IllegalStateException("by hand");
                        };
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        begin();
        sessions.opened(nameless, chat);

        assertThat(sessions.session("nameless")).isPresent();
    }
}
