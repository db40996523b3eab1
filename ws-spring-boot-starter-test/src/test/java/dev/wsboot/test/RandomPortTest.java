package dev.wsboot.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.test.app.GreetEndpoint.Greeting;
import dev.wsboot.test.app.GreetEndpoint.Person;
import dev.wsboot.test.app.TestApplication;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The whole application on a random port. */
@SpringBootTest(classes = TestApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class RandomPortTest {

    @LocalWsPort
    int port;

    @Autowired
    WsTestClient.Builder clients;

    @Test
    void portIsThatOfTheServerAndTheClientIsBoundToIt(@LocalWsPort int parameter) {
        assertThat(port).isPositive().isNotEqualTo(8090).isEqualTo(parameter);

        WsTestClient client = clients.connect("/greet").send(new Person("Ada"));

        assertThat(client.uri()).hasPort(port);
        assertThat(client.next(Greeting.class)).isEqualTo(new Greeting("Hello Ada"));
        WsTestClient other = WsTestClient.of("ws://localhost:" + port).connect("/time");
        assertThat(other.send("UTC").next(int.class)).isEqualTo(42);
    }
}
