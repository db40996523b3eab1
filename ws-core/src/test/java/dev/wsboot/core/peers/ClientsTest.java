package dev.wsboot.core.peers;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.io.TestServers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server with clients that are not ours. */
class ClientsTest {

    @ParameterizedTest
    @CsvSource({"PYTHON_WEBSOCKETS, false", "PYTHON_WEBSOCKETS, true", "NODE_WS, false", "NODE_WS, true"})
    void everyConversationGoesWellWithCompression(Peer peer, boolean takeover) throws Exception {
        Talker handler = new Talker();
        WsCompression compression = new WsCompression(64, 6, takeover, takeover);
        try (WsServer server = TestServers.start(Script.server(handler, compression))) {
            Script.play(peer, "ws://localhost:" + server.port() + "/talk", takeover, handler);
        }
    }
}
