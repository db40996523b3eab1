package dev.wsboot.autoconfigure;

import org.springframework.context.SmartLifecycle;

/** Drains the WebSocket server before anything that its handlers use is stopped: in the phase of Boot's own web server. */
final class WsServerGracefulShutdownLifecycle implements SmartLifecycle {

    private final EmbeddedWsServer server;

    private volatile boolean running;

    WsServerGracefulShutdownLifecycle(EmbeddedWsServer server) {
        this.server = server;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("stop(Runnable) is called in its place");
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        server.drain().whenComplete((drained, error) -> callback.run());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1024;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }
}
