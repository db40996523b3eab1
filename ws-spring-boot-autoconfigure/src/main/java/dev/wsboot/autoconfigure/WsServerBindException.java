package dev.wsboot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Signals that the WebSocket server cannot listen on its port. */
public final class WsServerBindException extends RuntimeException {

    private final @Nullable InetAddress address;
    private final int port;

    WsServerBindException(@Nullable InetAddress address, int port, IOException cause) {
        super("The WebSocket server cannot listen on port " + port + (address == null ? "" : " of " + address), cause);
        this.address = address;
        this.port = port;
    }

    /** The address, null for all. */
    public @Nullable InetAddress address() {
        return address;
    }

    /** The port. */
    public int port() {
        return port;
    }
}
