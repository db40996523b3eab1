package dev.wsboot.core.io;

import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.deflate.MessageInflater;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.Refusal;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.CloseStatus.Initiator;
import dev.wsboot.core.protocol.ConnectionState;
import dev.wsboot.core.protocol.ConnectionState.Signal;
import dev.wsboot.core.protocol.Decompressor;
import dev.wsboot.core.protocol.Inbound;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.Role;
import dev.wsboot.core.protocol.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from the accepted socket to its end: joins the receiving half, the sending half, the state and the times.
 *
 * <p>Runs on its event loop, but for what says "any thread".
 *
 * <p>The end: whoever takes the transition away from OPEN queues the Close frame. When both Close frames are through, or one
 * side cannot go on, the state is ENDING: the handler is told, our last bytes go out, our half of the stream is shut, and
 * what still comes is read and thrown away, so that the peer gets our bytes and a FIN, and no RST that could eat them
 * (RFC 6455 §7.1.1).
 */
final class Connection extends Lifecycle implements EventLoop.Selectable {

    /** How long a peer is listened to after our last byte, however much it still sends: a reset would eat our Close frame. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private static final long NEVER = Long.MAX_VALUE;

    private final Owner owner;
    private final EventLoop loop;
    private final Transport transport;
    private final OutboundQueue out;

    private @Nullable Opening opening;
    private @Nullable Inbound inbound;
    private @Nullable Session session;
    private @Nullable ByteBuffer stash;

    private boolean inputDone;
    private boolean outputDone;
    private boolean finished;

    /** When the handshake, the closing or the lingering has taken too long; 0 when nothing of that is under way. */
    private long deadline;

    private long lastHeard;
    private long pingSent;
    private volatile long lastMessage;

    Connection(Owner owner, EventLoop loop, Transport transport) {
        this.owner = owner;
        this.loop = loop;
        this.transport = transport;
        this.out = new OutboundQueue(this, loop);
        this.opening = owner.opening(this);
        long timeout = owner.handshakeTimeout();
        this.deadline = timeout > 0 ? loop.now() + timeout : 0;
        reschedule();
    }

    EventLoop loop() {
        return loop;
    }

    Transport transport() {
        return transport;
    }

    OutboundQueue out() {
        return out;
    }

    Owner owner() {
        return owner;
    }

    EventLoops loops() {
        return owner.loops();
    }

    // ---- input

    @Override
    public void ready(int readyOperations) {
        try {
            if ((readyOperations & SelectionKey.OP_WRITE) != 0) {
                out.writable();
            }
            if ((readyOperations & SelectionKey.OP_READ) != 0 && wantsInput()) {
                read();
            }
        } catch (IOException e) {
            lost(Initiator.NETWORK);
        } catch (Throwable e) {
            crash(e);
        }
    }

    private void read() throws IOException {
        ByteBuffer in = loop.receiveBuffer();
        int count = transport.read(in);
        if (count < 0) {
            endOfInput();
        } else if (count > 0) {
            lastHeard = loop.now();
            if (state() != ConnectionState.ENDING) {
                receive(in.flip());
            }
        }
    }

    /** Works off bytes of the peer. What is left when the delivery is held back is kept. */
    private void receive(ByteBuffer in) {
        out.beginBatch();
        try {
            if (opening != null) {
                opening.receive(in);
            }
            if (inbound != null) {
                inbound.receive(in, loop.decoder(), session());
            }
        } catch (Throwable e) {
            crash(e);
        } finally {
            out.endBatch();
        }
        boolean goesOn = state() != ConnectionState.ENDING && state() != ConnectionState.CLOSED;
        if (in.hasRemaining() && goesOn) {
            stash = keep(in);
        }
        if (!wantsInput()) { // else the selector would tell of the next bytes for ever
            updateInterest();
        }
    }

    /** The receive buffer is needed for others; what was kept before is kept again as it is. */
    private static ByteBuffer keep(ByteBuffer rest) {
        return rest.isDirect() ? ByteBuffer.allocate(rest.remaining()).put(rest).flip() : rest;
    }

    /** Goes on with what was kept when the delivery was held back. */
    private void receiveStash() {
        ByteBuffer kept = stash;
        boolean heldBackAgain = inbound != null && inbound.isSuspended();
        if (kept != null && !heldBackAgain) {
            stash = null;
            receive(kept);
        }
        updateInterest();
    }

    private void endOfInput() {
        inputDone = true;
        boolean bytesToSend =
                state() == ConnectionState.PEER_CLOSING || (state() == ConnectionState.ENDING && !outputDone);
        if (bytesToSend) {
            updateInterest();
        } else {
            lost(Initiator.NETWORK);
        }
    }

    private boolean wantsInput() {
        if (inputDone || stash != null) {
            return false;
        }
        return switch (state()) {
            case CONNECTING -> opening != null && !opening.isDeciding();
            case OPEN, PEER_CLOSING, CLOSING -> inbound != null && !inbound.isSuspended();
            case ENDING -> true;
            case CLOSED -> false;
        };
    }

    private void updateInterest() {
        if (!finished) {
            transport.interest(wantsInput(), out.isBehind());
        }
    }

    /** Holds messages back from the next one on. Any thread. */
    void pauseReading() {
        if (loop.isCurrent()) {
            pause();
        } else {
            loop.execute(this::pause);
        }
    }

    private void pause() {
        if (inbound != null && state() == ConnectionState.OPEN) {
            inbound.suspend();
            updateInterest();
            reschedule();
        }
    }

    /** Delivers messages again, but none within this call. Any thread. */
    void resumeReading() {
        if (loop.isCurrent()) {
            resume();
        } else {
            loop.execute(this::resume);
        }
    }

    private void resume() {
        if (inbound != null && inbound.isSuspended()) {
            // The times stood still while we did not listen: the peer may have answered long ago.
            lastHeard = loop.now();
            pingSent = lastHeard;
            lastMessage = lastHeard;
            inbound.resume();
            updateInterest();
            reschedule();
            if (stash != null) {
                loop.execute(this::receiveStash);
            }
        }
    }

    // ---- the opening handshake

    /** The handshake succeeded: opens the session. */
    void open(Session opened, Handshake handshake, @Nullable DeflateAgreement agreement) {
        Endpoint endpoint = opened.endpointOf();
        opening = null;
        session = opened;
        inbound = new Inbound(endpoint.rules(), decompressor(agreement));
        if (agreement != null && endpoint.deflate() != null) {
            out.compressWith(endpoint.deflate().compressor(agreement, owner.role()));
        }
        lastHeard = loop.now();
        pingSent = lastHeard;
        lastMessage = lastHeard;
        deadline = 0;
        signal(Signal.OPENED);
        reschedule();
        owner.events().sessionOpened(opened);
        opened.opened(handshake);
    }

    private @Nullable Decompressor decompressor(@Nullable DeflateAgreement agreement) {
        return agreement == null
                ? null
                : new MessageInflater(
                        loop.inflaters(), agreement.takeover(owner.role().other()));
    }

    /** The handshake failed: answers it with an HTTP error and ends. */
    void refuse(Refusal refusal) {
        if (signal(Signal.FAIL) != null) {
            owner.events().handshakeRefused(transport.remoteAddress(), refusal.status(), refusal.why());
            out.sendRaw(refusal.encode(), true);
            ending();
        }
    }

    /** Goes on with what came behind a request whose decision took time. */
    void decided() {
        receiveStash();
    }

    // ---- what the receiving half has found

    /** Whether a pong is the answer to the ping that we sent last. */
    boolean answersOurPing(ByteBuffer pong) {
        return pong.remaining() == Long.BYTES && pong.getLong(pong.position()) == pingSent;
    }

    /** The peer's Close frame has come. */
    void closeReceived(CloseStatus peer) {
        claim(peer);
        ConnectionState next = signal(Signal.PEER_CLOSE);
        if (next == ConnectionState.ENDING) {
            loop.execute(this::ending);
        } else if (next == ConnectionState.PEER_CLOSING) {
            deadline = loop.now() + session().endpointOf().closeTimeout();
            reschedule();
            CompletionStage<?> pending = session().peerCloses(peer);
            if (pending == null) {
                answerClose();
            } else {
                pending.whenComplete((result, error) -> answerClose());
            }
        }
    }

    /** Answers the peer's Close with its own code. Any thread. */
    private void answerClose() {
        CloseStatus peer = status();
        if (peer != null) {
            close(new CloseStatus(peer.code(), "", peer.initiator()));
        }
    }

    /** The peer has broken a rule. */
    void violated(Violation violation) {
        boolean answers = state().canSend();
        CloseStatus cut = new CloseStatus(violation.code(), violation.reason(), ourselves());
        claim(cut);
        if (signal(Signal.FAIL) != null) {
            if (answers) {
                out.sendAnyway(Opcode.CLOSE, closePayload(cut));
            }
            String property = violation.property();
            owner.events()
                    .sessionCut(
                            session(),
                            cut,
                            violation.reason()
                                    + (property == null
                                            ? ""
                                            : ": see " + session().endpointOf().setting(property)));
            loop.execute(this::ending);
        }
    }

    private Opening opening() {
        return Objects.requireNonNull(opening, "a connection without a session is in its opening handshake");
    }

    /** This side, as one who begins the end of a connection. */
    private Initiator ourselves() {
        return owner.role().self();
    }

    private Session session() {
        Session current = session;
        if (current == null) {
            throw new IllegalStateException("a message came before the session was opened");
        }
        return current;
    }

    /** A message went through, in or out: the session is not idle. Any thread. */
    void touch() {
        if (session().endpointOf().keepalive().idleTimeout() > 0) {
            lastMessage = loops().clock().nanoTime();
        }
    }

    // ---- closing

    /** Begins or answers the closing handshake. Any thread. */
    void close(CloseStatus wanted) {
        claim(wanted);
        ConnectionState next = signal(Signal.OUR_CLOSE);
        if (next != null) {
            out.sendAnyway(Opcode.CLOSE, closePayload(wanted));
            closeQueued(next);
        }
    }

    /** Begins the closing handshake in the place of all that has not been begun. True when it did. Any thread. */
    boolean cut(CloseStatus why) {
        claim(why);
        ConnectionState next = signal(Signal.OUR_CLOSE);
        if (next != null) {
            out.sendInstead(Opcode.CLOSE, closePayload(why));
            closeQueued(next);
        }
        return next != null;
    }

    private static ByteBuffer closePayload(CloseStatus status) {
        return ByteBuffer.wrap(status.payload());
    }

    private void closeQueued(ConnectionState next) {
        discardInput();
        loop.execute(next == ConnectionState.CLOSING ? this::closing : this::ending);
    }

    /** A callback that ends the session is the last one with a message, whatever the peer has sent along. Any thread. */
    private void discardInput() {
        if (loop.isCurrent() && inbound != null) {
            inbound.discardData();
        }
    }

    /** Our Close is on its way, and the peer's is waited for. */
    private void closing() {
        if (state() == ConnectionState.CLOSING && inbound != null) {
            deadline = loop.now() + session().endpointOf().closeTimeout();
            discardInput();
            inbound.resume();
            reschedule();
            receiveStash();
        }
    }

    /** Nothing more comes from either side but our last bytes. */
    private void ending() {
        if (finished) {
            return;
        }
        stash = null;
        tell();
        if (outputDone) {
            endOutput();
        } else {
            deadline = loop.now()
                    + (session == null ? LINGER_NANOS : session.endpointOf().closeTimeout());
            updateInterest();
            reschedule();
        }
    }

    /** The kernel has our last byte. Any thread. */
    void lastFrameSent() {
        loop.execute(() -> {
            outputDone = true;
            if (state() == ConnectionState.ENDING) {
                endOutput();
            }
        });
    }

    private void endOutput() {
        if (finished) {
            return;
        }
        if (inputDone) {
            finish();
            return;
        }
        try {
            if (owner.role() == Role.SERVER) { // a client waits for the server to do that (RFC 6455 §7.1.1)
                transport.shutdownOutput();
            }
            deadline = loop.now() + LINGER_NANOS;
            updateInterest();
            reschedule();
        } catch (IOException e) {
            lost(Initiator.NETWORK);
        }
    }

    /** Ends at once, with a reset: nothing that is sent or received from here on counts. Any thread. */
    void abort(Initiator initiator) {
        claim(new CloseStatus(CloseStatus.ABNORMAL_CODE, "", initiator));
        if (signal(Signal.LOST) != null) {
            discardInput();
            loop.execute(() -> giveUp(initiator));
        }
    }

    /** The server is being stopped. */
    void shutdown() {
        if (state() == ConnectionState.CONNECTING) {
            lost(Initiator.SHUTDOWN);
        } else {
            close(new CloseStatus(CloseStatus.GOING_AWAY_CODE, "server is stopping", Initiator.SHUTDOWN));
        }
    }

    /** The server is being stopped, and waits no longer. */
    void giveUpOnShutdown() {
        giveUp(Initiator.SHUTDOWN);
    }

    /** The transport is gone, or not worth keeping. */
    void lost(Initiator initiator) {
        claim(new CloseStatus(CloseStatus.ABNORMAL_CODE, "", initiator));
        finish();
    }

    /** The peer does not do its part: what the kernel still holds for it is thrown away as well. */
    private void giveUp(Initiator initiator) {
        if (!finished) {
            transport.reset();
            lost(initiator);
        }
    }

    private void crash(Throwable e) {
        try {
            EventLoops.failed(e);
        } finally {
            broken();
        }
    }

    @Override
    public void broken() {
        try {
            giveUp(ourselves());
        } finally {
            finish();
        }
    }

    /** Whatever fails here, the socket is closed and the connection counted out: the end of the server waits for that. */
    private void finish() {
        if (finished) {
            return;
        }
        finished = true;
        try {
            transport.close();
            loop.timers().cancel(this);
            signal(Signal.LOST);
            stash = null;
            if (opening != null) {
                opening.lost();
                opening = null;
            }
            if (inbound != null) {
                inbound.close();
                inbound = null;
            }
            out.terminate();
            tell();
        } finally {
            owner.gone(this);
        }
    }

    /** Tells the handler that the session is over, once. */
    private void tell() {
        Session over = session;
        CloseStatus why = status();
        if (over != null && why != null && over.end()) {
            over.closed(why);
            owner.events().sessionClosed(over, why);
        }
    }

    // ---- what the sending half needs

    long maxQueueSize() {
        return session == null ? Long.MAX_VALUE : session.endpointOf().options().maxQueueSize();
    }

    /** Hands bytes to the kernel. By the holder of the writer role. */
    int write(ByteBuffer bytes) throws IOException {
        return transport.write(bytes);
    }

    /** Bytes could not be handed over. */
    void writeFailed(Throwable e) {
        if (e instanceof IOException) {
            lost(Initiator.NETWORK);
        } else {
            crash(e);
        }
    }

    /** The kernel took less than it was given. */
    void outputBlocked() {
        updateInterest();
        reschedule();
    }

    /**
     * Nothing waits any more.
     *
     * @param sent whether that is so because the kernel has everything, and not because the transport broke
     */
    void outputDrained(boolean sent) {
        if (!finished) {
            updateInterest();
            reschedule();
            if (sent && session != null && state().canSend()) {
                session.drained();
            }
        }
    }

    // ---- times

    private void reschedule() {
        long now = loop.now();
        long delay = delay(now);
        if (delay == NEVER) {
            loop.timers().cancel(this);
        } else {
            loop.timers().schedule(this, now + delay);
        }
    }

    private long delay(long now) {
        if (state() != ConnectionState.OPEN || session == null) {
            return deadline == 0 ? NEVER : deadline - now;
        }
        Endpoint endpoint = session.endpointOf();
        boolean stalls = out.isBehind() && endpoint.stallTimeout() > 0;
        long delay = stalls ? out.lastProgress() + endpoint.stallTimeout() - now : NEVER;
        boolean listens = inbound != null && !inbound.isSuspended();
        return listens ? Math.min(delay, endpoint.keepalive().delay(now, lastHeard, pingSent, lastMessage)) : delay;
    }

    @Override
    void onTimer(long now) {
        try {
            if (state() == ConnectionState.OPEN) {
                checkLife(now, session());
            } else if (deadline != 0 && now - deadline >= 0) {
                deadlinePassed();
            }
            if (!finished) {
                reschedule();
            }
        } catch (Throwable e) {
            crash(e);
        }
    }

    private void deadlinePassed() {
        switch (state()) {
            case CONNECTING -> opening().timedOut();
            case PEER_CLOSING -> answerClose();
            case OPEN, CLOSING -> giveUp(Initiator.TIMEOUT);
            case ENDING -> {
                if (outputDone) {
                    finish();
                } else {
                    giveUp(Initiator.TIMEOUT);
                }
            }
            case CLOSED -> finish();
        }
    }

    private void checkLife(long now, Session current) {
        Endpoint endpoint = current.endpointOf();
        if (out.isBehind() && endpoint.stallTimeout() > 0 && now - out.lastProgress() >= endpoint.stallTimeout()) {
            cutOff(current, "the peer took no byte within " + endpoint.setting("ws.outbound.stall-timeout"));
        } else if (inbound != null && !inbound.isSuspended()) {
            switch (endpoint.keepalive().due(now, lastHeard, pingSent, lastMessage)) {
                case PING -> {
                    pingSent = now;
                    out.sendAnyway(
                            Opcode.PING,
                            ByteBuffer.allocate(Long.BYTES).putLong(now).flip());
                }
                case DEAD ->
                    cutOff(
                            current,
                            "the peer answered no ping within " + endpoint.setting("ws.keepalive.pong-timeout"));
                case IDLE -> {
                    CloseStatus idle =
                            new CloseStatus(CloseStatus.GOING_AWAY_CODE, "idle for too long", Initiator.TIMEOUT);
                    owner.events()
                            .sessionCut(
                                    current, idle, "no message for " + endpoint.setting("ws.keepalive.idle-timeout"));
                    close(idle);
                }
                case NONE -> {}
            }
        }
    }

    /** Gives up a peer that is silent or does not read: it would not read a Close frame either. */
    private void cutOff(Session current, String why) {
        CloseStatus timeout = new CloseStatus(CloseStatus.ABNORMAL_CODE, "", Initiator.TIMEOUT);
        claim(timeout);
        owner.events().sessionCut(current, timeout, why);
        giveUp(Initiator.TIMEOUT);
    }
}
