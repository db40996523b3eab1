package dev.wsboot.core.io;

import dev.wsboot.core.Compress;
import dev.wsboot.core.OverflowPolicy;
import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.SendStatus;
import dev.wsboot.core.WsCodec;
import dev.wsboot.core.WsHandler;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.protocol.CloseStatus;
import dev.wsboot.core.protocol.CloseStatus.Initiator;
import dev.wsboot.core.protocol.Opcode;
import dev.wsboot.core.protocol.Role;
import dev.wsboot.core.protocol.TextEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its handler sees it, and the handler as the connection sees it: the calls go both ways through here, and
 * nothing that a handler throws gets past.
 */
final class Session implements WsSession {

    private static final int MAX_PING = 125;

    private final Connection connection;
    private final Endpoint endpoint;
    private final @Nullable String subprotocol;
    private final long idHigh;
    private final long idLow;
    private volatile @Nullable Object attachment;
    private volatile @Nullable Map<String, Object> attributes;
    private volatile boolean askedToEnd;
    private boolean ended;

    Session(Connection connection, Endpoint endpoint, @Nullable String subprotocol, Map<String, Object> attributes) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.subprotocol = subprotocol;
        this.idHigh = connection.loop().random().nextLong();
        this.idLow = connection.loop().random().nextLong();
        this.attributes = attributes.isEmpty() ? null : new ConcurrentHashMap<>(attributes);
    }

    Endpoint endpointOf() {
        return endpoint;
    }

    /** Whether the application has asked for the end of the session. */
    boolean wasAskedToEnd() {
        return askedToEnd;
    }

    // ---- what the handler may do, from any thread

    @Override
    public String id() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(idHigh) + hex.toHexDigits(idLow);
    }

    @Override
    public String endpoint() {
        return endpoint.path();
    }

    @Override
    public @Nullable String subprotocol() {
        return subprotocol;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return connection.transport().remoteAddress();
    }

    @Override
    public boolean isOpen() {
        return connection.state().canSend();
    }

    @Override
    public SendStatus send(String text, Compress compress) {
        return send(Opcode.TEXT, compress, ByteBuffer.wrap(TextEncoder.encode(text)), true, null);
    }

    @Override
    public SendStatus send(ByteBuffer binary, Compress compress) {
        return send(Opcode.BINARY, compress, binary, false, null);
    }

    @Override
    public SendStatus send(PreparedMessage message) {
        if (!isOpen()) {
            return SendStatus.CLOSED;
        }
        connection.touch();
        SendStatus status = connection.out().send(message);
        return status != null ? status : overflow();
    }

    @Override
    public SendStatus send(Object message) {
        if (message instanceof String text) {
            return send(text);
        } else if (message instanceof ByteBuffer binary) {
            return send(binary);
        } else if (message instanceof byte[] bytes) {
            return send(ByteBuffer.wrap(bytes));
        } else if (message instanceof PreparedMessage prepared) {
            return send(prepared);
        }
        WsCodec codec = endpoint.options().codec();
        if (codec == null) {
            throw new IllegalStateException("there is no codec for a "
                    + message.getClass().getName() + " on " + endpoint.path() + ": set WsOptions.codec");
        }
        try {
            return codec instanceof WsCodec.Text text
                    ? send(text.encode(message))
                    : send(((WsCodec.Binary) codec).encode(message));
        } catch (IOException e) {
            throw new UncheckedIOException("a " + message.getClass().getName() + " cannot be encoded", e);
        }
    }

    @Override
    public CompletionStage<SendStatus> sendAsync(String text) {
        return sendAsync(Opcode.TEXT, ByteBuffer.wrap(TextEncoder.encode(text)), true);
    }

    @Override
    public CompletionStage<SendStatus> sendAsync(ByteBuffer binary) {
        return sendAsync(Opcode.BINARY, binary, false);
    }

    private CompletionStage<SendStatus> sendAsync(int opcode, ByteBuffer payload, boolean isPrivate) {
        Completion completion = new Completion();
        SendStatus status = send(opcode, Compress.BY_SIZE, payload, isPrivate, completion);
        if (!status.isAccepted()) {
            completion.complete(status);
        }
        return completion;
    }

    @Override
    public void cork(Runnable code) {
        connection.out().cork(code);
    }

    @Override
    public SendStatus ping(ByteBuffer payload) {
        if (payload.remaining() > MAX_PING) {
            throw new IllegalArgumentException("ping payload has " + payload.remaining() + " bytes, at most " + MAX_PING
                    + " are allowed (RFC 6455 §5.5)");
        }
        return send(Opcode.PING, Compress.NEVER, payload, false, null);
    }

    private SendStatus send(
            int opcode, Compress wish, ByteBuffer payload, boolean isPrivate, @Nullable Completion completion) {
        if (!isOpen()) {
            return SendStatus.CLOSED;
        }
        connection.touch();
        OutboundQueue out = connection.out();
        boolean compress = out.isCompressed(wish, payload.remaining());
        SendStatus status = out.send(opcode, compress, payload, isPrivate, completion);
        return status != null ? status : overflow();
    }

    private SendStatus overflow() {
        if (endpoint.options().overflow() == OverflowPolicy.DROP) {
            return SendStatus.DROPPED;
        }
        CloseStatus cut = new CloseStatus(
                CloseStatus.TRY_AGAIN_LATER_CODE,
                "reads too slowly",
                connection.owner().role().self());
        if (connection.cut(cut)) {
            connection
                    .owner()
                    .events()
                    .sessionCut(
                            this,
                            cut,
                            "what waits for this slow peer has reached "
                                    + endpoint.setting("ws.outbound.max-queue-size") + " ("
                                    + endpoint.options().maxQueueSize() + " bytes)");
        }
        return SendStatus.CLOSED;
    }

    @Override
    public void close(CloseStatus status) {
        status.requireSendable();
        askedToEnd = true;
        connection.close(connection.owner().role() == Role.CLIENT ? status.by(Initiator.CLIENT) : status);
    }

    @Override
    public void abort() {
        askedToEnd = true;
        connection.abort(connection.owner().role().self());
    }

    @Override
    public void pauseReading() {
        connection.pauseReading();
    }

    @Override
    public void resumeReading() {
        connection.resumeReading();
    }

    @Override
    public long queuedBytes() {
        return connection.out().waiting();
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Object object) {
        attachment = object;
    }

    @Override
    public @Nullable Object attribute(String name) {
        Map<String, Object> map = attributes;
        return map == null ? null : map.get(name);
    }

    @Override
    public void attribute(String name, @Nullable Object value) {
        Map<String, Object> map = attributes;
        if (value != null) {
            (map == null ? makeAttributes() : map).put(name, value);
        } else if (map != null) {
            map.remove(name);
        }
    }

    private synchronized Map<String, Object> makeAttributes() {
        Map<String, Object> map = attributes;
        if (map == null) {
            attributes = map = new ConcurrentHashMap<>();
        }
        return map;
    }

    @Override
    public String toString() {
        return "WsSession[" + id() + " at " + endpoint.path() + "]";
    }

    // ---- what the connection has to tell, on its event loop

    void onOpen(Handshake handshake) {
        try {
            endpoint.handler().onOpen(this, handshake);
        } catch (Throwable e) {
            failed(e);
        }
    }

    void onText(String message) {
        try {
            endpoint.handler().onText(this, message);
        } catch (Throwable e) {
            failed(e);
        }
    }

    void onBinary(ByteBuffer message) {
        try {
            endpoint.handler().onBinary(this, message);
        } catch (Throwable e) {
            failed(e);
        }
    }

    void onPing(ByteBuffer payload) {
        try {
            endpoint.handler().onPing(this, payload);
        } catch (Throwable e) {
            failed(e);
        }
    }

    void onPong(ByteBuffer payload) {
        try {
            endpoint.handler().onPong(this, payload);
        } catch (Throwable e) {
            failed(e);
        }
    }

    void onDrain() {
        try {
            endpoint.handler().onDrain(this);
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** Null when the peer's Close is to be answered at once. */
    @Nullable
    CompletionStage<?> onPeerClose(CloseStatus status) {
        try {
            return endpoint.handler().onPeerClose(this, status);
        } catch (Throwable e) {
            failed(e);
            return null;
        }
    }

    /** Marks the session as over; false when it was already. */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    void onClose(CloseStatus status) {
        try {
            endpoint.handler().onClose(this, status);
        } catch (Throwable e) {
            connection.owner().events().handlerFailed(endpoint.path(), this, e);
        }
    }

    /** A callback threw: the handler may deal with it, otherwise it is reported and the session ends. */
    private void failed(Throwable error) {
        WsHandler handler = endpoint.handler();
        try {
            handler.onError(this, error);
        } catch (Throwable unhandled) {
            connection.owner().events().handlerFailed(endpoint.path(), this, unhandled);
            connection.close(new CloseStatus(
                    CloseStatus.SERVER_ERROR_CODE,
                    "internal error",
                    connection.owner().role().self()));
        }
    }
}
