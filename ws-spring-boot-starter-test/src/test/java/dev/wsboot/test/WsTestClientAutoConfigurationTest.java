package dev.wsboot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import dev.wsboot.autoconfigure.WsAutoConfiguration;
import dev.wsboot.test.app.Clockwork;
import dev.wsboot.test.app.TimeEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.MergedContextConfiguration;

/** The beans of a test: what they are bound to, and who decides that. */
class WsTestClientAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withPropertyValues("ws.address=127.0.0.1", "ws.port=0")
            .withConfiguration(AutoConfigurations.of(
                    WsAutoConfiguration.class,
                    InMemoryWsAutoConfiguration.class,
                    WsTestClientAutoConfiguration.class,
                    JacksonAutoConfiguration.class));

    private final ApplicationContextRunner serving =
            runner.withBean(Clockwork.class).withBean(TimeEndpoint.class);

    @Test
    void withoutAnEndpointTheClientSaysWhyItCannotConnect() {
        runner.run(context -> assertThatIllegalStateException()
                .isThrownBy(() ->
                        context.getBean(WsTestClient.Builder.class).connect("/").close())
                .withMessageContaining("there is a bean with @WsEndpoint"));
    }

    @Test
    void clientConnectsToThePortUnlessTheServerIsInMemory() {
        serving.run(context -> {
            WsTestClient client = context.getBean(WsTestClient.Builder.class).connect("/time");
            assertThat(client.uri()).hasPort(context.getEnvironment().getProperty("local.ws.port", Integer.class));
            assertThat(client.send("UTC").next(int.class)).isEqualTo(42);
        });
        serving.withPropertyValues("ws.test.in-memory=true").run(context -> {
            WsTestClient.Builder clients = context.getBean(WsTestClient.Builder.class);
            assertThat(clients.connect("/time").uri()).hasNoPort();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> clients.tryConnect("ws://localhost:8090/time"))
                    .withMessageContaining("runs in memory");
        });
    }

    @Test
    void disabledServerHasNoClient() {
        serving.withPropertyValues("ws.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(WsTestClient.Builder.class));
    }

    @Test
    void ownBuilderComesFirst() {
        WsTestClient.Builder own = WsTestClient.of("ws://localhost:1");
        serving.withBean(WsTestClient.Builder.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(WsTestClient.Builder.class)).isSameAs(own));
    }

    @Test
    void portThatTheTestNamesIsLeftAlone() {
        assertThat(portAfterCustomizing("ws.port = 4711")).isNull();
        assertThat(portAfterCustomizing("ws.port:4711")).isNull();
        assertThat(portAfterCustomizing("ws.ports=4711")).isEqualTo("0");
    }

    /** What is set beside that property of the test, of which the context has none of its own here. */
    private static String portAfterCustomizing(String property) {
        MergedContextConfiguration config = mock(MergedContextConfiguration.class);
        given(config.getPropertySourceProperties()).willReturn(new String[] {property});
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            new WsPortContextCustomizer(true).customizeContext(context, config);
            return context.getEnvironment().getProperty("ws.port");
        }
    }
}
