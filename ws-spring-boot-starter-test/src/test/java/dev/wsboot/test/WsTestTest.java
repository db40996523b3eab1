package dev.wsboot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import dev.wsboot.core.WsServer;
import dev.wsboot.test.app.Clockwork;
import dev.wsboot.test.app.GreetEndpoint;
import dev.wsboot.test.app.GreetEndpoint.Greeting;
import dev.wsboot.test.app.GreetEndpoint.Person;
import dev.wsboot.test.app.Greetings;
import dev.wsboot.test.app.TestApplication;
import dev.wsboot.test.app.TimeEndpoint;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import tools.jackson.databind.json.JsonMapper;

/** The slice of one endpoint: it alone, with mocks beside it, and no port. */
@WsTest(value = GreetEndpoint.class, properties = "example.property=set")
@ContextConfiguration(classes = TestApplication.class)
class WsTestTest {

    @MockitoBean
    Greetings greetings;

    @Autowired
    WsTestClient.Builder clients;

    @Autowired
    ApplicationContext context;

    @Test
    void endpointAnswersWithWhatTheMockSays() {
        given(greetings.of("Ada")).willReturn("Ahoy Ada");

        WsTestClient ada = clients.connect("/greet").send(new Person("Ada"));

        assertThat(ada.next(Greeting.class)).isEqualTo(new Greeting("Ahoy Ada"));
        ada.assertNothingMore();
    }

    @Test
    void nothingElseOfTheApplicationIsThere() {
        assertThat(context.getBeanNamesForType(TimeEndpoint.class)).isEmpty();
        assertThat(context.getBeanNamesForType(Clockwork.class)).isEmpty();
        assertThat(context.getBeanNamesForType(AsyncTaskExecutor.class)).isEmpty();
        assertThat(clients.tryConnect("/time").status()).isEqualTo(404);
    }

    @Test
    void jacksonAndValidationAreThere() {
        assertThat(context.getBeanNamesForType(JsonMapper.class)).hasSize(1);
        assertThat(context.getBeanNamesForType(Validator.class)).isNotEmpty();
    }

    @Test
    void propertiesAreSetAndThereIsNoPort() {
        assertThat(context.getEnvironment().getProperty("example.property")).isEqualTo("set");
        assertThat(context.getEnvironment().containsProperty("local.ws.port")).isFalse();
        assertThat(context.getBean(WsServer.class).port()).isZero();
        assertThat(context.getBean(InMemoryWs.class).server()).isNotNull();
    }
}
