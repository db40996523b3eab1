package dev.wsboot.core.io;

import dev.wsboot.core.WsClient;
import dev.wsboot.core.WsCompression;
import dev.wsboot.core.deflate.DeflateNegotiator;
import dev.wsboot.core.http.ClientHandshake;
import dev.wsboot.core.http.HeaderFields;
import dev.wsboot.core.protocol.ConnectionState;
import dev.wsboot.core.protocol.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** One connection from its first byte to its end, with everything at random that is not the machine under test. */
final class SimulationHistory {

    private static final URI PLACE = URI.create("ws://localhost/");
    private static final int MOST_STEPS = 200;
    private static final int MOST_TURNS = 2000;
    private static final int MOST_ROUNDS = 200;
    private static final long LAST_WAIT = Duration.ofMillis(400).toNanos();

    private final SimulationWorld world;
    private final SimulationTrace trace;
    private final SplittableRandom random;
    private final SimulationRules rules;
    private final SimulationSide server;
    private final SimulationSide client;
    private final SimulationNetwork network;
    private final SimulationJudge judge;
    private final SimulationOwner owner;
    private final Client clientOwner;
    private boolean disturbed;
    private boolean provoked;
    private boolean finishing;
    private long closingTime;

    SimulationHistory(SimulationWorld world, SimulationTrace trace) {
        this.world = world;
        this.trace = trace;
        this.random = new SplittableRandom(trace.seed);
        this.rules = SimulationRules.of(random);
        SimulationReader fromClient =
                new SimulationReader(Role.CLIENT, rules.server().maxMessageSize(), world.clientInflater(), trace);
        SimulationReader fromServer =
                new SimulationReader(Role.SERVER, rules.client().maxMessageSize(), world.serverInflater(), trace);
        SimulationHeads heads = new SimulationHeads(rules, fromClient, fromServer);
        SimulationWire toServer = new SimulationWire(fromClient, heads.of(Role.CLIENT));
        SimulationWire toClient = new SimulationWire(fromServer, heads.of(Role.SERVER));
        this.server = new SimulationSide(Role.SERVER, this, rules.server(), toServer, toClient);
        this.client = new SimulationSide(Role.CLIENT, this, rules.client(), toClient, toServer);
        this.owner = new SimulationOwner(server, world.loops, rules.serverHandshakeTimeout());
        this.clientOwner = new Client(settings(), world.loops, client::gone);
        this.network = new SimulationNetwork(this);
        this.judge = new SimulationJudge(world, this, server, client);
    }

    private WsClient.Settings settings() {
        WsCompression compression = rules.client().compression();
        DeflateNegotiator negotiator = compression == null
                ? null
                : new DeflateNegotiator(compression.serverContextTakeover(), compression.clientContextTakeover());
        return new WsClient.Settings(
                PLACE,
                ClientHandshake.of(PLACE, HeaderFields.EMPTY, List.of(), negotiator),
                client.application,
                rules.client(),
                Duration.ofSeconds(1),
                Duration.ofMillis(rules.clientHandshakeTimeout()),
                SimulationScript.MAX_HEAD,
                20,
                null,
                null,
                client.application);
    }

    SimulationTrace trace() {
        return trace;
    }

    SplittableRandom random() {
        return random;
    }

    SimulationRules rules() {
        return rules;
    }

    SimulationNetwork network() {
        return network;
    }

    SimulationOwner owner() {
        return owner;
    }

    Client clientOwner() {
        return clientOwner;
    }

    long now() {
        return world.clock.nanoTime();
    }

    /** Something happened that excuses an end without a closing handshake. */
    void disturb() {
        disturbed = true;
    }

    /** A side broke a rule or took too little: its peer closes, but only its peer need know that. */
    void provoke() {
        provoked = true;
    }

    /** Whether both sides had a session, so that none of them ended because the other's handshake failed. */
    boolean isEven() {
        return server.application.session() != null && client.application.session() != null;
    }

    boolean isDisturbed() {
        return disturbed;
    }

    /** Whether nothing happened that ends a connection but that an application closed it. */
    boolean isPeaceful() {
        return !disturbed && !provoked;
    }

    /** Whether something may happen now that ends a connection. */
    boolean mayEnd() {
        return finishing || trace.length() >= rules.patience();
    }

    /** Whether something may happen now that breaks a connection. */
    boolean mayBreak() {
        return mayEnd() && !rules.calm();
    }

    // ---- the course of it

    void run() {
        trace.event(rules.script(), "history", 0);
        world.loops.first().count(2);
        trace.event(rules.calm() ? SimulationEvent.CALM : SimulationEvent.ROUGH, "history", 0);
        server.begin(new Connection(owner, world.loop, server.transport), now());
        client.begin(clientOwner.shakeHands(client.transport), now());
        turn();
        while (trace.fault() == null && trace.length() < MOST_STEPS && !isOver()) {
            step();
        }
        if (trace.fault() == null) {
            finish();
            judge.end();
        }
    }

    /** Gives up what is left of a history that failed. */
    void abandon() {
        for (SimulationSide side : List.of(server, client)) {
            if (side.connection() != null) {
                side.connection().giveUpOnShutdown();
            }
        }
        world.loop.settle();
        world.loop.count(-world.loop.connections());
    }

    private boolean isOver() {
        return server.isOver() && client.isOver();
    }

    private void step() {
        while (true) {
            SimulationStep step = SimulationStep.any(random);
            if (mayBe(step) && takes(step)) {
                break;
            }
        }
        if (random.nextInt(4) > 0) {
            turn();
        }
    }

    private boolean mayBe(SimulationStep step) {
        return switch (step.danger()) {
            case NONE -> true;
            case ENDS -> mayEnd();
            case BREAKS -> mayBreak();
        };
    }

    private boolean takes(SimulationStep step) {
        boolean taken = step.take(this);
        if (taken) {
            trace.step(step);
            server.see();
            client.see();
        }
        return taken;
    }

    /** What an event loop does until nothing more is to be done. */
    private void turn() {
        int quiet = 0;
        for (int i = 0; quiet < 2; i++) {
            if (i == MOST_TURNS) {
                trace.fault("the event loop spins");
                return;
            }
            long before = trace.fingerprint();
            boolean ready = ready(server);
            ready |= ready(client);
            world.loop.settle();
            quiet = ready || trace.fingerprint() != before ? 0 : quiet + 1;
        }
        judge.afterTurn();
    }

    private boolean ready(SimulationSide side) {
        int operations = side.transport.readyOperations();
        if (operations != 0) {
            try {
                side.connection().ready(operations);
            } catch (Throwable e) {
                trace.fault(side.name + " threw " + e);
            }
        }
        return operations != 0;
    }

    /** Lets everything come to its end. */
    private void finish() {
        finishing = true;
        server.transport.room(Long.MAX_VALUE);
        client.transport.room(Long.MAX_VALUE);
        wakeUp();
        turn();
        if (random.nextBoolean()) {
            anySide().close();
        } else {
            server.close();
            client.close();
        }
        turn();
        for (int i = 0; !isOver() && trace.fault() == null; i++) {
            boolean moved = wakeUp();
            moved |= network.deliverAll(server);
            moved |= network.deliverAll(client);
            if (!moved) {
                pass(LAST_WAIT);
            }
            turn();
            if (i == MOST_ROUNDS) {
                trace.fault("it never ends: the server is " + server.state() + ", the client " + client.state());
            }
        }
        wakeUp();
        turn();
    }

    /** Nobody reads or decides later any more. */
    private boolean wakeUp() {
        boolean woken = server.resume();
        woken |= client.resume();
        woken |= server.decide();
        woken |= client.decide();
        return woken;
    }

    // ---- what can be done

    SimulationSide anySide() {
        return random.nextBoolean() ? server : client;
    }

    /** The number of steps until now. */
    int count() {
        return trace.length();
    }

    boolean sendMany() {
        SimulationSide side = anySide();
        boolean sends = side.hasSession();
        for (int i = 2 + random.nextInt(8); sends && i > 0; i--) {
            side.send();
        }
        return sends;
    }

    boolean waitShortly() {
        pass(Duration.ofMillis(1 + random.nextInt(200)).toNanos());
        return true;
    }

    boolean waitLong() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            pass(Duration.ofMillis(500 + random.nextInt(2000)).toNanos());
        }
        return true;
    }

    private void pass(long nanos) {
        trace.note("passes", "time", nanos / 1_000_000);
        world.loop.settle(); // a loop is not late, or its deadlines would be as well
        boolean closing = isClosing(server) || isClosing(client);
        closingTime += closing ? nanos : 0;
        world.clock.advance(nanos);
        world.loop.settle();
        disturbed |= closingTime >= rules.shortestDeadline().toNanos();
    }

    private static boolean isClosing(SimulationSide side) {
        return side.state() != ConnectionState.OPEN && side.state() != ConnectionState.CONNECTING;
    }

    boolean closeClient() {
        if (client.isOver()) {
            return false;
        }
        client.wants(1000, "");
        clientOwner.close();
        return true;
    }

    boolean shutDown() {
        SimulationSide side = anySide();
        boolean does = !side.isOver();
        if (does) {
            side.wants(1001, "server is stopping");
            side.connection().shutdown();
        }
        return does;
    }

    boolean giveUp() {
        SimulationSide side = anySide();
        boolean does = !side.isOver();
        if (does) {
            disturb();
            side.connection().giveUpOnShutdown();
        }
        return does;
    }

    boolean abort() {
        disturb();
        return anySide().abort();
    }

    boolean violate() {
        SimulationSide sender = anySide();
        boolean does = sender.violate(other(sender).options.maxMessageSize());
        provoked |= does;
        return does;
    }

    boolean unfinished() {
        boolean does = anySide().unfinished();
        provoked |= does;
        return does;
    }

    /** A Close frame that the side does not know of, and perhaps nothing behind it. */
    boolean foreignClose() {
        SimulationSide side = anySide();
        boolean does = side.control(Wire.CLOSE, random.nextBoolean() ? "" : "\u000fA gone");
        if (does && !provoked && random.nextBoolean()) {
            side.out.endByTest();
        }
        provoked |= does;
        return does;
    }

    private SimulationSide other(SimulationSide side) {
        return side == server ? client : server;
    }
}
