package dev.wsboot.autoconfigure;

import org.springframework.context.SmartLifecycle;

/** Starts the WebSocket server when the application is ready to, and stops it: in the phase of Boot's own web server. */
final class WsServerStartStopLifecycle implements SmartLifecycle {

    private final EmbeddedWsServer server;

    private volatile boolean running;

    WsServerStartStopLifecycle(EmbeddedWsServer server) {
        this.server = server;
    }

    @Override
    public void start() {
        server.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        server.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 2048;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }
}
