package dev.wsboot.test;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clients of one application context that were not closed, each with the thread that made it. Thread-safe. */
final class OpenClients implements AutoCloseable {

    private final Map<WsTestClient, Thread> clients = new ConcurrentHashMap<>();

    void add(WsTestClient client) {
        clients.put(client, Thread.currentThread());
    }

    /** Drops what the test on this thread has left open; tests on other threads go on. */
    void dropOwn() {
        clients.forEach((client, owner) -> {
            if (owner == Thread.currentThread()) {
                clients.remove(client);
                client.drop();
            }
        });
    }

    @Override
    public void close() {
        clients.keySet().forEach(WsTestClient::drop);
        clients.clear();
    }
}
