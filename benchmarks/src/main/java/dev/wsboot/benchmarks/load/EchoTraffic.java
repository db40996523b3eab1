package dev.wsboot.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** Every client has the same number of messages under way at all times. */
final class EchoTraffic extends Traffic {

    private final int depth;

    EchoTraffic(int depth) {
        this.depth = depth;
    }

    @Override
    void start(List<Client> clients, long now) throws IOException {
        for (Client client : clients) {
            client.send(depth);
        }
    }

    @Override
    void replied(Client client, int count) throws IOException {
        count(count);
        client.send(count);
    }
}
