package dev.wsboot.core.conformance;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.testing.InMemoryServer;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the suite against a server in memory: nothing of it can tell that from a socket. */
class InMemoryConformanceTest {

    private static InMemoryServer server;

    @BeforeAll
    static void start() throws IOException {
        server = InMemoryServer.start(WsServer.builder().handler("/", new EchoHandler(), EchoHandler.OPTIONS));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> theServerPasses() {
        return ConformanceTest.passes(ServerSubject.of(server));
    }
}
