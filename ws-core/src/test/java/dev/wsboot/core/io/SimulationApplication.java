package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsServerEvents;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.ConnectionState;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The application of one side, and the listener to its owner's events: checks each call and does something at random. */
final class SimulationApplication implements WsHandler, WsServerEvents {

    /** What callbacks throw. */
    private static final class ByHand extends RuntimeException {

        private ByHand() {
            super("by hand", null, false, false);
        }
    }

    private final SimulationSide side;
    private final SimulationHistory history;
    private final SimulationTrace trace;
    private final SplittableRandom random;
    private final List<byte[]> pings = new ArrayList<>();
    private WsSession session;
    private CompletableFuture<HandshakeDecision> pendingDecision;
    private CompletableFuture<Object> pendingAnswer;
    private CloseStatus peerClose;
    private CloseStatus last;
    private int drained;
    private boolean overflowed;

    SimulationApplication(SimulationSide side, SimulationHistory history) {
        this.side = side;
        this.history = history;
        this.trace = history.trace();
        this.random = history.random();
    }

    /** The session; null before it is opened. */
    WsSession session() {
        return session;
    }

    /** The payloads of the pings that were shown, in order. */
    List<byte[]> pings() {
        return pings;
    }

    /** The peer's Close, when it was shown; else null. */
    CloseStatus peerClose() {
        return peerClose;
    }

    /** What the application was told at the end; null before that. */
    CloseStatus last() {
        return last;
    }

    /** Whether the peer's Close is to be answered at the end of the turn. */
    boolean answersAtOnce() {
        return peerClose != null && pendingAnswer == null;
    }

    /** How often the application was told that nothing waits. */
    int drained() {
        return drained;
    }

    /** Whether a full queue was the reason of a Close. */
    boolean isOverflowed() {
        return overflowed;
    }

    // ---- decisions that take time

    /** What somebody waits for; null when nobody does. */
    CompletableFuture<?> pending() {
        return pendingDecision != null ? pendingDecision : pendingAnswer;
    }

    @SuppressWarnings("ReferenceEquality") // this very stage
    void complete(CompletableFuture<?> pending) {
        if (pending == pendingDecision) {
            CompletableFuture<HandshakeDecision> decision = pendingDecision;
            pendingDecision = null;
            switch (history.rules().decision()) {
                case REJECT_LATER ->
                    decision.complete(HandshakeDecision.reject(403).body("no"));
                case FAIL_LATER -> decision.completeExceptionally(new ByHand());
                case NULL_LATER -> decision.complete(null);
                default -> decision.complete(HandshakeDecision.accept().attribute("seed", trace.seed));
            }
        } else {
            CompletableFuture<Object> answer = pendingAnswer;
            pendingAnswer = null;
            if (random.nextInt(4) == 0) {
                answer.completeExceptionally(new ByHand());
            } else {
                answer.complete("done");
            }
        }
    }

    @Override
    public CompletionStage<HandshakeDecision> onHandshake(Handshake handshake) {
        called(SimulationEvent.ASKED, ConnectionState.CONNECTING);
        trace.event(history.rules().decision(), side.name, 0);
        return switch (history.rules().decision()) {
            case ACCEPT -> ACCEPT;
            case REJECT -> CompletableFuture.completedStage(HandshakeDecision.reject(429));
            case THROW -> throw new ByHand();
            case NULL -> null;
            case ACCEPT_LATER, REJECT_LATER, FAIL_LATER, NULL_LATER -> {
                pendingDecision = new CompletableFuture<>();
                yield pendingDecision;
            }
        };
    }

    // ---- the session

    private void called(SimulationEvent event, ConnectionState expected) {
        side.see();
        trace.event(event, side.name, 0);
        boolean pausedFor = side.isPaused() && expected == ConnectionState.OPEN;
        if (side.state() != expected || last != null || pausedFor) {
            trace.fault(side.name + " is told " + event + " in state " + side.state() + (pausedFor ? ", paused" : "")
                    + (last != null ? ", after the end" : ""));
        }
    }

    @Override
    public void onOpen(WsSession opened, Handshake handshake) {
        called(SimulationEvent.OPENED, ConnectionState.OPEN);
        if (session != null) {
            trace.fault(side.name + " was opened twice");
        }
        session = opened;
        side.deadlines.message();
        react();
    }

    @Override
    public void onText(WsSession session, String message) {
        called(SimulationEvent.TEXT, ConnectionState.OPEN);
        side.deadlines.message();
        side.receipts.told(Wire.TEXT, message.getBytes(UTF_8));
        react();
    }

    @Override
    public void onBinary(WsSession session, ByteBuffer message) {
        called(SimulationEvent.BINARY, ConnectionState.OPEN);
        side.deadlines.message();
        side.receipts.told(Wire.BINARY, bytes(message));
        react();
    }

    @Override
    public void onPing(WsSession session, ByteBuffer payload) {
        called(SimulationEvent.PINGED, ConnectionState.OPEN);
        byte[] bytes = bytes(payload);
        pings.add(bytes);
        side.receipts.told(Wire.PING, bytes);
        react();
    }

    @Override
    public void onPong(WsSession session, ByteBuffer payload) {
        called(SimulationEvent.PONGED, ConnectionState.OPEN);
        side.receipts.told(Wire.PONG, bytes(payload));
        react();
    }

    @Override
    public void onDrain(WsSession session) {
        trace.event(SimulationEvent.DRAINED, side.name, 0);
        drained++;
        if (last != null || !side.state().canSend()) {
            trace.fault(side.name + " is told that nothing waits in state " + side.state());
        }
        react();
    }

    @Override
    public CompletionStage<?> onPeerClose(WsSession session, CloseStatus status) {
        called(SimulationEvent.PEER_CLOSED, ConnectionState.PEER_CLOSING);
        peerClose = status;
        side.receipts.toldClose(status);
        side.wants(status.code(), "");
        if (!status.equals(side.claimed()) || status.initiator() != side.role.peer()) {
            trace.fault(side.name + " is told " + status + " and ends because of " + side.claimed());
        }
        react();
        return switch (random.nextInt(4)) {
            case 0 -> {
                pendingAnswer = new CompletableFuture<>();
                yield pendingAnswer;
            }
            case 1 -> CompletableFuture.completedFuture("done");
            default -> null;
        };
    }

    @Override
    public void onError(WsSession session, Throwable error) throws Throwable {
        side.see();
        if (!(error instanceof ByHand)) {
            trace.fault(side.name + " failed: " + error);
        }
        boolean deal = random.nextBoolean() || !history.mayEnd();
        trace.event(deal ? SimulationEvent.ERROR_DEALT_WITH : SimulationEvent.ERROR_PASSED_ON, side.name, 0);
        if (!deal) {
            throw error;
        }
    }

    @Override
    public void onClose(WsSession session, CloseStatus status) {
        side.see();
        boolean abnormal = status.code() == CloseStatus.ABNORMAL_CODE;
        trace.event(
                abnormal ? SimulationEvent.CLOSED_ABNORMALLY : SimulationEvent.CLOSED_CLEANLY,
                side.name,
                status.code());
        if (last != null || !status.equals(side.claimed())) {
            trace.fault(
                    side.name + " was told " + last + ", is told " + status + " and ends because of " + side.claimed());
        }
        last = status;
        if (session.send("late") != SendStatus.CLOSED) {
            trace.fault(side.name + " takes a message after its end");
        }
        if (random.nextInt(20) == 0) {
            throw new ByHand();
        }
    }

    private static byte[] bytes(ByteBuffer lent) {
        byte[] bytes = new byte[lent.remaining()];
        lent.get(bytes);
        return bytes;
    }

    /** Does something from within a callback, or nothing. */
    private void react() {
        if (random.nextInt(100) >= history.rules().reaction()) {
            return;
        }
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> side.send();
            case 8, 9, 10 -> side.sendAsync(true);
            case 11, 12 -> side.ping();
            case 13 -> side.pause();
            case 14, 15 -> {
                side.send();
                side.send();
            }
            case 16 -> throw new ByHand();
            case 17 -> {
                if (history.mayEnd()) {
                    side.send();
                    side.close();
                }
            }
            case 18 -> {
                if (history.mayBreak() && random.nextInt(4) == 0) {
                    side.abort();
                    history.disturb();
                }
            }
            default -> {}
        }
    }

    // ---- what the owner tells

    @Override
    public void sessionOpened(WsSession opened) {
        side.see();
        if (session != null) {
            trace.fault(side.name + " told its application before its listener");
        }
    }

    @Override
    public void sessionClosed(WsSession closed, CloseStatus status) {
        if (!status.equals(last)) {
            trace.fault(side.name + " told its listener " + status + " and its application " + last);
        }
    }

    @Override
    public void handshakeRefused(InetSocketAddress peer, int status, String why) {
        side.seeFailure();
        trace.event(SimulationEvent.REFUSED_BY_SERVER, side.name, status);
        if (status == 408) {
            trace.event(SimulationEvent.TOO_LATE_FOR_A_HANDSHAKE, side.name, 0);
        }
    }

    @Override
    public void sessionCut(WsSession cut, CloseStatus status, String why) {
        // A server names the property, a client the option of the same name.
        String limit = why.replace("-", "").toLowerCase(Locale.ROOT);
        if (status.code() == CloseStatus.ABNORMAL_CODE) {
            history.disturb();
            side.see();
            if (limit.contains("stalltimeout")) {
                side.deadlines.stalled();
                trace.event(SimulationEvent.STALLED, side.name, 0);
            } else {
                side.deadlines.dead();
                trace.event(SimulationEvent.DEAD, side.name, 0);
            }
        } else if (limit.contains("idletimeout")) {
            side.see();
            side.wants(status.code(), status.reason());
            side.deadlines.idle();
            trace.event(SimulationEvent.IDLE, side.name, 0);
        } else if (limit.contains("maxqueuesize")) {
            history.provoke();
            side.see();
            overflowed = true;
            side.wants(status.code(), status.reason());
            trace.event(SimulationEvent.OVERFLOW, side.name, 0);
        } else {
            history.provoke();
            violated(status);
        }
    }

    private void violated(CloseStatus status) {
        int code = status.code();
        if (!status.equals(side.connection().status())) { // it had closed, perhaps with nobody looking
            side.seeClosing();
        }
        boolean discards = side.states().last() != ConnectionState.OPEN;
        side.seeFailure();
        side.wants(code, status.reason());
        if (!discards) {
            side.receipts.toldViolation(code);
        } else if (!side.receipts.hasViolationArrived(code)) {
            trace.fault(side.name + " cut its peer off with " + code + " for nothing that has arrived");
        }
        trace.event(code == 1009 ? SimulationEvent.TOO_BIG : SimulationEvent.VIOLATION, side.name, code);
    }

    @Override
    public void handlerFailed(String endpoint, WsSession ended, Throwable error) {
        side.see();
        if (!(error instanceof ByHand) && session == null) {
            trace.note("handler failed", side.name, 0); // as for an onHandshake that returns null
        } else if (!(error instanceof ByHand)) {
            trace.fault(side.name + " failed: " + error);
        }
        if (session != null && side.state().canSend()) {
            side.wants(CloseStatus.SERVER_ERROR_CODE, "internal error");
        }
    }

    @Override
    public void acceptFailed(Exception error) {
        trace.fault("nothing is accepted here: " + error);
    }
}
