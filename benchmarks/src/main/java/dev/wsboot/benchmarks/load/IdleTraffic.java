package dev.wsboot.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** Every client echoes one message, so that what a server makes at the first one is there, and is silent. */
final class IdleTraffic extends Traffic {

    private int silent;
    private int clients;
    private volatile boolean ready;

    @Override
    void start(List<Client> opened, long now) throws IOException {
        clients = opened.size();
        ready = clients == 0;
        for (Client client : opened) {
            client.send(1);
        }
    }

    @Override
    void replied(Client client, int count) {
        count(count);
        silent += count;
        ready = silent >= clients;
    }

    @Override
    boolean isReady() {
        return ready;
    }
}
