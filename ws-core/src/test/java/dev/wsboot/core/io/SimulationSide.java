package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.ConnectionState;
import dev.wsboot.core.protocol.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One of the two: its connection, what its application does, and what must be true of both. */
final class SimulationSide {

    private static final int[] CODES = {1000, 1001, 1003, 1008, 1011, 3000, 4000, 4999};

    final Role role;
    final String name;
    final WsOptions options;
    final SimulationWire in;
    final SimulationWire out;
    final SimulationTransport transport;
    final SimulationSends sends;
    final SimulationReceipts receipts;
    final SimulationDeadlines deadlines;
    final SimulationApplication application;
    private final SimulationHistory history;
    private final SimulationTrace trace;
    private final SplittableRandom random;
    private final List<CloseStatus> wanted = new ArrayList<>();
    private SimulationStates states;
    private Connection connection;
    private CloseStatus claimed;
    private boolean paused;
    private int gone;

    SimulationSide(Role role, SimulationHistory history, WsOptions options, SimulationWire in, SimulationWire out) {
        this.role = role;
        this.name = role.name().toLowerCase(Locale.ROOT);
        this.history = history;
        this.options = options;
        this.in = in;
        this.out = out;
        this.trace = history.trace();
        this.random = history.random();
        this.transport = new SimulationTransport(this, history);
        this.sends = new SimulationSends(name, out, random, trace);
        this.receipts = new SimulationReceipts(name, in, trace);
        boolean server = role == Role.SERVER;
        SimulationRules rules = history.rules();
        this.deadlines = new SimulationDeadlines(
                this, history, server ? rules.serverHandshakeTimeout() : rules.clientHandshakeTimeout());
        this.application = new SimulationApplication(this, history);
    }

    void begin(Connection made, long now) {
        connection = made;
        states = new SimulationStates(role, trace, now);
        see();
    }

    Connection connection() {
        return connection;
    }

    ConnectionState state() {
        return connection.state();
    }

    SimulationStates states() {
        return states;
    }

    /** The connection's owner has counted it out. */
    void gone() {
        gone++;
        trace.note("gone", name, gone);
    }

    int goneCount() {
        return gone;
    }

    boolean isOver() {
        return gone > 0;
    }

    boolean isPaused() {
        return paused;
    }

    /** Looks at the state and at the reason of the end, which must not change once it is there. */
    void see() {
        see(false);
    }

    /** Looks at the moment at which the owner is told of a refusal or a violation. */
    void seeFailure() {
        see(true);
    }

    /** This side has closed, and nobody saw it since. */
    void seeClosing() {
        if (states.last() == ConnectionState.OPEN) {
            states.see(ConnectionState.CLOSING, false, history.now());
        }
    }

    private void see(boolean failed) {
        if (connection == null) {
            return;
        }
        states.see(connection.state(), failed, history.now());
        CloseStatus status = connection.status();
        if (claimed != null && !claimed.equals(status)) {
            trace.fault(name + " ends because of " + claimed + " and then of " + status);
        }
        claimed = status;
    }

    /** The reason of the end, as far as it is known. */
    CloseStatus claimed() {
        return claimed;
    }

    // ---- the Close frames that may come of what this side does

    /** This side wants to close with that code and reason. */
    void wants(int code, String reason) {
        wanted.add(new CloseStatus(code, reason, role.self()));
    }

    boolean wanted(int code, String reason) {
        return wanted.contains(new CloseStatus(code, reason, role.self()));
    }

    boolean wanted(int code) {
        return wanted.stream().anyMatch(each -> each.code() == code);
    }

    // ---- what the application does

    private WsSession session() {
        return application.session();
    }

    /** Whether there is a session to do something with, be it closed. */
    boolean hasSession() {
        return application.session() != null && !isOver();
    }

    boolean send() {
        if (!hasSession()) {
            return false;
        }
        SimulationSends.Sent sent = sends.message();
        boolean open = state().canSend();
        beginSend();
        SendStatus status =
                isText(sent) ? session().send(sent.text()) : session().send(sent.bytes());
        sends.leave();
        returned(sent, status, open);
        return true;
    }

    private void beginSend() {
        if (state().canSend()) {
            deadlines.message();
        }
        sends.enter();
    }

    private static boolean isText(SimulationSends.Sent sent) {
        return sent.opcode() == Wire.TEXT;
    }

    private void returned(SimulationSends.Sent sent, SendStatus status, boolean open) {
        see();
        sends.returned(sent, status);
        if (!open && status != SendStatus.CLOSED) {
            trace.fault(name + " took a message after the end: " + status);
        } else if (status == SendStatus.CLOSED && state() == ConnectionState.OPEN && !in.isReset()) {
            trace.fault(name + " refused a message as CLOSED while it is open");
        }
    }

    /** Sends a message and waits for it to leave; when {@code chain} is set, then sends another. */
    boolean sendAsync(boolean chain) {
        if (!hasSession()) {
            return false;
        }
        sendAsync(sends.message(), chain ? 1 + random.nextInt(3) : 0);
        return true;
    }

    private void sendAsync(SimulationSends.Sent sent, int chain) {
        sends.waits(sent);
        beginSend();
        CompletionStage<SendStatus> stage =
                isText(sent) ? session().sendAsync(sent.text()) : session().sendAsync(sent.bytes());
        sends.leave();
        stage.whenComplete((status, error) -> {
            if (error != null) {
                trace.fault(name + " failed to send: " + error);
                return;
            }
            sends.told(sent, status);
            if (status == SendStatus.SENT && chain > 0) {
                sendAsync(sends.message(), chain - 1);
            }
        });
        see();
    }

    boolean ping() {
        if (!hasSession()) {
            return false;
        }
        SimulationSends.Sent sent = sends.ping();
        boolean open = state().canSend();
        beginSend();
        SendStatus status = session().ping(sent.bytes());
        sends.leave();
        returned(sent, status, open);
        return true;
    }

    boolean pause() {
        if (!hasSession() || paused || state() != ConnectionState.OPEN) {
            return false;
        }
        paused = true;
        session().pauseReading();
        return true;
    }

    boolean resume() {
        if (!hasSession() || !paused) {
            return false;
        }
        paused = false;
        deadlines.resumed();
        session().resumeReading();
        return true;
    }

    boolean close() {
        if (!hasSession()) {
            return false;
        }
        close(CloseStatus.of(CODES[random.nextInt(CODES.length)], random.nextBoolean() ? "" : "bye €"));
        return true;
    }

    private void close(CloseStatus status) {
        boolean first = connection.status() == null;
        boolean open = state().canSend();
        if (open) {
            wants(status.code(), status.reason());
        }
        session().close(status);
        see();
        if (state().canSend()) {
            trace.fault(name + " did not close");
        } else if (open && first && claimed.code() != status.code()) {
            trace.fault(name + " closes with " + claimed + " where it was told " + status);
        }
    }

    boolean abort() {
        if (!hasSession()) {
            return false;
        }
        session().abort();
        see();
        if (state() != ConnectionState.CLOSED) {
            trace.fault(name + " was aborted and is " + state());
        }
        return true;
    }

    /** The application makes up its mind about a handshake or a peer's Close. */
    boolean decide() {
        CompletableFuture<?> pending = application.pending();
        if (pending == null) {
            return false;
        }
        application.complete(pending);
        see();
        return true;
    }

    // ---- what the test puts on the wire in this side's name

    /** A message in several frames, with pings between them. */
    boolean fragmented() {
        if (!out.takesFrames()) {
            return false;
        }
        byte[] payload = ("fragmented € " + "word ".repeat(random.nextInt(20))).getBytes(UTF_8);
        int opcode = random.nextBoolean() ? Wire.TEXT : Wire.BINARY;
        int from = 0;
        while (from < payload.length) {
            int to = Math.min(payload.length, from + 1 + random.nextInt(40));
            boolean last = to == payload.length;
            int first = (last ? Wire.FIN : 0) | (from == 0 ? opcode : Wire.CONTINUATION);
            out.inject(SimulationViolation.frame(role, first, Arrays.copyOfRange(payload, from, to)));
            if (!last && random.nextBoolean()) {
                byte[] ping = ("between " + history.count() + " " + to).getBytes(UTF_8);
                out.inject(SimulationViolation.frame(role, Wire.FIN | Wire.PING, ping));
            }
            if (!last && random.nextInt(4) == 0) {
                out.inject(SimulationViolation.frame(role, Wire.CONTINUATION, new byte[0]));
            }
            from = to;
        }
        return true;
    }

    /** The beginning of a message that never ends. */
    boolean unfinished() {
        boolean takes = out.takesFrames();
        if (takes) {
            out.inject(SimulationViolation.frame(role, Wire.TEXT, "unfinished".getBytes(UTF_8)));
        }
        return takes;
    }

    boolean control(int opcode, String payload) {
        boolean takes = out.takesFrames();
        if (takes) {
            out.inject(SimulationViolation.frame(role, Wire.FIN | opcode, payload.getBytes(UTF_8)));
        }
        return takes;
    }

    boolean violate(int limit) {
        boolean takes = out.takesFrames();
        if (takes) {
            SimulationViolation[] all = SimulationViolation.values();
            SimulationViolation any = all[random.nextInt(all.length)];
            boolean unsettled = any == SimulationViolation.NOT_DEFLATED && !hasSession();
            SimulationViolation violation = unsettled ? SimulationViolation.RESERVED_BITS : any;
            trace.event(violation, name, 0);
            out.violate(
                    violation.bytes(role, limit), violation.code(out.reader().compression()));
        }
        return takes;
    }
}
