package dev.wsboot;

import dev.wsboot.core.WsServer;

/**
 * An application event: the WebSocket server accepts connections. Published on the thread that starts the application, before
 * {@code ApplicationReadyEvent}.
 *
 * @param server the running server itself
 */
public record WsServerStartedEvent(WsServer server) {}
