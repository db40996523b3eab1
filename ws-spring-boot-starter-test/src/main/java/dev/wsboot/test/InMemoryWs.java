package dev.wsboot.test;

import dev.wsboot.autoconfigure.WsServerStarter;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.testing.InMemoryServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Starts the application's server in memory, and knows it. */
final class InMemoryWs implements WsServerStarter {

    private volatile @Nullable InMemoryServer server;

    @Override
    public WsServer start(WsServer.Builder builder) throws IOException {
        InMemoryServer started = InMemoryServer.start(builder);
        server = started;
        return started;
    }

    /** Null when none was started. */
    @Nullable
    InMemoryServer server() {
        return server;
    }
}
