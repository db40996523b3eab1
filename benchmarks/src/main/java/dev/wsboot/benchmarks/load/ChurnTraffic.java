package dev.wsboot.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** Every client echoes one message and closes; the loop puts a new one into its place. What is counted is closed connections. */
final class ChurnTraffic extends Traffic {

    @Override
    void start(List<Client> clients, long now) throws IOException {
        for (Client client : clients) {
            client.send(1);
        }
    }

    @Override
    void opened(Client client) throws IOException {
        client.send(1);
    }

    @Override
    void replied(Client client, int count) throws IOException {
        client.close();
    }

    @Override
    void closed(Client client) {
        count(1);
    }
}
