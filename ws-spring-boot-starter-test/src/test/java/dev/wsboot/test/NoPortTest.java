package dev.wsboot.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.test.app.TestApplication;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

/** The whole application without a web server on a port. */
@SpringBootTest(classes = TestApplication.class)
class NoPortTest {

    @Autowired
    WsTestClient.Builder clients;

    @Autowired
    Environment environment;

    @Test
    void serverRunsInMemory() {
        assertThat(environment.containsProperty("local.ws.port")).isFalse();
        assertThat(clients.connect("/time").send("UTC").next(int.class)).isEqualTo(42);
    }

    @Nested
    @SpringBootTest(classes = TestApplication.class, properties = "ws.port=0")
    class UnlessTheTestWantsOne {

        @Test
        void serverHasTheWantedPort() {
            assertThat(environment.getProperty("local.ws.port", Integer.class)).isPositive();
            assertThat(clients.connect("/time").send("UTC").next(int.class)).isEqualTo(42);
        }
    }
}
