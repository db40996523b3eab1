package dev.wsboot.core.io;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does for one connection what a selector does for the others: tells it that its transport is ready, again and again as long
 * as it is. Thread-safe.
 */
final class Watch implements Runnable {

    private final Connection connection;
    private final SelfWatchingTransport transport;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Watch(Connection connection, SelfWatchingTransport transport) {
        this.connection = connection;
        this.transport = transport;
    }

    /** Has the loop look. */
    @Override
    public void run() {
        if (underWay.compareAndSet(false, true)) {
            connection.loop().execute(this::look);
        }
    }

    private void look() {
        underWay.set(false);
        int ready = transport.readyOperations();
        if (ready != 0) {
            try {
                connection.ready(ready);
            } catch (Throwable e) {
                connection.loop().giveUp(connection, e);
            }
            run(); // what was not read is still there
        }
    }
}
