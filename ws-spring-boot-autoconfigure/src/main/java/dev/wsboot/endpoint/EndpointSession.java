package dev.wsboot.endpoint;

import dev.wsboot.core.Compress;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
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
final class EndpointSession implements WsSession, Mailbox.Owner {

    private static final int BY_APPLICATION = 1;
    private static final int BY_MAILBOX = 2;

    private final WsSession connection;
    private final Endpoint endpoint;
    private final Handling handling;

    /** Null when the methods are called on the event loop. */
    private final @Nullable Mailbox mailbox;

    private volatile @Nullable Object attachment;
    private Object[] pathArguments = {};
    /** Whether the application has begun to open the session, so that it is told of the end. */
    private boolean opened;
    /** Whether nothing more is handed to the application, except the end. */
    private volatile boolean discarding;
    /** Whether the end is in the mailbox, which nothing may hold from then on. */
    private volatile boolean ended;
    /** Who has paused reading. Guarded by the mailbox's monitor. */
    private int pausedBy;

    EndpointSession(WsSession connection, Endpoint endpoint, Handling handling, Mailbox.Limits limits) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.handling = handling;
        this.mailbox = handling.isOnEventLoop(endpoint) ? null : new Mailbox(this, limits);
    }

    // Called on the event loop

    void open(Handshake handshake) {
        handling.openSessions().opened();
        if (endpoint.methods().opensSilently()) {
            opened = true;
        } else if (mailbox == null) {
            perform(EndpointSession::performOpen, handshake);
        } else {
            mailbox.putSignal(new Delivery(this, EndpointSession::performOpen, handshake, 0));
        }
    }

    void text(String message) {
        message(endpoint.methods().text(), message, message.length());
    }

    void binary(byte[] message) {
        message(endpoint.methods().binary(), message, message.length);
    }

    private void message(Step step, Object message, int size) {
        if (mailbox == null) {
            perform(step, message);
        } else {
            mailbox.put(new Delivery(this, step, message, size));
        }
    }

    /** Null when nothing waits; else completes when all that waits now is done. */
    @Nullable
    CompletionStage<?> whenWorkedOff() {
        if (mailbox == null || mailbox.isIdle()) {
            return null;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        mailbox.putSignal(new Signal(() -> done.complete(null)));
        return done;
    }

    void end(CloseStatus status) {
        if (mailbox == null) {
            performClose(status);
            return;
        }
        if (endpoint.methods().close() == null && mailbox.isIdle()) {
            handling.openSessions().closed();
        } else {
            mailbox.putSignal(new Signal(() -> performClose(status)));
        }
        ended = true;
        mailbox.release();
    }

    // Called by the mailbox's run, or on the event loop where there is no mailbox

    /** Does one step, unless the session is past that; what it throws is dealt with. */
    void perform(Step step, Object subject) {
        if (discarding) {
            return;
        }
        try {
            step.run(this, subject);
        } catch (Throwable error) {
            Failures.stepFailed(this, error);
        }
    }

    private static void performOpen(EndpointSession session, Object handshake) throws Throwable {
        EndpointMethods methods = session.endpoint.methods();
        try {
            session.pathArguments = methods.pathArguments().convert(((Handshake) handshake).pathParams());
        } catch (PathArguments.Unconvertible e) {
            session.cut(
                    CloseStatus.POLICY_VIOLATION_CODE, "a path variable is not valid", String.valueOf(e.getMessage()));
            return;
        }
        session.opened = true;
        if (methods.open() != null) {
            methods.open().run(session, handshake);
        }
    }

    private void performClose(CloseStatus status) {
        Step close = endpoint.methods().close();
        try {
            if (opened && close != null) {
                close.run(this, status);
            }
        } catch (Throwable error) {
            Failures.closeFailed(this, error);
        } finally {
            handling.openSessions().closed();
        }
    }

    Object pathArgument(int index) {
        return pathArguments[index];
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
        try {
            handling.executor().execute(mailbox);
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
        return connection.id();
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
