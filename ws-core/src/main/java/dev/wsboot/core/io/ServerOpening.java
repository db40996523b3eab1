package dev.wsboot.core.io;

import dev.wsboot.core.WsHandler;
import dev.wsboot.core.deflate.DeflateAgreement;
import dev.wsboot.core.http.ConnectionInfo;
import dev.wsboot.core.http.HandshakeDecision;
import dev.wsboot.core.http.HeadResult;
import dev.wsboot.core.http.Refusal;
import dev.wsboot.core.http.RequestHead;
import dev.wsboot.core.http.RequestHeadReader;
import dev.wsboot.core.http.ServerHandshake;
import dev.wsboot.core.http.ServerHandshake.Candidate;
import dev.wsboot.core.http.ServerHandshake.Refused;
import dev.wsboot.core.protocol.ConnectionState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A server's side of the opening handshake: from the first byte to the handler's decision. */
final class ServerOpening implements Opening {

    private final Connection connection;
    private final ServerHandshake<Endpoint> handshake;
    private final boolean boundToLoopback;
    private final RequestHeadReader reader;
    private boolean deciding;

    /**
     * A handshake whose request has not come.
     *
     * @param boundToLoopback whether the server can be reached from its own machine only
     */
    ServerOpening(
            Connection connection,
            ServerHandshake<Endpoint> handshake,
            boolean boundToLoopback,
            RequestHeadReader reader) {
        this.connection = connection;
        this.handshake = handshake;
        this.boundToLoopback = boundToLoopback;
        this.reader = reader;
    }

    /** The request is complete, and the handler has yet to decide. */
    @Override
    public boolean isDeciding() {
        return deciding;
    }

    @Override
    public void receive(ByteBuffer in) {
        if (deciding) {
            return;
        }
        HeadResult result = reader.read(in);
        if (result instanceof Refusal refusal) {
            connection.refuse(refusal);
        } else if (result instanceof RequestHead head) {
            evaluate(head);
        }
    }

    @Override
    public void timedOut() {
        connection.refuse(Refusal.timedOut());
    }

    /** The peer went away, and there is nobody to answer. */
    @Override
    public void lost() {}

    private void evaluate(RequestHead head) {
        Transport transport = connection.transport();
        ConnectionInfo info =
                new ConnectionInfo(transport.remoteAddress(), transport.localAddress(), false, boundToLoopback);
        ServerHandshake.Result<Endpoint> result = handshake.evaluate(head, info);
        if (result instanceof Candidate<Endpoint> candidate) {
            ask(candidate);
        } else if (result instanceof Refused<Endpoint> refused) {
            connection.refuse(refused.refusal());
        }
    }

    private void ask(Candidate<Endpoint> candidate) {
        CompletionStage<HandshakeDecision> stage;
        try {
            stage = Objects.requireNonNull(
                    candidate.endpoint().handler().onHandshake(candidate.handshake()), "onHandshake returned null");
        } catch (Throwable e) {
            failed(candidate, e);
            return;
        }
        if (WsHandler.ACCEPT.equals(stage)) {
            accept(candidate, HandshakeDecision.accept());
            return;
        }
        deciding = true;
        stage.whenComplete((decision, error) -> connection.loop().execute(() -> decided(candidate, decision, error)));
    }

    private void decided(
            Candidate<Endpoint> candidate, @Nullable HandshakeDecision decision, @Nullable Throwable error) {
        if (connection.state() != ConnectionState.CONNECTING) {
            return;
        }
        deciding = false;
        if (decision instanceof HandshakeDecision.Accept accept) {
            accept(candidate, accept);
        } else if (decision instanceof HandshakeDecision.Reject reject) {
            connection.refuse(Refusal.rejected(reject));
        } else {
            failed(candidate, error != null ? error : new NullPointerException("onHandshake decided null"));
        }
        connection.decided();
    }

    private void accept(Candidate<Endpoint> candidate, HandshakeDecision.Accept decision) {
        Endpoint endpoint = candidate.endpoint();
        List<String> preferences = endpoint.options().subprotocols();
        try {
            DeflateAgreement agreement = agreement(candidate);
            String extensions =
                    agreement == null ? null : agreement.toExtension().toString();
            ByteBuffer response = ServerHandshake.accept(candidate, decision, preferences, extensions);
            String subprotocol = ServerHandshake.subprotocol(candidate.handshake(), decision, preferences);
            Session session = new Session(connection, endpoint, subprotocol, decision.attributes());
            session.attach(decision.attachment());
            connection.out().sendRaw(response, false);
            connection.open(session, candidate.handshake(), agreement);
        } catch (Throwable e) {
            failed(candidate, e);
        }
    }

    private static @Nullable DeflateAgreement agreement(Candidate<Endpoint> candidate) {
        Endpoint.Deflate deflate = candidate.endpoint().deflate();
        return deflate == null ? null : deflate.accept(candidate.extensions());
    }

    private void failed(Candidate<Endpoint> candidate, Throwable error) {
        connection.owner().events().handlerFailed(candidate.endpoint().path(), null, error);
        connection.refuse(Refusal.handlerFailed());
    }
}
