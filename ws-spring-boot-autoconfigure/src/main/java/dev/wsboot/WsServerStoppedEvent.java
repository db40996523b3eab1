package dev.wsboot;

import dev.wsboot.core.WsServer;

/**
 * An application event: the WebSocket server has stopped, and all its sessions are over. Published on the thread that stops
 * the application, while all beans are still there.
 *
 * @param server the server that has stopped
 */
public record WsServerStoppedEvent(WsServer server) {}
