package dev.wsboot.core.peers;

import dev.wsboot.core.WsCompression;
import dev.wsboot.core.WsServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server with clients that are not ours. */
class ClientsTest {

    @ParameterizedTest
    @CsvSource({"PYTHON_WEBSOCKETS, false", "PYTHON_WEBSOCKETS, true", "NODE_WS, false", "NODE_WS, true"})
    void everyConversationGoesWellWithCompression(Peer peer, boolean takeover) throws Exception {
        Talker handler = new Talker();
        try (WsServer server = Script.server(handler, new WsCompression(64, 6, takeover, takeover))) {
            Script.play(peer, "ws://localhost:" + server.port() + "/talk", takeover, handler);
        }
    }
}
