package dev.wsboot.core.io;

import dev.wsboot.core.http.ClientHandshake;
import dev.wsboot.core.http.ClientHandshake.Accepted;
import dev.wsboot.core.http.ConnectionInfo;
import dev.wsboot.core.http.FailedHandshake;
import dev.wsboot.core.http.ResponseHead;
import dev.wsboot.core.http.ResponseHeadReader;
import dev.wsboot.core.http.ResponseResult;
import dev.wsboot.core.protocol.CloseStatus.Initiator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** A client's side of the opening handshake: from the request to the server's answer. */
final class ClientOpening implements Opening {

    private final Connection connection;
    private final Client client;
    private final String key;
    private final ResponseHeadReader reader;
    private boolean over;

    /**
     * A handshake whose answer has not come.
     *
     * @param key the {@code Sec-WebSocket-Key}
     */
    ClientOpening(Connection connection, Client client, String key, ResponseHeadReader reader) {
        this.connection = connection;
        this.client = client;
        this.key = key;
        this.reader = reader;
    }

    @Override
    public boolean isDeciding() {
        return false;
    }

    @Override
    public void receive(ByteBuffer in) {
        ResponseResult result = over ? null : reader.read(in);
        if (result instanceof ResponseHead head) {
            judge(head);
        } else if (result instanceof FailedHandshake failed) {
            fail(failed);
        }
    }

    private void judge(ResponseHead head) {
        ClientHandshake.Outcome outcome = client.handshake().judge(head, key);
        if (outcome instanceof Accepted accepted) {
            over = true;
            open(accepted);
        } else if (outcome instanceof FailedHandshake failed) {
            fail(failed);
        }
    }

    private void open(Accepted accepted) {
        Transport transport = connection.transport();
        ConnectionInfo info = new ConnectionInfo(transport.remoteAddress(), transport.localAddress(), false, false);
        Session session = new Session(connection, client.endpoint(), accepted.subprotocol(), Map.of());
        client.opened(session);
        connection.open(session, client.handshake().handshake(accepted, info), accepted.compression());
        client.told(session);
    }

    @Override
    public void timedOut() {
        over = true;
        client.failed(new IOException("the server did not answer the opening handshake within the handshake timeout of "
                + client.settings().handshakeTimeout()));
        connection.lost(Initiator.TIMEOUT);
    }

    @Override
    public void lost() {
        if (!over) {
            over = true;
            client.failed(new IOException("the connection ended before the server had answered the opening handshake"));
        }
    }

    /** The answer is no, or none to go on with: neither side has anything more to say. */
    private void fail(FailedHandshake why) {
        over = true;
        client.refused(why);
        connection.lost(Initiator.CLIENT);
    }
}
