package dev.wsboot.autoconfigure;

import dev.wsboot.core.WsServer;
import java.io.IOException;

/**
 * How the application's WebSocket server is started once everything about it is known. By default it binds its port; a bean of
 * this type does it in another way, as a test that has no need of one.
 */
@FunctionalInterface
public interface WsServerStarter {

    /**
     * Starts a server.
     *
     * @param builder has all that properties and endpoints say
     * @throws IOException when it cannot be reached where it should be
     */
    WsServer start(WsServer.Builder builder) throws IOException;
}
