package dev.wsboot.core.io;

import dev.wsboot.core.WsConnectException;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.ConnectionState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What must be true of both sides whenever the event loop has nothing left to do, and at the end. */
final class SimulationJudge {

    /** One side with what has been checked of it. */
    private record Bench(SimulationSide side, SimulationOutput output) {}

    private final SimulationWorld world;
    private final SimulationHistory history;
    private final SimulationTrace trace;
    private final List<Bench> benches;

    SimulationJudge(SimulationWorld world, SimulationHistory history, SimulationSide server, SimulationSide client) {
        this.world = world;
        this.history = history;
        this.trace = history.trace();
        this.benches = List.of(
                new Bench(server, new SimulationOutput(server, trace)),
                new Bench(client, new SimulationOutput(client, trace)));
    }

    void afterTurn() {
        for (Throwable failure : world.failures()) {
            trace.fault("the engine reported " + failure + " at "
                    + (failure.getStackTrace().length > 0 ? failure.getStackTrace()[0] : "?"));
        }
        for (Bench bench : benches) {
            bench.side().see();
            checkInput(bench.side());
            bench.output().check();
            bench.side().deadlines.check();
        }
    }

    private void checkInput(SimulationSide side) {
        ConnectionState state = side.state();
        boolean listens = state == ConnectionState.OPEN && !side.isPaused();
        if (listens && !side.receipts.isComplete()) {
            trace.fault(side.name + " keeps back what has arrived");
        }
        if (state == ConnectionState.PEER_CLOSING && side.application.answersAtOnce()) {
            trace.fault(side.name + " does not answer its peer's Close");
        }
        if ((listens || state == ConnectionState.CLOSING) && side.receipts.close() != null) {
            trace.fault(side.name + " is " + state + " although the peer's Close has arrived");
        }
        if (side.isPaused() && side.in.isReadable()) {
            trace.event(SimulationEvent.INPUT_WAITED, side.name, 0);
        }
    }

    // ---- at the end

    void end() {
        for (Bench bench : benches) {
            checkEnd(bench.side());
        }
        if (world.loop.connections() != 0) {
            trace.fault("the loop counts " + world.loop.connections() + " connections");
        }
        if (world.isInflaterMissing()) {
            trace.fault("an inflater was not given back");
        }
        Endpoint endpoint = history.owner().endpoint();
        endpoint.close();
        if (endpoint.deflaters() + history.clientOwner().endpoint().deflaters() != 0) {
            trace.fault("a deflater was not given back");
        }
        checkClient();
        if (history.isPeaceful()) {
            checkAgreement(benches.get(0).side(), benches.get(1).side());
        }
    }

    private void checkEnd(SimulationSide side) {
        side.sends.match();
        if (side.state() != ConnectionState.CLOSED || side.goneCount() != 1 || !side.transport.isClosed()) {
            trace.fault(side.name + " is " + side.state() + ", gone " + side.goneCount() + " times");
        }
        if (side.connection().out().waiting() != 0 || side.sends.waiting() > 0) {
            trace.fault(side.name + " has left somebody or something waiting in its queue");
        }
        if (SimulationWorld.isScheduled(side.connection())) {
            trace.fault(side.name + " left a timer behind");
        }
        CloseStatus last = side.application.last();
        if ((side.application.session() != null) != (last != null)) {
            trace.fault(side.name + " was opened or closed, and not both");
        }
        if (last != null) {
            checkCodes(side, last);
        }
    }

    /** Every code comes from somewhere: from this side, from a Close of the peer's, or from the loss of the connection. */
    private void checkCodes(SimulationSide side, CloseStatus last) {
        CloseStatus peer = side.application.peerClose();
        boolean known = last.code() == CloseStatus.ABNORMAL_CODE
                ? history.isDisturbed()
                : side.wanted(last.code()) || (peer != null && peer.code() == last.code());
        if (!known && history.isEven()) {
            trace.fault(side.name + " ended with " + last + " for no reason");
        }
        int closeSent = side.out.reader().closeSent();
        boolean canAnswer = history.isEven() && !history.isDisturbed() && !side.out.isEndedByTest();
        if (closeSent < 0 && peer != null && canAnswer) {
            trace.fault(side.name + " never answered its peer's Close");
        }
        if (closeSent >= 0) {
            SimulationFrame close = side.out.reader().frames().get(closeSent);
            if (!side.wanted(close.code(), close.reason())) {
                trace.fault(side.name + " sent the code " + close.code() + ", which nobody asked for");
            }
            if (!side.application.isOverflowed() && !side.sends.isAllOnWire()) {
                trace.fault(side.name + " sent its Close before its messages");
            }
        }
    }

    /** A client's user is told as well. */
    private void checkClient() {
        Client client = history.clientOwner();
        CompletableFuture<WsSession> opened = client.opened().toCompletableFuture();
        if (!opened.isDone() || !client.closed().toCompletableFuture().isDone()) {
            trace.fault("the client's user waits for ever");
        } else if (opened.isCompletedExceptionally()
                == (benches.get(1).side().application.session() != null)) {
            trace.fault("the client's user and its handler were not told the same");
        }
        if (opened.isCompletedExceptionally()) {
            report(opened);
        }
    }

    private void report(CompletableFuture<WsSession> failed) {
        try {
            failed.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WsConnectException refused) {
                trace.event(
                        refused.status() == 0 ? SimulationEvent.NO_ANSWER : SimulationEvent.REFUSED_BY_CLIENT,
                        "client",
                        refused.status());
            }
        }
    }

    /** Nothing happened but closing handshakes: both ends know who closed, with what, and that all was delivered. */
    private void checkAgreement(SimulationSide server, SimulationSide client) {
        CloseStatus atServer = server.application.last();
        CloseStatus atClient = client.application.last();
        if (atServer == null || atClient == null) {
            return;
        }
        boolean crossed = server.application.peerClose() == null && client.application.peerClose() == null;
        if (!crossed && atServer.code() != atClient.code()) {
            trace.fault("the server ended with " + atServer + ", the client with " + atClient);
        }
        if (server.out.reader().closeSent() < 0 || client.out.reader().closeSent() < 0) {
            trace.fault("a side ended in peace without a Close");
        }
        trace.event(SimulationEvent.ENDED_IN_PEACE, "both", atServer.code());
    }
}
