package dev.wsboot.endpoint;

import dev.wsboot.core.Compress;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One session of an endpoint as its handler methods see it: the connection, with a mailbox before it.
 *
 * <p>It stands between the application and the connection because a pause must also hold the messages that wait in the
 * mailbox, and because the connection's own attachment is this object.
 */
final class EndpointSession implements WsSession, Mailbox.Owner, Runnable {

    /** Goes on when what was {@link Pending pending} is done. */
    static final Step GO_ON = (session, pending) -> ((Pending) pending).finish();

    private static final int BY_APPLICATION = 1;
    private static final int BY_MAILBOX = 2;

    private final WsSession connection;
    private final Endpoint endpoint;
    private final Handling handling;

    /** Null when the methods are called on the event loop and have nothing to wait for. */
    private final @Nullable Mailbox mailbox;

    private final ThreadContext context;
    private final @Nullable Object[] arguments;
    private volatile @Nullable Object attachment;
    private volatile @Nullable Unfinished unfinished;
    /** The identity as text, made when it is first needed: the log needs it at each call. */
    private @Nullable String id;
    /** The thread that performs the step whose turn it is. A thread may ask whether it is itself. */
    private @Nullable Thread performer;
    /** What the next step must wait for. Belongs to the performer. */
    private @Nullable Pending pending;
    /** Whether an {@code @OnDrain} method waits for its turn. */
    private volatile boolean drains;
    /** Whether the application has begun to open the session, so that it is told of the end. */
    private boolean opened;
    /** Whether nothing more is handed to the application, except the end. */
    private volatile boolean discarding;
    /** Whether the connection has ended: nothing may hold the mailbox from then on, and nothing new is waited for. */
    private volatile boolean ended;
    /** Who has paused reading. Guarded by the mailbox's monitor. */
    private int pausedBy;

    EndpointSession(
            WsSession connection, Endpoint endpoint, Handling handling, Mailbox.Limits limits, Admitted admitted) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.handling = handling;
        this.arguments = admitted.arguments();
        this.attachment = admitted.attachment();
        this.context = admitted.context();
        boolean waitsForNothing =
                handling.isOnEventLoop(endpoint) && !endpoint.methods().isAsynchronous();
        this.mailbox = waitsForNothing ? null : new Mailbox(this, limits);
    }

    // Called on the event loop

    void open(Opening opening) {
        handling.openSessions().opened();
        if (endpoint.methods().open() == null) {
            opened = true;
        } else {
            signal(EndpointSession::performOpen, opening);
        }
    }

    void text(String message) {
        message(endpoint.methods().text(), message, message.length());
    }

    void binary(byte[] message) {
        message(endpoint.methods().binary(), message, message.length);
    }

    void message(Step step, Object message, int size) {
        if (mailbox == null) {
            perform(step, message);
        } else {
            mailbox.put(new Delivery(this, step, message, size));
        }
    }

    private void signal(Step step, Object subject) {
        if (mailbox == null) {
            perform(step, subject);
        } else {
            mailbox.putSignal(new Delivery(this, step, subject, 0));
        }
    }

    /** The outbound queue is empty again. */
    void drained() {
        Unfinished streams = unfinished;
        if (streams != null) {
            streams.drained();
        }
        Step drain = endpoint.methods().drain();
        if (drain != null && !drains) {
            drains = true;
            signal(EndpointSession::performDrain, drain);
        }
    }

    /** Null when nothing waits; else completes when all that waits now is done. */
    @Nullable
    CompletionStage<?> whenWorkedOff() {
        if (mailbox == null || (mailbox.isIdle() && !fliesSomething())) {
            return null;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        mailbox.putSignal(new Signal(() -> whenLanded(() -> done.complete(null))));
        return done;
    }

    void end(CloseStatus status) {
        ended = true; // first, so that what is begun meanwhile is cancelled here or sees it
        cancelUnfinished();
        if (mailbox == null) {
            performClose(status);
            return;
        }
        if (endpoint.methods().close() == null && mailbox.isIdle() && !fliesSomething()) {
            handling.openSessions().closed();
        } else {
            mailbox.putSignal(new Signal(() -> closeInTurn(status)));
        }
        mailbox.release();
    }

    /** Calls what the application has left unfinished off, on a thread that may block. */
    private void cancelUnfinished() {
        Unfinished left = unfinished;
        if (left != null && left.hasTasks()) {
            execute(left::cancelAll);
        }
    }

    private boolean fliesSomething() {
        Unfinished flying = unfinished;
        return flying != null && !flying.flights().isNone();
    }

    private void whenLanded(Runnable action) {
        Unfinished flying = unfinished;
        if (flying == null) {
            action.run();
        } else {
            flying.flights().whenNone(action);
        }
    }

    private void closeInTurn(CloseStatus status) {
        if (fliesSomething()) {
            whenLanded(() -> mailbox().putSignal(new Signal(() -> performClose(status))));
        } else {
            performClose(status);
        }
    }

    // Called by the mailbox's run, or on the event loop where there is no mailbox

    /** Works off the mailbox, on a thread of the handlers. */
    @Override
    public void run() {
        mailbox().run();
    }

    /** Does one step that nothing else of the session's is beside, but for flights. */
    void performInTurn(Step step, Object subject) {
        performer = Thread.currentThread();
        try {
            perform(step, subject);
        } finally {
            performer = null;
        }
    }

    /** What the step that was performed last has left to wait for. By its performer, once. */
    @Nullable
    Pending takePending() {
        Pending taken = pending;
        pending = null;
        return taken;
    }

    /** Does one step, unless the session is past that; what it throws is dealt with. */
    void perform(Step step, Object subject) {
        if (!discarding) {
            call(step, subject);
        }
    }

    private void call(Step step, Object subject) {
        boolean logsId = handling.logsSessionIds();
        String before = logsId ? LogContext.enter(id()) : null;
        try {
            context.run(step, this, subject);
        } catch (Throwable error) {
            Failures.stepFailed(this, error);
        } finally {
            if (logsId) {
                LogContext.leave(before);
            }
        }
    }

    private static void performOpen(EndpointSession session, Object opening) throws Throwable {
        session.opened = true;
        Objects.requireNonNull(session.endpoint.methods().open()).run(session, opening);
    }

    private static void performDrain(EndpointSession session, Object drain) throws Throwable {
        session.drains = false;
        ((Step) drain).run(session, drain);
    }

    private void performClose(CloseStatus status) {
        try {
            call(EndpointSession::callClose, status);
        } finally {
            discarding = true;
            handling.openSessions().closed();
        }
    }

    private static void callClose(EndpointSession session, Object status) {
        Step close = session.endpoint.methods().close();
        if (session.opened && close != null) {
            try {
                close.run(session, status);
            } catch (Throwable error) {
                Failures.closeFailed(session, error);
            }
        }
    }

    @Nullable
    Object argument(int index) {
        return arguments[index];
    }

    // Called by what handler methods have begun

    /** What the methods have left unfinished. */
    Unfinished unfinished() {
        Unfinished made = unfinished;
        if (made == null) {
            synchronized (connection) {
                made = unfinished;
                if (made == null) {
                    unfinished = made = new Unfinished();
                }
            }
        }
        return made;
    }

    /** Keeps a task to be cancelled with the session; false when that has ended and nobody will. */
    boolean begin(Unfinished.Task task) {
        unfinished().add(task);
        if (ended) {
            unfinished().remove(task);
            return false;
        }
        return true;
    }

    /** Has the session's next step wait, or its end when the step that asks for it is beside others. */
    void await(Pending what) {
        if (Thread.currentThread().equals(performer)) {
            what.awaitedBy(mailbox()::resume);
            pending = what;
            return;
        }
        Flights flights = unfinished().flights();
        flights.begin();
        what.awaitedBy(() -> execute(new Flight(this, GO_ON, what)));
        what.leave();
    }

    /** Does a step beside others. If too many are under way the session's next step waits. */
    void launch(Step step, Object subject) {
        Flights flights = unfinished().flights();
        flights.begin();
        try {
            handling.executor().execute(new Flight(this, step, subject));
        } catch (Throwable refusal) {
            flights.end();
            throw refusal;
        }
        Pending room = flights.roomBelow(handling.maxConcurrentMessages());
        if (room != null) {
            await(room);
        }
    }

    /** Something of the application's has failed that is not within a step. */
    void failed(Throwable error) {
        signal(
                (session, cause) -> {
                    throw (Throwable) cause;
                },
                error);
    }

    /** Runs something on a thread of the handlers. */
    void execute(Runnable task) {
        try {
            handling.executor().execute(task);
        } catch (Throwable refusal) {
            handling.spare().execute(task);
        }
    }

    Endpoint definition() {
        return endpoint;
    }

    UnhandledError unhandledError() {
        return handling.unhandledError();
    }

    /** Closes because of what the peer did, and says so in the log. */
    void cut(int code, String reason, String why) {
        CloseStatus status = CloseStatus.of(code, reason);
        Failures.cut(this, status, why);
        discard(status);
    }

    /** Closes, and hands nothing more to the application but the end. */
    void discard(CloseStatus status) {
        discarding = true;
        connection.close(status);
    }

    // The mailbox's owner

    @Override
    public void submit(Mailbox mailbox) {
        if (handling.isOnEventLoop(endpoint)) {
            mailbox.run();
            return;
        }
        try {
            handling.executor().execute(this);
        } catch (Throwable refusal) {
            // No thread for this session's work, so it is cut off. Its end must be told all the same, and not on this
            // thread,
            // which is the event loop's as a rule.
            if (!discarding) {
                Failures.refused(this, refusal);
                discard(CloseStatus.of(CloseStatus.SERVER_ERROR_CODE, "internal error"));
            }
            handling.spare().execute(mailbox);
        }
    }

    @Override
    public void full() {
        pauseFor(BY_MAILBOX);
    }

    @Override
    public void roomAgain() {
        resumeFor(BY_MAILBOX);
    }

    private Mailbox mailbox() {
        return Objects.requireNonNull(mailbox);
    }

    private void pauseFor(int who) {
        synchronized (mailbox()) {
            if (pausedBy == 0) {
                connection.pauseReading();
            }
            pausedBy |= who;
        }
    }

    private void resumeFor(int who) {
        synchronized (mailbox()) {
            if ((pausedBy & who) != 0) {
                pausedBy &= ~who;
                if (pausedBy == 0) {
                    connection.resumeReading();
                }
            }
        }
    }

    // What the application calls

    @Override
    public void pauseReading() {
        if (mailbox == null) {
            connection.pauseReading();
            return;
        }
        mailbox.hold();
        if (ended) {
            mailbox.release();
        } else {
            pauseFor(BY_APPLICATION);
        }
    }

    @Override
    public void resumeReading() {
        if (mailbox == null) {
            connection.resumeReading();
            return;
        }
        resumeFor(BY_APPLICATION);
        mailbox.release();
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Object attachment) {
        this.attachment = attachment;
    }

    @Override
    public String id() {
        String known = id;
        if (known == null) {
            id = known = connection.id();
        }
        return known;
    }

    @Override
    public String endpoint() {
        return connection.endpoint();
    }

    @Override
    public @Nullable String subprotocol() {
        return connection.subprotocol();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public SendStatus send(String text, Compress compress) {
        return connection.send(text, compress);
    }

    @Override
    public SendStatus send(ByteBuffer binary, Compress compress) {
        return connection.send(binary, compress);
    }

    @Override
    public SendStatus send(PreparedMessage message) {
        return connection.send(message);
    }

    @Override
    public SendStatus send(Object message) {
        return message instanceof PreparedMessage prepared
                ? connection.send(prepared)
                : endpoint.methods().outgoing().send(this, message);
    }

    @Override
    public CompletionStage<SendStatus> sendAsync(String text) {
        return connection.sendAsync(text);
    }

    @Override
    public CompletionStage<SendStatus> sendAsync(ByteBuffer binary) {
        return connection.sendAsync(binary);
    }

    /** Also how the mailbox lets what several of its works send leave together. */
    @Override
    public void cork(Runnable code) {
        connection.cork(code);
    }

    @Override
    public SendStatus ping(ByteBuffer payload) {
        return connection.ping(payload);
    }

    /** As the core does with what comes after this, the mailbox reads over what it has: the application wants no more. */
    @Override
    public void close(CloseStatus status) {
        connection.close(status);
        discarding = true;
    }

    @Override
    public void abort() {
        connection.abort();
        discarding = true;
    }

    @Override
    public long queuedBytes() {
        return connection.queuedBytes();
    }

    @Override
    public @Nullable Object attribute(String name) {
        return connection.attribute(name);
    }

    @Override
    public void attribute(String name, @Nullable Object value) {
        connection.attribute(name, value);
    }

    /** For logs: the identity, the endpoint's name and where the peer is. */
    @Override
    public String toString() {
        return "session " + id() + " of endpoint " + endpoint.name() + " from " + remoteAddress();
    }
}
