package dev.wsboot.core.io;

import dev.wsboot.core.WsClient;
import dev.wsboot.core.WsConnectException;
import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.ClientHandshake;
import dev.wsboot.core.http.FailedHandshake;
import dev.wsboot.core.http.HeaderFields;
import dev.wsboot.core.http.ResponseHeadReader;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.CloseStatus.Initiator;
import dev.wsboot.core.protocol.Role;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client: an attempt to connect, a session, a pause, and again, until somebody closes it or nothing more is to be tried.
 *
 * <p>It belongs to one event loop for its life; what says "any thread" only hands a task to it, or reads a volatile field.
 */
final class Client implements WsClient, Owner {

    private static final System.Logger LOGGER = System.getLogger(WsClient.class.getName());

    private static final Pattern RETRY_SECONDS = Pattern.compile("[0-9]{1,5}");

    private final Settings settings;
    private final EventLoops loops;
    private final EventLoop loop;
    private final Runnable whenOver;
    private final Endpoint endpoint;
    private final WsServerEvents events;
    private final @Nullable Backoff backoff;
    private final TimerWheel.Timer pause = new Pause();
    private final CompletableFuture<WsSession> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private volatile @Nullable Session session;
    private volatile boolean connected;

    // Owned by the loop.
    private boolean ending;
    private boolean over;
    private boolean pausing;
    private String key = "";
    private @Nullable Connector connector;
    private @Nullable Connection connection;
    private @Nullable WsConnectException failure;
    private boolean permanent;
    private long retryAfter;
    private long openedAt;

    /**
     * A client that has not begun.
     *
     * @param whenOver told when the client needs its loops no more
     */
    Client(Settings settings, EventLoops loops, Runnable whenOver) {
        this.settings = settings;
        this.loops = loops;
        this.loop = loops.leastLoaded();
        this.whenOver = whenOver;
        this.endpoint = Endpoint.of(Role.CLIENT, place(settings.uri()), settings.handler(), settings.options());
        this.events = new GuardedEvents(settings.events());
        this.backoff = settings.reconnect() == null ? null : new Backoff(settings.reconnect(), new SplittableRandom());
        newHeadReader(); // its limits are checked here, not at the first answer
    }

    /** The URI without its query, which may hold a credential. */
    private static String place(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }

    Settings settings() {
        return settings;
    }

    ClientHandshake handshake() {
        return settings.handshake();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Whether it has a connection, or is about to. Any thread. */
    boolean isConnected() {
        return connected;
    }

    // ---- what a connection asks of its owner

    @Override
    public Role role() {
        return Role.CLIENT;
    }

    @Override
    public EventLoops loops() {
        return loops;
    }

    @Override
    public WsServerEvents events() {
        return events;
    }

    @Override
    public long handshakeTimeout() {
        return Endpoint.nanos(settings.handshakeTimeout());
    }

    @Override
    public Opening opening(Connection opening) {
        return new ClientOpening(opening, this, key, newHeadReader());
    }

    private ResponseHeadReader newHeadReader() {
        return new ResponseHeadReader(settings.maxHeaderSize(), settings.maxHeaderCount());
    }

    // ---- connecting

    /** Begins. Any thread. */
    void start() {
        loops.add(this);
        loop.execute(this::connect);
    }

    private void connect() {
        failure = null;
        permanent = false;
        retryAfter = 0;
        Resolver.resolve(handshake().host(), (addresses, error) -> loop.execute(() -> resolved(addresses, error)));
    }

    private void resolved(@Nullable List<InetAddress> addresses, @Nullable UnknownHostException error) {
        if (ending) {
            end();
        } else if (addresses == null) {
            failed(new IOException("the host \"" + handshake().host() + "\" has no address", error));
            goOn();
        } else {
            connected = true;
            loop.count(1);
            connector = new Connector(loop, addresses, handshake().port(), settings.connectTimeout(), new Attempt());
            connector.start();
        }
    }

    /** What became of an attempt to reach the server. */
    private final class Attempt implements Connector.Outcome {

        @Override
        public void connected(SocketChannel channel, SelectionKey registration) throws IOException {
            connector = null;
            registration.attach(shakeHands(new SocketTransport(channel, registration)));
        }

        @Override
        public void failed(IOException why) {
            connector = null;
            Client.this.failed(why);
            disconnected();
            goOn();
        }
    }

    /** Begins the opening handshake on a network connection that was counted. On the loop. */
    Connection shakeHands(Transport transport) {
        key = ClientHandshake.key(ByteBuffer.allocate(16)
                .putLong(loop.random().nextLong())
                .putLong(loop.random().nextLong())
                .array());
        Connection made = new Connection(this, loop, transport);
        connection = made;
        made.out().sendRaw(handshake().request(key), false);
        return made;
    }

    private void disconnected() {
        connected = false;
        loops.gone(loop);
    }

    /** The handshake succeeded; the handler has yet to be told. */
    void opened(Session opening) {
        session = opening;
        openedAt = loop.now();
    }

    /** The handler knows the session. */
    void told(Session opening) {
        opened.complete(opening);
    }

    /** The server answered, but not with a session. */
    void refused(FailedHandshake why) {
        failure = failure(why.why(), why.status(), why.headers(), null);
        permanent = why.status() != 408 && why.status() != 429 && why.status() < 500;
        retryAfter = retryAfter(why.headers());
    }

    /** There was no answer; the next attempt may have one. */
    void failed(IOException why) {
        failure = ending
                ? failure("the client was closed before", 0, HeaderFields.EMPTY, null)
                : failure(String.valueOf(why.getMessage()), 0, HeaderFields.EMPTY, why);
    }

    private WsConnectException failure(String why, int status, HeaderFields headers, @Nullable IOException cause) {
        return new WsConnectException("Cannot connect to " + endpoint.path() + ": " + why, status, headers, cause);
    }

    /** The seconds that the server asks to wait, in nanoseconds; 0 when it does not (RFC 9110 §10.2.3). */
    private static long retryAfter(HeaderFields headers) {
        String value = headers.first("Retry-After");
        return value != null && RETRY_SECONDS.matcher(value).matches()
                ? TimeUnit.SECONDS.toNanos(Long.parseLong(value))
                : 0;
    }

    // ---- between connections

    @Override
    public void gone(Connection lost) {
        Session last = session;
        session = null;
        connection = null;
        disconnected();
        if (last != null) {
            ending |= last.wasAskedToEnd();
            if (backoff != null) {
                backoff.sessionLasted(loop.now() - openedAt);
            }
        }
        goOn();
    }

    /** Tries again after a pause, or ends. */
    private void goOn() {
        if (ending || backoff == null || permanent) {
            end();
            return;
        }
        long delay = Math.max(backoff.next(), retryAfter);
        pausing = true;
        loop.timers().schedule(pause, loop.now() + delay);
        LOGGER.log(
                Level.INFO,
                () -> (failure == null ? "The session with " + endpoint.path() + " has ended" : failure.getMessage())
                        + "; the next attempt to connect is in " + TimeUnit.NANOSECONDS.toMillis(delay) + " ms");
    }

    private final class Pause extends TimerWheel.Timer {

        @Override
        void onTimer(long now) {
            pausing = false;
            connect();
        }
    }

    // ---- the end

    /** The loops are about to end. Any thread. */
    void shutdown() {
        loop.execute(() -> close(new CloseStatus(CloseStatus.GOING_AWAY_CODE, "", Initiator.SHUTDOWN)));
    }

    private void close(CloseStatus why) {
        if (ending) {
            return;
        }
        ending = true;
        if (session != null && connection != null) {
            connection.close(why);
        } else if (connection != null) {
            connection.lost(why.initiator());
        } else if (connector != null) {
            connector.abort();
            connector = null;
            disconnected();
            end();
        } else if (pausing) {
            loop.timers().cancel(pause);
            end();
        }
        // Otherwise the addresses are being looked up, and whoever does that will see that there is no need.
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        loops.remove(this);
        endpoint.close();
        if (failure == null && !opened.isDone()) {
            failed(new IOException("the connection broke as its session was being opened"));
        }
        WsConnectException why = failure;
        if (why != null) {
            opened.completeExceptionally(why);
        }
        if (why == null || ending) {
            closed.complete(null);
        } else {
            if (backoff != null) { // else whoever made this one attempt sees what became of it
                LOGGER.log(Level.WARNING, () -> why.getMessage() + "; no further attempt is made");
            }
            closed.completeExceptionally(why);
        }
        whenOver.run();
    }

    // ---- the client as its user sees it, from any thread

    @Override
    public URI uri() {
        return settings.uri();
    }

    @Override
    public CompletionStage<WsSession> opened() {
        return opened.copy();
    }

    @Override
    public @Nullable WsSession session() {
        return session;
    }

    @Override
    public CompletionStage<Void> closed() {
        return closed.copy();
    }

    @Override
    public void close() {
        loop.execute(() -> close(CloseStatus.NORMAL.by(Initiator.CLIENT)));
    }

    @Override
    public String toString() {
        return "WsClient[" + endpoint.path() + "]";
    }
}
