package dev.wsboot.core.testing;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.io.Engine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A WebSocket server that opens no port: its connections are pipes within the process, and all else is as on the network,
 * threads and times included. For tests. Thread-safe.
 *
 * <p>It counts as bound to loopback, and both ends of its connections have the address of loopback with port 0.
 */
public final class InMemoryServer implements WsServer {

    private final Engine engine;

    private InMemoryServer(Engine engine) {
        this.engine = engine;
    }

    /**
     * Starts a server with all that the builder says but its address and port.
     *
     * @throws IOException when the system has no selector left
     * @throws IllegalArgumentException when a setting is out of its range, or two templates match the same paths
     * @throws IllegalStateException when there is no handler
     */
    public static InMemoryServer start(WsServer.Builder builder) throws IOException {
        return new InMemoryServer(Engine.startWithoutPort(builder.settings()));
    }

    /**
     * Connects to the server. The opening handshake has yet to be made.
     *
     * @throws ConnectException when the server is stopping or has stopped
     */
    public InMemorySocket connect() throws ConnectException {
        Link link = new Link();
        if (!engine.adopt(new SideTransport(link, address()))) {
            throw new ConnectException("Connection refused: the server is stopping");
        }
        return new InMemorySocket(link);
    }

    /** None: -1. */
    @Override
    public int port() {
        return -1;
    }

    /** The address of loopback, with port 0. */
    @Override
    public InetSocketAddress address() {
        return engine.address();
    }

    @Override
    public List<String> paths() {
        return engine.paths();
    }

    @Override
    public int connectionCount() {
        return engine.connectionCount();
    }

    @Override
    public CompletionStage<Void> shutdown(Duration gracePeriod) {
        return engine.shutdown(gracePeriod);
    }

    @Override
    public void close() {
        engine.close();
    }

    @Override
    public String toString() {
        return "InMemoryServer" + paths();
    }
}
